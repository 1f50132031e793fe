import {
  type Assembly,
  composeItems,
  composeManifest,
  dataPath,
  describePurpose,
  files,
  hashFile,
  monitorsFile,
  parentsFile,
  type VerificationReport,
  writeItems,
} from '@assent/consent';
import { canonicalBytes, type Item, type Release, type Scope, type Trust, toUtf8 } from '@assent/schema';
import { parseCheckpoint, parseNote, formatNote } from '@assent/log';
import { decodeEnvelope, fromBase64, openManifest, signStatement, toBase64 } from '@assent/signing';
import { encodeEntry } from '@assent/log';
import { node } from '@assent/signing/node';
import { BundleDraft } from '../bundle-folder.ts';
import { fail, unwrap } from '../failure.ts';
import { ask, logOf, publishStatement, type RegistryClient } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';
import { findFiles, hashOfFile } from '../work-files.ts';
import type { AssembleInput } from './assemble-input.ts';
import { monitorsOf } from './cosigned-state.ts';
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

/**
 * From a specification to a released, verified bundle: who qualifies → what is filled → sign → release → verify.
 * The bundle appears at `out` whole or not at all.
 */
export const assembleDataset = async (input: AssembleInput, reporter: Reporter): Promise<Assembled> => {
  const { specification, trust, key, client } = input;
  const log = await logOf(client);
  if (!trust.logs.some(({ origin, key: vkey }) => origin === log.origin && vkey === log.key))
    fail('checkpoint_untrusted', log.origin);
  const draft = await BundleDraft.create(input.out);
  try {
    reporter.say(`   ${describePurpose('en', specification.purpose)[0]!}`);
    const assembleNow = () => ask(client, (api) => api.datasets.assemble.mutate({ specification, trust }));
    const expected = await assembleNow();
    // What can be seen to be missing is said before a plan is signed: a version is planned once.
    const located = input.sources.length === 0 ? undefined : await hashSources(input.sources);
    requireFiles(expected.assembly, located, input.sources);
    const plan = await announce(input, log, expected.assembly);
    const { assembly, scope, state, parents } = plan === undefined ? expected : await assembleNow();
    if (assembly.chosen.length === 0 && plan === undefined)
      fail('quota_impossible', 'no work qualifies, and nothing is to be filled');
    requireFiles(assembly, located, input.sources);
    const slices = plan === undefined ? [] : await fill(input, log, plan, assembly, reporter);

    const items = composeItems(
      assembly,
      slices.map(({ filled }) => filled),
    );
    if (items.length === 0) fail('quota_impossible', 'no work qualifies, and nothing can be filled');
    const envelopes = parents.map((parent) => unwrap(fromBase64(parent)));
    const issuers = await Promise.all(
      envelopes.map(async (one) => unwrap(await openManifest(one, node)).statement.iss),
    );
    const evidence = await ask(client, (api) =>
      api.datasets.evidence.mutate({
        state: state.index,
        works: assembly.chosen.map(({ sha256 }) => sha256),
        signers: [...new Set([key.identity, ...issuers])],
        slices: slices.map(({ filled }) => ({ index: filled.index, files: filled.lines.map(({ sha256 }) => sha256) })),
      }),
    );
    const evidenceFiles = new Map<string, Uint8Array>([[files.checkpoint, toUtf8(evidence.checkpoint.note)]]);
    for (const name of ['statements', 'works', 'state', 'proofs'] as const)
      evidenceFiles.set(files[name], unwrap(fromBase64(evidence.files[name])));
    const written = writeItems(items);
    const hashOf = (name: keyof typeof files): string => hashFile(evidenceFiles.get(files[name])!);
    const { size, root } = evidence.checkpoint;
    const manifest = composeManifest({
      specification,
      strata: assembly.strata,
      scope,
      items,
      itemsRoot: written.root,
      asOf: {
        origin: log.origin,
        state: { index: state.index, size: state.size, at: state.at, root: state.root },
        checkpoint: { size, root },
      },
      evidence: {
        checkpoint: hashOf('checkpoint'),
        proofs: hashOf('proofs'),
        state: hashOf('state'),
        statements: hashOf('statements'),
        works: hashOf('works'),
      },
      issuer: key.identity,
      now: input.now(),
    });
    const envelope = await signStatement(manifest, ...key.signers);
    for (const [name, content] of evidenceFiles) await draft.write(name, content);
    if (envelopes.length > 0)
      await draft.write(parentsFile, Buffer.concat(envelopes.flatMap((one) => [one, toUtf8('\n')])));
    await draft.write(files.items, written.bytes);
    await draft.write(files.manifest, envelope);
    await bringData(draft, items, located, slices, reporter);

    const cosigned = await monitorsOf(client, trust, state.index, reporter);
    if (cosigned !== undefined) await draft.write(monitorsFile, cosigned);

    // A release cannot be taken back, so everything else is verified before it.
    const rehearsal = await verify(draft.folder, trust, defaultSlots, reporter);
    const wrong = rehearsal.errors.find(({ code }) => code !== 'release_missing');
    if (wrong !== undefined)
      fail(wrong.code, `nothing was released: ${wrong.item ?? ''} ${wrong.statement ?? ''} ${wrong.detail ?? ''}`);

    const release = await releaseManifest(input, log, envelope, written.lines, manifest.asOf.state.index, written.root);
    await draft.write(files.release, await releaseEvidence(client, release.receipt, release.envelope, size));
    const report = await verify(draft.folder, trust, defaultSlots, reporter);
    if (!report.ok) {
      const [first] = report.errors;
      fail(first!.code, `released, and does not verify: ${first?.item ?? first?.detail ?? ''}`);
    }
    await draft.finish();
    const manifestId = unwrap(await openManifest(envelope, node)).id;
    return {
      assembly,
      scope,
      manifestId,
      release: release.receipt.index,
      synthetic: items.filter((i) => i.source === 'synthetic').length,
      report,
    };
  } catch (cause) {
    await draft.discard();
    throw cause;
  }
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
    if (made !== undefined) await draft.write(dataPath(item), made);
    else await draft.bring(dataPath(item), located.get(item.sha256)!);
    reporter.progress('copying', i + 1, items.length);
  }
};

const releaseManifest = async (
  { specification, key, client, now }: AssembleInput,
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
    iat: now(),
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
