import {
  type Assembly,
  dataPath,
  describePurpose,
  evidenceFiles,
  files,
  freeze,
  type Frozen,
  hashFile,
  monitorsFile,
  type RecordedRelease,
  releaseFile,
  releaseOf,
  sizeOfReceipt,
  type VerificationReport,
} from '@assent/consent';
import type { AssembleAnswer } from '@assent/registry/router';
import { canonicalBytes, type Code, type Item, type Manifest, type Scope, type Trust } from '@assent/schema';
import { type Opened, openManifest, signStatement } from '@assent/signing';
import { node } from '@assent/signing/node';
import { BundleDraft } from '../bundle-draft.ts';
import { fail, Failure, unwrap } from '../failure.ts';
import { ask, logOf, publishStatement, type RegistryClient } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';
import { findFiles, hashOfFile } from '../work-files.ts';
import type { AssembleInput, Begun } from './assemble-input.ts';
import { monitorsOf } from './cosigned-state.ts';
import { type EvidenceQuestion, writeEvidence, type WrittenEvidence } from './evidence.ts';
import { announce, fill, type MadeSlice } from './fill.ts';
import { issuersOf, learntFrom, requireAgreed, writeSources } from './sources.ts';
import { defaultSlots, verify } from './verify.ts';

export interface Assembled {
  readonly assembly: Assembly;
  readonly scope: Scope;
  readonly manifestId: string;
  readonly release: number;
  readonly synthetic: number;
  readonly report: VerificationReport;
}

/** Under these names a draft keeps what the next writer goes on from. */
const kept = { begun: 'begun.json', chosen: 'chosen.json', evidence: 'evidence.json' } as const;

/** What trying again may cure: then what was written stays, for whoever tries. */
const passing: readonly Code[] = [
  'file_unreadable',
  'file_unwritable',
  'internal',
  'rate_limited',
  'registry_unreachable',
];

/**
 * From a specification to a released, verified bundle: who qualifies → what is filled → sign → release → verify.
 * The bundle appears at `out` whole or not at all. Killed anywhere, the same call goes on, and ends with the same bytes.
 */
export const assembleDataset = async (input: AssembleInput, reporter: Reporter): Promise<Assembled> => {
  const log = await logOf(input.client);
  if (!input.trust.logs.some(({ origin, key }) => origin === log.origin && key === log.key))
    fail('checkpoint_untrusted', log.origin);
  const draft = await BundleDraft.open(input.out);
  try {
    const begun = await begin(input, log, draft, reporter);
    reporter.say(`   ${describePurpose('en', begun.specification.purpose)[0]!}`);
    const assembled = await writeBundle(begun, log, draft, reporter).catch(async (cause: unknown) => {
      // What was chosen more than an hour ago is chosen again: withdrawals since then count.
      if (!(cause instanceof Failure) || cause.refusal.code !== 'state_stale') throw cause;
      await draft.forget(kept.chosen);
      return writeBundle(begun, log, draft, reporter);
    });
    await draft.finish();
    return assembled;
  } catch (cause) {
    if (cause instanceof Failure && passing.includes(cause.refusal.code)) await draft.leave();
    else await draft.discard();
    throw cause;
  }
};

/** Begin, or go on with what was begun of the same question. */
const begin = async (
  { specificationAt, now, ...input }: AssembleInput,
  log: Log,
  draft: BundleDraft,
  reporter: Reporter,
): Promise<Begun> => {
  const { trust, key } = input;
  const questionAt = async (at: number) => {
    const specification = await specificationAt(at);
    const asked = [specification, trust, log, key.identity, key.signers.map(({ did }) => did)];
    return { specification, at, of: hashFile(canonicalBytes(asked)) };
  };
  const before = (await draft.kept(kept.begun)) as { readonly of: string; readonly at: number } | undefined;
  const again = before && (await questionAt(before.at));
  if (again !== undefined && again.of === before?.of) {
    reporter.say(`   Going on with what was begun at ${new Date(again.at * 1000).toISOString()}`);
    return { ...input, ...again };
  }
  await draft.forget(kept.chosen);
  const { of, ...begun } = await questionAt(now());
  await draft.keep(kept.begun, { of, at: begun.at });
  return { ...input, ...begun };
};

