import {
  assembleIn,
  type Assembly,
  composeItems,
  composeManifest,
  dataPath,
  decide,
  evidenceOf,
  type EvidenceFile,
  files,
  type FilledSlice,
  hashFile,
  type Ledger,
  type Logged,
  memorySource,
  partiesIn,
  type Regenerate,
  type VerificationReport,
  verifyManifest,
  writeItems,
  fullScope,
  meetScopes,
  scopeOfWork,
  sourceFolder,
} from '@assent/consent';
import {
  canonicalBytes,
  type Code,
  type Item,
  type Manifest,
  type Purpose,
  type Release,
  toUtf8,
  type Trust,
} from '@assent/schema';
import { type Ed25519, type Signer, signStatement, toBase64 } from '@assent/signing';
import { openManifest } from '@assent/signing/verify';
import { node } from '@assent/signing/node';
import { bytesToHex } from '@noble/hashes/utils.js';
import { herbarium, people, plates, poster, portrait, regenerate, scenes, type Story, views } from './consent-story.ts';
import { hashOf } from './written-statements.ts';

/** The same answer to the same question: most of a damaged bundle is what it was. */
const remembering = (ed25519: Ed25519): Ed25519 => {
  const answers = new Map<string, boolean | Promise<boolean>>();
  return {
    name: ed25519.name,
    verify: (key, signature, message) => {
      const question = `${bytesToHex(key)}${bytesToHex(signature)}${hashFile(message)}`;
      const known = answers.get(question);
      if (known !== undefined) return known;
      const answer = ed25519.verify(key, signature, message);
      answers.set(question, answer);
      return answer;
    },
  };
};

const ed25519 = remembering(node);

export const decideIn = (ledger: Ledger, work: string, wanted: Purpose, trust: Trust, at: number) =>
  decide(evidenceOf(ledger, work, at), wanted, partiesIn(ledger, trust, at), at);

/** A bundle and what it was made from. */
export interface Bundle {
  readonly files: Map<string, Uint8Array>;
  readonly manifest: Manifest;
  readonly items: readonly Item[];
  readonly release: Logged<Release>;
}

/**
 * What a team that cheats changes, each before it signs: whatever commits to what was changed is made to fit. So what
 * verification finds is the cheat itself, and not a hash that somebody forgot.
 */
export interface Cheats {
  /** Works to show evidence for, where other than the consented items'. */
  readonly works?: readonly string[];
  readonly items?: (items: Item[]) => readonly Item[];
  /** The lines of `items.jsonl` as they are shown; what is signed and released are the items'. */
  readonly itemLines?: (lines: string[]) => readonly string[];
  readonly evidence?: (evidence: Record<EvidenceFile | 'checkpoint', Uint8Array>) => Promise<void> | void;
  readonly manifest?: (manifest: Manifest) => Manifest;
  /** Who signs the manifest and its release; the team where nobody else is named. */
  readonly signer?: Signer;
  /** An issuer with more than one key, or keys that changed; `keys` sign the manifest, `releasedBy` its release. */
  readonly issuer?: { readonly iss: string; readonly keys: readonly Signer[]; readonly releasedBy?: readonly Signer[] };
  /** What of the ledger the evidence is made from. */
  readonly see?: (ledger: Ledger) => Ledger;
  readonly release?: (release: Release) => Release;
  /** Entries of the log that the manifest's checkpoint covers. */
  readonly checkpointSize?: number;
  /** What the slice is shown with, by log index; its plan and its nonce where nothing else is said. */
  readonly needs?: readonly number[];
  /** Datasets that the model behind the slice was fitted on: their bundles. */
  readonly sources?: readonly Bundle[];
  /** What of a source is shown: the files of its folder, by their names in it. */
  readonly sourceFiles?: (files: Map<string, Uint8Array>) => void;
  /** Without data files. */
  readonly bare?: boolean;
}

const dataOf = new Map(
  [...plates, ...views, poster, portrait, herbarium, 'unregistered', ...scenes].map((file) => [
    hashOf(file),
    toUtf8(file),
  ]),
);

/** Where a team can put a dataset together; without a slice, of consented items alone. */
export type Assembling = Pick<Story, 'registry' | 'specification' | 'state'> &
  (Pick<Story, 'plan' | 'slice' | 'sliceLines'> | { readonly slice?: undefined });

