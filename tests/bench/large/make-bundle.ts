import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  composeManifest,
  evidencePieces,
  type EvidenceSource,
  type EvidenceStore,
  files,
  fullScope,
  meetScopes,
  planEvidence,
  scopeOfWork,
} from '@assent/consent';
import {
  CompactRange,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  HashBatch,
  proveConsistency,
  proveInclusion,
  proveMany,
  signNote,
} from '@assent/log';
import { type AsOf, canonicalBytes, canonicalize, type State, toUtf8, type Trust } from '@assent/schema';
import { decodeEnvelope, signerFromSeed, signStatement, statementId, toBase64 } from '@assent/signing';
import { partiesOf, type PartySource } from '../../../packages/consent/src/parties.ts';
import { noTrust } from '../../support/written-statements.ts';
import { measure } from '../measure.ts';
import { origin } from '../statements.ts';
import { specificationOf } from './dataset.ts';
import { arbiter, type Extent, MadeLog, registry } from './made-log.ts';

/** What it cost to write the evidence and the items of a bundle, once there was a log to write it from. */
export interface Written {
  readonly items: number;
  readonly cpuSeconds: number;
  readonly beforeMB: number;
  readonly peakMB: number;
  readonly bytes: number;
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const [folder, extentText] = process.argv.slice(2);
const extent = JSON.parse(extentText!) as Extent;
const target = (name: string): string => join(folder!, name);
mkdirSync(dirname(target(files.works)), { recursive: true });

const log = await MadeLog.make(extent);
const team = signerFromSeed(createHash('sha256').update('team').digest());
const stateIndex = log.entries.length - 1;
const state = log.logged[stateIndex]!.statement as State;
const size = log.entries.length;
const root = log.tree.root();
const checkpointOf = async (of: number, at: Uint8Array): Promise<string> =>
  formatNote(await signNote(formatCheckpoint({ origin, size: of, root: at }), origin, registry));
const checkpoint = await checkpointOf(size, root);
const asOf: AsOf = {
  origin,
  state: { index: stateIndex, size: state.size, at: state.at, root: state.root },
  checkpoint: { size, root: hexOf(root) },
};

/** Of nobody anything is said. */
const nobody: PartySource = { shown: () => [], byId: () => undefined, knownSince: () => state.at, crowded: new Set() };

/** A file that is hashed as it is written. */
class HashedFile {
  readonly #file: number;
  readonly #hash = createHash('sha256');
  bytes = 0;

  constructor(name: string) {
    this.#file = openSync(target(name), 'w');
  }