const writeBundle = async (input: Begun, log: Log, draft: BundleDraft, reporter: Reporter): Promise<Assembled> => {
  const { specification, trust, key, client, sources, models, externals, at } = input;
  const learnt = learntFrom(specification, models, externals);
  const located = sources.length === 0 ? undefined : await hashSources(sources);
  const assembleNow = () =>
    ask(client, (api) => api.datasets.assemble.mutate({ specification, trust, sources: learnt }));
  const chosen = (await draft.kept(kept.chosen)) as AssembleAnswer | undefined;
  const expected = chosen ?? (await assembleNow());
  // What can be seen to be missing is said before a plan is signed: a version is planned once.
  requireFiles(expected.assembly, located, sources);
  requireAgreed(learnt, expected.sources);
  const plan = await announce(input, log, expected.assembly);
  const answer = chosen ?? (plan === undefined ? expected : await assembleNow());
  const { assembly, scope, state, parents } = answer;
  if (assembly.chosen.length === 0 && plan === undefined)
    fail('quota_impossible', 'no work qualifies, and nothing is to be filled');
  requireFiles(assembly, located, sources);
  requireAgreed(learnt, answer.sources);
  if (chosen === undefined) await draft.keep(kept.chosen, answer);
  const slices = plan === undefined ? [] : await fill(input, log, plan, assembly, reporter);

  const filled = slices.map((slice) => slice.filled);
  if (assembly.chosen.length === 0 && filled.every(({ lines }) => lines.length === 0))
    fail('quota_impossible', 'no work qualifies, and nothing can be filled');
  const issuers = await issuersOf([...parents, ...answer.sources.map(({ envelope }) => envelope)]);
  const evidence = await evidenceIn(draft, reporter, client, {
    state: state.index,
    works: assembly.chosen.map(({ sha256 }) => sha256),
    signers: [...new Set([key.identity, ...issuers])],
    slices: filled.map(({ index, lines }) => ({ index, files: lines.map(({ sha256 }) => sha256) })),
  });
  const frozen = unwrap(
    freeze({ specification, chosen: answer, slices: filled, evidence, issuer: key.identity, now: at }),
  );
  const { items } = frozen;
  await writeSources(client, draft, learnt, answer.sources, evidence.head, reporter);
  const envelope = await signStatement(frozen.manifest, ...key.signers);
  for (const [name, content] of frozen.files) await draft.write(name, content);
  await draft.write(files.manifest, envelope);
  const cosigned = await monitorsOf(client, trust, state.index, reporter);
  if (cosigned !== undefined) await draft.write(monitorsFile, cosigned);
  await bringData(draft, items, located, slices, reporter);
  await draft.sweep();

  // A release cannot be taken back, so everything else is verified before it.
  const rehearsal = await verify(draft.folder, trust, defaultSlots, reporter, models);
  const wrong = rehearsal.errors.find(({ code }) => code !== 'release_missing');
  if (wrong !== undefined)
    fail(wrong.code, `nothing was released: ${wrong.item ?? ''} ${wrong.statement ?? ''} ${wrong.detail ?? ''}`);

  const signed = unwrap(await openManifest(envelope, node));
  const recorded = await releaseManifest(input, log, { ...frozen, signed, envelope });
  const { receipt } = recorded;
  reporter.progress('releasing', 1, 1);
  await draft.write(files.release, await provenRelease(client, recorded, evidence.head.asOf.checkpoint.size));
  const report = await verify(draft.folder, trust, defaultSlots, reporter, models);
  if (!report.ok) {
    const [first] = report.errors;
    fail(first!.code, `released, and does not verify: ${first?.item ?? first?.detail ?? ''}`);
  }
  // Public with the release that signs its hash, so that the next version can be chosen for in the same way.
  await ask(client, (api) => api.datasets.publishSpecification.mutate({ release: receipt.index, specification }));
  return {
    assembly,
    scope,
    manifestId: signed.id,
    release: receipt.index,
    synthetic: items.filter((i) => i.source === 'synthetic').length,
    report,
  };
};

/** The evidence of a draft: what was written before, if it is all there and as it was; else it is asked for. */
const evidenceIn = async (
  draft: BundleDraft,
  reporter: Reporter,
  client: RegistryClient,
  question: EvidenceQuestion,
): Promise<WrittenEvidence> => {
  const asked = hashFile(canonicalBytes(question));
  const before = (await draft.kept(kept.evidence)) as (WrittenEvidence & { readonly asked: string }) | undefined;
  const wholes = await Promise.all(
    evidenceFiles.map((name) => before?.asked === asked && draft.holds(files[name], before.hashes[name])),
  );
  if (before !== undefined && wholes.every(Boolean)) return before;
  const written = await writeEvidence(client, question, draft, reporter);
  await draft.keep(kept.evidence, { ...written, asked });
  return written;
};

type Log = Trust['logs'][number];

/** Every file of the sources by its hash. */
const hashSources = async (sources: readonly string[]): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  for (const path of await findFiles(sources)) found.set((await hashOfFile(path)).sha256, path);
  return found;
};

/** Whether the file of each chosen work was found, where files are wanted. */
const requireFiles = (
  assembly: Assembly,
  found: ReadonlyMap<string, string> | undefined,
  sources: readonly string[],
): void => {
  if (found === undefined) return;
  const missing = assembly.chosen.filter(({ sha256 }) => !found.has(sha256));
  if (missing.length > 0)
    fail('file_missing', `${missing.length} works are not in ${sources.join(', ')}, first ${missing[0]!.sha256}`);
};

const bringData = async (
  draft: BundleDraft,
  items: readonly Item[],
  located: ReadonlyMap<string, string> | undefined,
  slices: readonly MadeSlice[],
  reporter: Reporter,
): Promise<void> => {
  if (located === undefined) return;
  for (const [i, item] of items.entries()) {
    const made = slices.map(({ data }) => data.get(item.sha256)).find((bytes) => bytes !== undefined);
    if (await draft.holds(dataPath(item), item.sha256)) continue;
    if (made !== undefined) await draft.write(dataPath(item), made);
    else await draft.bring(dataPath(item), located.get(item.sha256)!);
    reporter.progress('copying', i + 1, items.length);
  }
};

const releaseManifest = async (
  { key, client, at }: Begun,
  log: Log,
  { signed, envelope: manifest, lines }: Pick<Frozen, 'lines'> & { signed: Opened<Manifest>; envelope: Uint8Array },
) => {
  const envelope = await signStatement(releaseOf(signed, at), ...key.signers);
  return { envelope, receipt: await publishStatement(client, log, { envelope, lines, manifest }) };
};

/** The release with its proofs, as the bundle carries it. */
const provenRelease = async (
  client: RegistryClient,
  release: RecordedRelease,
  evidencedSize: number,
): Promise<Uint8Array> => {
  const to = unwrap(sizeOfReceipt(release.receipt));
  const consistency = await ask(client, (api) => api.log.consistency.query({ from: evidencedSize, to }));
  return unwrap(releaseFile(release, consistency));
};
