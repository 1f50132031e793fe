import {
  canonicalize,
  type AsOf,
  type Item,
  type Manifest,
  policyVersion,
  type Scope,
  type SliceLine,
  type Specification,
  toUtf8,
} from '@assent/schema';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { type Assembly, specificationHash } from './assemble.ts';
import { listRoot } from './list.ts';
import { dutiesOf } from './scope.ts';

const extensions: Readonly<Record<string, string>> = {
  'application/vnd.assent.row+json': 'json',
  'audio/flac': 'flac',
  'audio/wav': 'wav',
  'image/avif': 'avif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'text/plain': 'txt',
};

/** The file extension of a media type in a bundle. */
export const extensionOf = (mime: string): string => extensions[mime] ?? 'bin';

/** A synthetic slice that fills a stratum. */
export interface FilledSlice {
  /** Log index of its `synthetic` statement. */
  readonly index: number;
  readonly stratum: string;
  readonly pretrain: boolean;
  readonly lines: readonly SliceLine[];
}

/** The items of a dataset, ascending by sha256. */
export const composeItems = (assembly: Assembly, slices: readonly FilledSlice[]): Item[] => {
  const consented = assembly.chosen.map(({ sha256: work, mime, stratum, split, attribution }): Item => ({
    sha256: work,
    ext: extensionOf(mime),
    source: 'consented',
    split,
    stratum,
    ...(attribution !== undefined && { attribution }),
  }));
  const synthetic = slices.flatMap(({ index, stratum, pretrain, lines }) =>
    lines.map(({ sha256: file, mime, slot }): Item => ({
      sha256: file,
      ext: extensionOf(mime),
      source: 'synthetic',
      // Synthetic items never enter an evaluation split.
      split: pretrain ? 'pretrain' : 'train',
      stratum,
      slice: index,
      slot,
    })),
  );
  return [...consented, ...synthetic].toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
};

/** Items as the bytes of `items.jsonl`, with the root that the manifest signs. */
export const writeItems = (items: readonly Item[]): { lines: string[]; bytes: Uint8Array; root: string } => {
  const lines = items.map((item) => canonicalize(item));
  return { lines, bytes: concatBytes(...lines.map((line) => toUtf8(`${line}\n`))), root: listRoot(lines) };
};

/** SHA-256 of each evidence file. */
export type EvidenceHashes = Manifest['evidence'];

export const hashFile = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));

export interface ManifestInput {
  readonly specification: Specification;
  readonly strata: Assembly['strata'];
  readonly scope: Scope;
  readonly items: readonly Item[];
  readonly itemsRoot: string;
  readonly asOf: AsOf;
  readonly evidence: EvidenceHashes;
  readonly issuer: string;
  /** Seconds: the team's clock. */
  readonly now: number;
}

/** The manifest payload: deterministic in its input. */
export const composeManifest = (input: ManifestInput): Manifest => {
  const { specification, items, scope } = input;
  const synthetic = items.filter(({ source }) => source === 'synthetic');
  // What only warms a network up fills no quota.
  const filling = synthetic.filter(({ split }) => split !== 'pretrain');
  return {
    v: 1,
    kind: 'manifest',
    aud: input.asOf.origin,
    iss: input.issuer,
    iat: input.now,
    dataset: specification.dataset,
    version: specification.version,
    title: specification.title,
    parents: [...(specification.parents ?? [])],
    policy: policyVersion,
    purpose: specification.purpose,
    spec: specificationHash(specification),
    seed: specification.seed,
    asOf: input.asOf,
    counts: {
      total: items.length,
      consented: items.length - synthetic.length,
      synthetic: synthetic.length,
      strata: input.strata.map(({ name, quota, consented, maxSharePercent }) => {
        const made = filling.filter(({ stratum }) => stratum === name).length;
        return { name, quota, consented, synthetic: made, shortfall: quota - consented - made, maxSharePercent };
      }),
    },
    scope,
    duties: dutiesOf(scope, specification.purpose.uses),
    items: { root: input.itemsRoot, count: items.length },
    evidence: input.evidence,
    reviewBy: input.now + specification.reviewAfterDays * 86_400,
  };
};