  write(piece: Uint8Array): void {
    this.bytes += piece.length;
    this.#hash.update(piece);
    writeSync(this.#file, piece);
  }

  close(): string {
    closeSync(this.#file);
    return this.#hash.digest('hex');
  }
}

const writeEvidence = async (
  works: readonly string[],
  leaves: readonly number[],
): Promise<{ hashes: Record<'proofs' | 'state' | 'statements' | 'works', string>; bytes: number }> => {
  const named = new Map(log.identities.map((identity, leaf) => [identity, leaf]));
  // Works are asked for in their order, again and again.
  let at = -1;
  const placeOf = (sha256: string): number => {
    do at = (at + 1) % works.length;
    while (works[at] !== sha256);
    return leaves[at]!;
  };
  const source: EvidenceSource = {
    state: { index: stateIndex, at: state.at },
    stateSize: log.stateSize,
    checkpoint: { size },
    parties: nobody,
    works,
    signers: [],
    slices: [],
    identity: (identity) => {
      const leaf = named.get(identity)!;
      return { leaf, line: { identity, live: [] } };
    },
    work: (sha256) => {
      const leaf = placeOf(sha256);
      return { leaf, line: log.stateLine(log.order[leaf - log.identities.length]!) };
    },
    evidence: () => {
      const line = log.stateLine(log.order[leaves[at]! - log.identities.length]!);
      return { claims: line.holders, live: line.live.map(([index]) => log.logged[index]!) };
    },
    firstStateCovering: () => (log.firstState === undefined ? undefined : log.logged[log.firstState]),
    listSize: (index) => log.listSize(index),
  };
  const store: EvidenceStore = {
    entries: async (indices) => indices.map((index) => log.entries[index]!),
    lines: async (places) => places.map(([index, leaf]) => log.line(index, leaf)),
    list: (index) => [log.list(index)],
    proveLog: (indices, of) => proveMany(indices, of, log.tree.read),
    proveState: (shown) => proveMany(shown, log.stateSize, log.stateNode),
  };
  const open = {
    proofs: new HashedFile(files.proofs),
    state: new HashedFile(files.state),
    statements: new HashedFile(files.statements),
    works: new HashedFile(files.works),
  };
  for await (const { file, bytes } of evidencePieces(planEvidence(source), source, store)) open[file].write(bytes);
  const bytes = Object.values(open).reduce((sum, file) => sum + file.bytes, 0);
  return {
    hashes: {
      proofs: open.proofs.close(),
      state: open.state.close(),
      statements: open.statements.close(),
      works: open.works.close(),
    },
    bytes,
  };
};

const writeItems = (works: readonly string[]): string => {
  const file = new HashedFile(files.items);
  const batch = new HashBatch();
  const range = new CompactRange(batch.node);
  for (let from = 0; from < works.length; from += 4096) {
    const lines = works
      .slice(from, from + 4096)
      .map((sha256) => canonicalize({ sha256, ext: 'jpg', source: 'consented', split: 'train', stratum: 'all' }));
    for (const line of lines) range.add(batch.leaf(toUtf8(line)));
    file.write(toUtf8(`${lines.join('\n')}\n`));
  }
  file.close();
  return hexOf(batch.read(range.root()!));
};

const works: string[] = [];
const leaves: number[] = [];
log.order.forEach((work, i) => {
  if (!log.isItem(work)) return;
  works.push(log.hex(work));
  leaves.push(log.identities.length + i);
});
globalThis.gc?.();
const beforeMB = Math.round(process.memoryUsage().rss / 2 ** 20);
const written = await measure(async () => ({
  evidence: await writeEvidence(works, leaves),
  itemsRoot: writeItems(works),
}));
const { evidence, itemsRoot } = written.result;

const trust: Trust = {
  ...noTrust,
  arbiters: [arbiter.did],
  logs: [{ origin, key: formatVerifierKey(origin, registry.publicKey) }],
};
const parties = partiesOf(nobody, trust, state.at);
const scopeAt = (line: number): ReturnType<typeof fullScope> => {
  const { holders, live } = log.stateLine(line);
  return scopeOfWork({ claims: holders, live: live.map(([index]) => log.logged[index]!) }, parties, state.at);
};
// All sign the same terms: the works of one list stand for those of all.
const scope = [0, 1, 2, 3].map(scopeAt).reduce(meetScopes, fullScope());
const honest = composeManifest({
  specification: specificationOf(works.length),
  strata: [
    { name: 'all', quota: works.length, consented: works.length, shortfall: 0, maxSharePercent: 0, fillable: 0 },
  ],
  scope,
  items: [],
  itemsRoot,
  asOf,
  evidence: { checkpoint: createHash('sha256').update(checkpoint).digest('hex'), ...evidence.hashes },
  issuer: team.did,
  now: log.now,
});
const count = works.length;
const manifest = {
  ...honest,
  counts: { ...honest.counts, total: count, consented: count },
  items: { root: itemsRoot, count },
};
const envelope = await signStatement(manifest, team);
const signed = decodeEnvelope(envelope);
if (!signed.ok) throw new Error(signed.refusal.code);
const { payloadType, payload } = signed.value;
await log.append(
  {
    v: 1,
    kind: 'release',
    aud: origin,
    iss: team.did,
    iat: log.now,
    dataset: manifest.dataset,
    version: manifest.version,
    manifest: statementId(payloadType, payload),
    state: stateIndex,
    items: manifest.items,
  },
  team,
);
writeFileSync(target(files.manifest), envelope);
writeFileSync(target(files.checkpoint), checkpoint);
writeFileSync(
  target(files.release),
  canonicalBytes({
    checkpoint: await checkpointOf(size + 1, log.tree.root()),
    consistency: proveConsistency(size, size + 1, log.tree.read).map(hexOf),
    entry: toBase64(log.entries[size]!),
    inclusion: proveInclusion(size, size + 1, log.tree.read).map(hexOf),
    index: size,
  }),
);
writeFileSync(join(folder!, '..', 'trust.json'), JSON.stringify(trust));
const report: Written = {
  items: count,
  cpuSeconds: written.cpuSeconds,
  beforeMB,
  peakMB: written.peakMB,
  bytes: evidence.bytes,
};
process.stdout.write(JSON.stringify(report));
