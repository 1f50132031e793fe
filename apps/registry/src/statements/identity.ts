import {
  accepted,
  Attest,
  Count,
  Identity,
  type IdentityStateLine,
  type Result,
  StatementId,
  Time,
} from '@assent/schema';
import { z } from 'zod';
import { readLogged } from '../log/stored-entry.ts';
import type { Registry } from '../registry.ts';
import { ledgerAt, momentOf } from './as-of.ts';
import { namesOf } from './names.ts';
import { EntrySummary, listEntries, summarise } from './read.ts';

/** What the log says of an identity: what it signed, where it is named, who says who it is. */
export const IdentityAnswer = z.strictObject({
  identity: Identity,
  /** As of the log's first so many entries. */
  size: Count,
  /** Whether any statement was signed by it or names it. */
  known: z.boolean(),
  signed: z.strictObject({ count: Count, newest: z.array(EntrySummary) }),
  named: z.strictObject({
    count: Count,
    /** `as`: the statement's member that names it, or `author`, `owner`, `depicted` in its list. */
    newest: z.array(z.strictObject({ ...EntrySummary.shape, as: z.array(z.string()) })),
  }),
  attestations: z.array(
    z.strictObject({
      index: Count,
      id: StatementId,
      by: Identity,
      how: Attest.shape.how,
      claim: Attest.shape.claim,
      checkedAt: Time,
      until: Time.nullable(),
      /** Whether it still counts. */
      live: z.boolean(),
    }),
  ),
});
export type IdentityAnswer = z.infer<typeof IdentityAnswer>;

/** How many statements are shown with an identity; the others are in the lists by signer and by subject. */
const shown = 20;
/** How many attestations, the newest. */
const shownAttestations = 200;

export const readIdentity = async (
  registry: Registry,
  identity: string,
  size: number | undefined,
): Promise<Result<IdentityAnswer>> => {
  const moment = await momentOf(registry, size);
  if (!moment.ok) return moment;
  const signed = await listEntries(registry, { limit: shown, signer: identity, size: moment.value.size });
  if (!signed.ok) return signed;
  const { count } = await registry.db
    .selectFrom('log_entry')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('iss', '=', identity)
    .where('index', '<', moment.value.size)
    .executeTakeFirstOrThrow();
  const namings = new Map<number, string[]>();
  for (const { index, as } of await namesOf(registry, identity)) {
    if (index < moment.value.size) namings.set(index, [...(namings.get(index) ?? []), as]);
  }
  const newest = await summarise(registry, [...namings.keys()].slice(-shown));
  const line = await ledgerAt(registry, moment.value, size === undefined, (ledger) =>
    ledger.identityLine(identity, moment.value.at),
  );
  return accepted({
    identity,
    size: moment.value.size,
    known: count > 0 || namings.size > 0,
    signed: { count, newest: signed.value.entries },
    named: {
      count: namings.size,
      newest: newest.toReversed().map((entry) => ({ ...entry, as: namings.get(entry.index)! })),
    },
    attestations: await attestationsOf(registry, [...namings.keys()], line),
  });
};

const attestationsOf = async (
  registry: Registry,
  naming: readonly number[],
  line: IdentityStateLine | undefined,
): Promise<IdentityAnswer['attestations']> => {
  if (naming.length === 0) return [];
  const rows = await registry.db
    .selectFrom('log_entry')
    .selectAll()
    .where((where) => where('index', '=', where.fn.any(where.val([...naming]))))
    .where('kind', '=', 'attest')
    .orderBy('index', 'desc')
    .limit(shownAttestations)
    .execute();
  const live = new Set(line?.live);
  const all = await Promise.all(rows.map(readLogged));
  return all.flatMap(({ index, id, statement }) => {
    if (statement.kind !== 'attest') return [];
    const { iss: by, how, claim, checkedAt, until } = statement;
    return [{ index, id, by, how, ...(claim !== undefined && { claim }), checkedAt, until, live: live.has(index) }];
  });
};
