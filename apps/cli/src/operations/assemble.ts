import {
  type Assembly,
  composeItems,
  composeManifest,
  dataPath,
  describePurpose,
  evidenceFiles,
  files,
  hashFile,
  monitorsFile,
  parentsFile,
  type VerificationReport,
  writeItems,
} from '@assent/consent';
import { canonicalBytes, type Code, type Item, type Release, type Scope, type Trust, toUtf8 } from '@assent/schema';
import type { AssembleAnswer } from '@assent/registry/router';
import { parseCheckpoint, parseNote, formatNote } from '@assent/log';
import { decodeEnvelope, fromBase64, openManifest, signStatement, toBase64 } from '@assent/signing';
import { encodeEntry } from '@assent/log';
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
  const { specification, trust, key, client, sources, at } = input;
  const located = sources.length === 0 ? undefined : await hashSources(sources);
  const assembleNow = () => ask(client, (api) => api.datasets.assemble.mutate({ specification, trust }));
  const chosen = (await draft.kept(kept.chosen)) as AssembleAnswer | undefined;
  const expected = chosen ?? (await assembleNow());
  // What can be seen to be missing is said before a plan is signed: a version is planned once.
  requireFiles(expected.assembly, located, sources);
  const plan = await announce(input, log, expected.assembly);
  const answer = chosen ?? (plan === undefined ? expected : await assembleNow());
  const { assembly, scope, state, parents } = answer;
  if (assembly.chosen.length === 0 && plan === undefined)
    fail('quota_impossible', 'no work qualifies, and nothing is to be filled');
  requireFiles(assembly, located, sources);
  if (chosen === undefined) await draft.keep(kept.chosen, answer);
  const slices = plan === undefined ? [] : await fill(input, log, plan, assembly, reporter);

  const items = composeItems(
    assembly,
    slices.map(({ filled }) => filled),
  );
  if (items.length === 0) fail('quota_impossible', 'no work qualifies, and nothing can be filled');
  const envelopes = parents.map((parent) => unwrap(fromBase64(parent)));
  const issuers = await Promise.all(envelopes.map(async (one) => unwrap(await openManifest(one, node)).statement.iss));
  const { head, hashes } = await evidenceIn(draft, reporter, client, {
    state: state.index,
    works: assembly.chosen.map(({ sha256 }) => sha256),
    signers: [...new Set([key.identity, ...issuers])],
    slices: slices.map(({ filled }) => ({ index: filled.index, files: filled.lines.map(({ sha256 }) => sha256) })),
  });
  const note = toUtf8(head.checkpoint);
  const written = writeItems(items);
  const manifest = composeManifest({
    specification,
    strata: assembly.strata,
    scope,
    items,
    itemsRoot: written.root,
    asOf: head.asOf,
    evidence: { checkpoint: hashFile(note), ...hashes },
    issuer: key.identity,
    now: at,
  });
  const envelope = await signStatement(manifest, ...key.signers);
  await draft.write(files.checkpoint, note);
  if (envelopes.length > 0)
    await draft.write(parentsFile, Buffer.concat(envelopes.flatMap((one) => [one, toUtf8('\n')])));
  await draft.write(files.items, written.bytes);
  await draft.write(files.manifest, envelope);
  const cosigned = await monitorsOf(client, trust, state.index, reporter);
  if (cosigned !== undefined) await draft.write(monitorsFile, cosigned);
  await bringData(draft, items, located, slices, reporter);
  await draft.sweep();

  // A release cannot be taken back, so everything else is verified before it.
  const rehearsal = await verify(draft.folder, trust, defaultSlots, reporter);
  const wrong = rehearsal.errors.find(({ code }) => code !== 'release_missing');
  if (wrong !== undefined)
    fail(wrong.code, `nothing was released: ${wrong.item ?? ''} ${wrong.statement ?? ''} ${wrong.detail ?? ''}`);

  const release = await releaseManifest(input, log, envelope, written.lines, manifest.asOf.state.index, written.root);
  reporter.progress('releasing', 1, 1);
  const { size } = head.asOf.checkpoint;
  await draft.write(files.release, await releaseEvidence(client, release.receipt, release.envelope, size));
  const report = await verify(draft.folder, trust, defaultSlots, reporter);
  if (!report.ok) {
    const [first] = report.errors;
    fail(first!.code, `released, and does not verify: ${first?.item ?? first?.detail ?? ''}`);
  }
  return {
    assembly,
    scope,
    manifestId: unwrap(await openManifest(envelope, node)).id,
    release: release.receipt.index,
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
  { specification, key, client, at }: Begun,
  log: Log,
  manifest: Uint8Array,
  lines: readonly string[],
  state: number,
  root: string,
) => {
  const { id } = unwrap(await openManifest(manifest, node));
  const release: Release = {
    v: 1,
    kind: 'release',
    aud: log.origin,
    iss: key.identity,
    iat: at,
    dataset: specification.dataset,
    version: specification.version,
    manifest: id,
    state,
    items: { root, count: lines.length },
  };
  const envelope = await signStatement(release, ...key.signers);
  return { envelope, receipt: await publishStatement(client, log, { envelope, lines, manifest }) };
};

/** The release with its proofs, as the bundle carries it. */
const releaseEvidence = async (
  client: RegistryClient,
  receipt: { readonly index: number; readonly checkpoint: string; readonly proof: readonly string[] },
  envelope: Uint8Array,
  evidencedSize: number,
): Promise<Uint8Array> => {
  const note = unwrap(parseNote(toUtf8(receipt.checkpoint)));
  const { origin, size } = unwrap(parseCheckpoint(note.text));
  const consistency = await ask(client, (api) => api.log.consistency.query({ from: evidencedSize, to: size }));
  return canonicalBytes({
    // Nothing hashes this file, so it carries the log's own signature and no other that a byte could be changed in.
    checkpoint: formatNote({
      text: note.text,
      signatures: note.signatures.filter(({ name }) => name === origin).slice(0, 1),
    }),
    consistency,
    entry: toBase64(encodeEntry(unwrap(decodeEnvelope(envelope)))),
    inclusion: [...receipt.proof],
    index: receipt.index,
  });
};
