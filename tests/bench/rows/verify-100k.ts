import {
  composeItems,
  composeManifest,
  files,
  fullScope,
  hashFile,
  memorySource,
  meetScopes,
  partiesIn,
  scopeOfWork,
  verifyManifest,
  writeItems,
  type Logged,
} from '@assent/consent';
import {
  canonicalBytes,
  canonicalize,
  type Grant,
  type Item,
  type Purpose,
  type Release,
  type Specification,
  toUtf8,
} from '@assent/schema';
import { decodeEnvelope, type Signer, signerFromSeed, signStatement, toBase64 } from '@assent/signing';
import { node } from '@assent/signing/node';
import { encodeEntry } from '@assent/log';
import { listRoot } from '@assent/consent';
import { verify as nobleVerify } from '@noble/ed25519';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { statementId } from '@assent/signing';
import { MemoryRegistry } from '../../support/memory-registry.ts';
import { costRow, measure, type Row } from '../measure.ts';
import { grantOf, origin } from '../statements.ts';

const lists = 1000;
const linesEach = 100;

const purpose: Purpose = {
  uses: ['train-predictive'],
  commerce: ['internal'],
  operator: 'company',
  downstream: 'none',
  territory: { except: [] },
  from: 1_767_225_600,
  until: 1_767_225_600 + 86_400,
  duties: ['attribute'],
  onWithdraw: 'remove-from-datasets',
  assurance: { author: 0, guardian: 0, owner: 0, steward: 1, subject: 0 },
};

const specification: Specification = {
  v: 1,
  dataset: 'bench',
  version: '1.0.0',
  title: 'Bench',
  purpose,
  strata: [{ name: 'all', title: 'All', quota: lists * linesEach, match: { people: 'any' }, fill: null }],
  capPerCreator: null,
  splits: { val: 0, test: 0 },
  seed: '00'.repeat(32),
  reviewAfterDays: 30,
};

/** A released bundle of 100,000 works under 1,000 signatures, in memory. */
const makeBundle = async () => {
  const registry = new MemoryRegistry({ origin });
  const works: string[] = [];
  let grant: Logged<Grant> | undefined;
  let firstClaim: Parameters<typeof scopeOfWork>[0]['claims'] = [];
  for (let list = 0; list < lists; list++) {
    const signer = signerFromSeed(sha256(toUtf8(`signer ${list}`)));
    const hashes = Array.from({ length: linesEach }, (_, i) =>
      bytesToHex(sha256(toUtf8(`work ${list} ${i}`))),
    ).toSorted();
    works.push(...hashes);
    const claim = { author: signer.did, depicts: [], owners: [signer.did] };
    firstClaim = [claim];
    const lines = hashes.map((hash) =>
      canonicalize({ ...claim, sha256: hash, bytes: 1000, mime: 'image/jpeg', salt: hash.slice(0, 32) }),
    );
    grant = (await registry.publish(
      grantOf(signer.did, listRoot(lines), lines.length, registry.now),
      signer,
      lines,
    )) as Logged<Grant>;
  }
  works.sort();
  const state = await registry.state();
  const checkpoint = await registry.checkpoint();
  const evidence = await registry.evidence(state, checkpoint, works);
  const items = composeItems(
    {
      eligible: works.length,
      chosen: works.map((work) => ({ sha256: work, mime: 'image/jpeg', stratum: 'all', split: 'train' })),
      excluded: [],
      left: [],
      waterfall: [],
      strata: [],
    },
    [],
  );
  return {
    registry,
    state,
    checkpoint,
    evidence,
    items,
    scope: meetScopes(
      fullScope(),
      scopeOfWork(
        { claims: firstClaim, live: [grant!] },
        partiesIn(registry.ledger, registry.trust, registry.now),
        registry.now,
      ),
    ),
  };
};

const release = async (
  { registry, state, checkpoint, evidence, items, scope }: Awaited<ReturnType<typeof makeBundle>>,
  team: Signer,
) => {
  const written = writeItems(items as Item[]);
  const note = toUtf8(checkpoint.note);
  const manifest = composeManifest({
    specification,
    strata: [
      { name: 'all', quota: items.length, consented: items.length, shortfall: 0, maxSharePercent: 0, fillable: 0 },
    ],
    scope,
    items: items as Item[],
    itemsRoot: written.root,
    asOf: registry.asOf(state, checkpoint),
    evidence: {
      checkpoint: hashFile(note),
      proofs: hashFile(evidence.proofs),
      state: hashFile(evidence.state),
      statements: hashFile(evidence.statements),
      works: hashFile(evidence.works),
    },
    issuer: team.did,
    now: registry.now,
  });
  const envelope = await signStatement(manifest, team);
  const signed = decodeEnvelope(envelope);
  if (!signed.ok) throw new Error('manifest');
  const statement: Release = {
    v: 1,
    kind: 'release',
    aud: origin,
    iss: team.did,
    iat: registry.now,
    dataset: 'bench',
    version: '1.0.0',
    manifest: statementId(signed.value.payloadType, signed.value.payload),
    state: state.index,
    items: { root: written.root, count: items.length },
  };
  const logged = await registry.publish(statement, team, written.lines);
  const newer = await registry.checkpoint();
  const released = decodeEnvelope(await signStatement(statement, team));
  if (!released.ok) throw new Error('release');
  return new Map<string, Uint8Array>([
    [files.manifest, envelope],
    [files.items, written.bytes],
    [files.checkpoint, note],
    [files.statements, evidence.statements],
    [files.works, evidence.works],
    [files.state, evidence.state],
    [files.proofs, evidence.proofs],
    [
      files.release,
      canonicalBytes({
        checkpoint: newer.note,
        consistency: registry.consistency(checkpoint.size),
        entry: toBase64(encodeEntry(released.value)),
        inclusion: registry.inclusion(logged.index),
        index: logged.index,
      }),
    ],
  ]);
};

/** The files of a released bundle of 100,000 works, and whom its reader trusts. */
export const releasedBundle = async () => {
  const made = await makeBundle();
  const team = signerFromSeed(sha256(toUtf8('team')));
  return { bundle: await release(made, team), trust: made.registry.trust, team };
};

/** CPU seconds to verify 100,000 items under 1,000 signatures; the baseline is one noble verification an item, sampled and scaled. */
export const verify100k = async (): Promise<Row[]> => {
  const { bundle, trust, team } = await releasedBundle();
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const own = await measure(() =>
    verifyManifest(memorySource(bundle), { trust, ed25519: node, regenerate: undefined, regenerateSlots: 'all' }),
  );
  if (!own.result.ok) throw new Error(JSON.stringify(own.result.errors.slice(0, 3)));
  const message = new Uint8Array(600);
  const signature = await team.sign(message);
  const sample = 300;
  const naive = await measure(() => {
    for (let i = 0; i < sample; i++) if (!nobleVerify(signature, message, team.publicKey)) throw new Error('noble');
  });
  const items = lists * linesEach;
  return [
    costRow('verify-100k', 'CPU seconds', own.cpuSeconds, (naive.cpuSeconds / sample) * items, {
      cpuSeconds: own.cpuSeconds,
      peakMB: own.peakMB,
      note: `1,000 works lists; peak includes making the bundle in memory (${Math.round(before / 2 ** 20)} MB before); baseline: one @noble/ed25519 verification an item, sampled and scaled`,
    }),
  ];
};