/** Assemble, sign and release a story's dataset. */
export const makeBundle = async (story: Assembling, cheats: Cheats = {}): Promise<Bundle> => {
  const { registry, specification, state } = story;
  const assembly = assembleStory(story);
  const composed = composeItems(assembly, filledBy(story));
  const items = cheats.items?.(composed) ?? composed;
  const works = cheats.works ?? items.filter(({ source }) => source === 'consented').map(({ sha256 }) => sha256);
  const synthetic = items.filter(({ source }) => source === 'synthetic').map(({ sha256 }) => sha256);
  const checkpoint = await registry.checkpoint(cheats.checkpointSize ?? registry.size);
  const sources = cheats.sources ?? [];
  const slices =
    story.slice === undefined || synthetic.length === 0
      ? []
      : [
          {
            index: story.slice.index,
            files: new Set(synthetic),
            needs: [
              ...(cheats.needs ?? [story.plan.index, state.index]),
              ...sources.map(({ release }) => release.index),
            ],
          },
        ];
  const signer = cheats.signer ?? people.team;
  const issuer = cheats.issuer ?? { iss: signer.did, keys: [signer] };
  const signers = issuer.iss.startsWith('act:') ? [issuer.iss] : [];
  const proven = await registry.evidence(state, checkpoint, works, slices, signers, cheats.see);
  const evidence = { ...proven, checkpoint: toUtf8(checkpoint.note) };
  await cheats.evidence?.(evidence);
  const written = writeItems(items);
  const shown = cheats.itemLines?.(written.lines).map((line) => `${line}\n`);
  const ledger = registry.ledger;
  const learnt = sources.flatMap(({ items: own }) => own.map(({ sha256 }) => sha256));
  const scope = [...works, ...learnt]
    .map((work) =>
      scopeOfWork(
        evidenceOf(ledger, work, state.statement.at),
        partiesIn(ledger, registry.trust, state.statement.at),
        state.statement.at,
      ),
    )
    .concat(sources.map((source) => source.manifest.scope))
    .reduce(meetScopes, fullScope());
  const honest = composeManifest({
    specification,
    strata: assembly.strata.map((one) => ({ ...one, consented: countOf(items, one.name) })),
    scope,
    items,
    itemsRoot: written.root,
    asOf: registry.asOf(state, checkpoint),
    evidence: {
      checkpoint: hashFile(evidence.checkpoint),
      proofs: hashFile(evidence.proofs),
      state: hashFile(evidence.state),
      statements: hashFile(evidence.statements),
      works: hashFile(evidence.works),
    },
    issuer: issuer.iss,
    now: registry.now,
  });
  const manifest = cheats.manifest?.(honest) ?? honest;
  const envelope = await signStatement(manifest, ...issuer.keys);
  const bundle = new Map<string, Uint8Array>([
    [files.manifest, envelope],
    [files.items, shown === undefined ? written.bytes : toUtf8(shown.join(''))],
    ...Object.entries(evidence).map(([name, bytes]) => [files[name as keyof typeof evidence], bytes] as const),
  ]);
  for (const source of sources) {
    const shownSource = new Map<string, Uint8Array>(
      [files.manifest, files.items].map((name) => [name, source.files.get(name)!]),
    );
    const own = source.items.filter((item) => item.source === 'consented').map(({ sha256 }) => sha256);
    const decided = await registry.evidence(state, checkpoint, own, [], [], cheats.see);
    for (const [name, bytes] of Object.entries(decided)) shownSource.set(files[name as EvidenceFile], bytes);
    cheats.sourceFiles?.(shownSource);
    for (const [name, bytes] of shownSource)
      bundle.set(`${sourceFolder(source.release.statement.manifest)}${name}`, bytes);
  }
  if (cheats.bare !== true) {
    for (const item of items) bundle.set(dataPath(item), dataOf.get(item.sha256) ?? toUtf8(item.sha256));
  }
  const opened = await openManifest(envelope, ed25519);
  const id = opened.ok ? opened.value.id : `sha256:${hashOf(envelope)}`;
  const { dataset, version } = manifest;
  const statement: Release = {
    v: 1,
    kind: 'release',
    aud: registry.origin,
    iss: issuer.iss,
    iat: registry.now,
    dataset,
    version,
    manifest: id,
    state: state.index,
    items: { root: written.root, count: written.lines.length },
  };
  const release = (await registry.publish(
    cheats.release?.(statement) ?? statement,
    issuer.releasedBy ?? issuer.keys,
    written.lines,
  )) as Logged<Release>;
  bundle.set(files.release, await releaseFile(story, release, checkpoint.size));
  return { files: bundle, manifest, items, release };
};

const filledBy = (story: Assembling): FilledSlice[] => {
  if (story.slice === undefined) return [];
  const { slice, sliceLines, specification } = story;
  const pretrain = slice.statement.role === 'pretrain';
  return [{ index: slice.index, stratum: specification.strata[0]!.name, pretrain, lines: sliceLines }];
};

const countOf = (items: readonly Item[], name: string): number =>
  items.filter(({ source, stratum }) => source === 'consented' && stratum === name).length;

/** `evidence/release` for a release that is in the log. */
export const releaseFile = async (
  { registry }: Pick<Story, 'registry'>,
  { index }: Logged,
  from: number,
): Promise<Uint8Array> => {
  const { note } = await registry.checkpoint();
  return canonicalBytes({
    checkpoint: note,
    consistency: registry.consistency(from),
    entry: toBase64(registry.entry(index)),
    inclusion: registry.inclusion(index),
    index,
  });
};

/** What qualifies of everything that the story's registry knows. */
export const assembleStory = ({ registry, specification, state }: Assembling): Assembly => {
  const { ledger, trust } = registry;
  const { at } = state.statement;
  return assembleIn(ledger, specification, trust, at, []).assembly;
};

export interface Verifying {
  readonly trust?: Trust;
  readonly regenerate?: Regenerate | undefined;
  readonly regenerateSlots?: ReadonlySet<number>;
}

export const verifyFiles = (
  story: Pick<Story, 'registry'>,
  bundle: ReadonlyMap<string, Uint8Array>,
  options: Verifying = {},
): Promise<VerificationReport> =>
  verifyManifest(memorySource(bundle), {
    trust: story.registry.trust,
    ed25519,
    regenerate,
    regenerateSlots: 'all',
    ...options,
  });

/** The distinct codes of a report's errors, sorted. */
export const codesOf = ({ errors }: Pick<VerificationReport, 'errors'>): Code[] =>
  [...new Set(errors.map(({ code }) => code))].toSorted();

/** A bundle made so, verified. */
export const verifyCheated = async (
  story: Story,
  cheats: Cheats,
  options: Verifying = {},
): Promise<VerificationReport> => verifyFiles(story, (await makeBundle(story, cheats)).files, options);
