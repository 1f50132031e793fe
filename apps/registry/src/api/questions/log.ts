import { proveInclusion } from '@assent/log';
import { Count, DidKey, Origin, Sha256, StatementId, Time, Trust } from '@assent/schema';
import { fromBase64 } from '@assent/signing';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { ownTrust } from '../../datasets/trust.ts';
import type { StateCosignature } from '../../log/monitors.ts';
import { rootAt, withNodes } from '../../log/nodes.ts';
import { findState } from '../../log/stored-entry.ts';
import { overview, type Overview } from '../../statements/overview.ts';
import { findEntry } from '../../statements/read.ts';
import { question } from '../question.ts';
import { notFound } from './not-found.ts';

const OverviewAnswer = z.strictObject({
  origin: Origin,
  identity: DidKey,
  size: Count,
  /** The signed checkpoint, as text. */
  checkpoint: z.string(),
  works: Count,
  signers: Count,
  datasets: Count,
  now: Time,
  /** Entries and registered works over time, at most 201 points, oldest first. */
  growth: z.array(z.strictObject({ at: Time, entries: Count, works: Count })),
}) satisfies z.ZodType<Overview>;

export const readOverview = question({
  says: 'How much is recorded here, and the newest signed checkpoint.',
  input: z.strictObject({}),
  answer: OverviewAnswer,
  ask: async ({ registry }) => ({ ok: true, value: await overview(registry) }),
});

export const readTrust = question({
  says: 'The policy of somebody who trusts this registry for all it can vouch for, with the log’s key: a start for one’s own.',
  input: z.strictObject({}),
  answer: Trust,
  ask: async ({ registry }) => ({ ok: true, value: ownTrust(registry) }),
});

export const makeState = question({
  says: 'A state that covers everything recorded up to now: appended where there is none.',
  input: z.strictObject({}),
  answer: z.strictObject({ index: Count, leafHash: Sha256, size: Count, at: Time, root: Sha256 }),
  ask: async ({ registry }) => {
    const { index, leafHash, statement } = await registry.state();
    return { ok: true, value: { index, leafHash, size: statement.size, at: statement.at, root: statement.root } };
  },
});

/** Cosignatures sent at once. */
const mostCosignatures = 1_000;

export const cosignStates = question({
  says: 'Cosignatures of a monitor on states that it recomputed: of each, the index of the state’s entry, and time and signature in base64 (72 bytes). All are kept, or none; one that was kept before stays.',
  input: z.strictObject({
    monitor: DidKey,
    cosignatures: z.array(z.strictObject({ state: Count, signature: z.string().length(96) })).max(mostCosignatures),
  }),
  answer: z.strictObject({ kept: Count }),
  cost: ({ cosignatures }) => cosignatures.length,
  ask: async ({ registry }, { monitor, cosignatures }) => {
    const signed: StateCosignature[] = [];
    for (const { state, signature } of cosignatures) {
      const bytes = fromBase64(signature);
      if (!bytes.ok) return bytes;
      signed.push({ state, signature: bytes.value });
    }
    const kept = await registry.monitors.keep(monitor, signed);
    return kept.ok ? { ok: true, value: { kept: signed.length } } : kept;
  },
});

export const readStateNote = question({
  says: 'The note of a state with the cosignatures of monitors that have come, as a bundle carries it in `evidence/monitors`; `null` while there is none.',
  input: z.strictObject({ index: Count }),
  answer: z.strictObject({ note: z.string().nullable() }),
  ask: async ({ registry }, { index }) => {
    const note = await registry.monitors.noteOf(index);
    return note === undefined ? notFound(`entry ${index} is no state`) : { ok: true, value: { note } };
  },
});

export const readFirstStateAfter = question({
  says: 'The first state after a statement: what a synthetic plan’s seeds are drawn from.',
  input: z.strictObject({ id: z.string().max(80) }),
  answer: z.strictObject({ index: Count, leafHash: Sha256 }),
  ask: async ({ registry }, { id }) => {
    const index = await findEntry(registry, id);
    const state = index === undefined ? undefined : await findState(registry.db, index);
    if (state === undefined) return notFound(id);
    return { ok: true, value: { index: state.index, leafHash: state.leafHash } };
  },
});

export const readConsistency = question({
  says: 'The proof that the log of `to` entries begins with the log of `from` entries (RFC 6962 §2.1.2), in hexadecimal.',
  input: z.strictObject({ from: Count, to: Count }),
  answer: z.array(Sha256),
  ask: async ({ registry }, { from, to }) => {
    const size = await registry.size();
    return from > to || to > size
      ? notFound(`from ${from} to ${to} of ${size}`)
      : { ok: true, value: await registry.consistency(from, to) };
  },
});

export const readInclusion = question({
  says: 'The proof that an entry is in the log of `size` entries (RFC 6962 §2.1.1), in hexadecimal, with that log’s root. The root is unsigned: a consistency proof leads from it to the signed checkpoint.',
  input: z.strictObject({ index: Count, size: Count }),
  answer: z.strictObject({
    id: StatementId,
    index: Count,
    size: Count,
    root: Sha256,
    leafHash: Sha256,
    proof: z.array(Sha256).max(64),
  }),
  ask: async ({ registry }, { index, size }) => {
    const { db } = registry;
    if (index >= size || size > (await registry.size())) return notFound(`entry ${index} of ${size}`);
    const row = await db
      .selectFrom('log_entry')
      .select(['id', 'leaf_hash'])
      .where('index', '=', index)
      .executeTakeFirstOrThrow();
    const proof = await withNodes(db, (read) => proveInclusion(index, size, read).map(bytesToHex));
    const root = bytesToHex(await rootAt(db, size));
    return { ok: true, value: { id: row.id, index, size, root, leafHash: row.leaf_hash.toString('hex'), proof } };
  },
});
