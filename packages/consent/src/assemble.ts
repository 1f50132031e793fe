import {
  type Code,
  codes,
  type Decision,
  type Match,
  type Specification,
  type Split,
  type StratumCounts,
  type WorksLine,
} from '@assent/schema';
import { canonicalBytes } from '@assent/schema';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { isHolderLine } from './ledger.ts';

/** A work that might be taken, with the decision on it. */
export interface CandidateWork {
  readonly sha256: string;
  /** What its holder says of it: the live line that the log has first; `undefined` where none is live. */
  readonly line: WorksLine | undefined;
  readonly decision: Decision;
}

/** A work that was chosen. */
export interface Chosen {
  readonly sha256: string;
  readonly mime: string;
  readonly stratum: string;
  readonly split: Split;
  readonly attribution?: string | undefined;
}

/** Why an allowed work was not taken: consent is not everything. */
export type Leftover = 'cap_reached' | 'no_stratum' | 'quota_full';

export interface Assembly {
  readonly eligible: number;
  /** Strictly ascending by sha256. */
  readonly chosen: readonly Chosen[];
  /** Works that the decision kept out, with every reason. */
  readonly excluded: readonly { readonly sha256: string; readonly decision: Decision }[];
  /** Works that were allowed and not taken. */
  readonly left: readonly { readonly sha256: string; readonly because: Leftover }[];
  /** Works excluded by each code; a work with several reasons counts once, under the first in the order of `codes`. */
  readonly waterfall: readonly { readonly code: Code; readonly works: number }[];
  /** By stratum: what was asked, what consent supplied, what may be filled. */
  readonly strata: readonly (Omit<StratumCounts, 'synthetic'> & { readonly fillable: number })[];
}

/** The hash of a specification: what a synthetic plan and a manifest name it by. */
export const specificationHash = (specification: Specification): string =>
  bytesToHex(sha256(canonicalBytes(specification)));

const matches = (match: Match, line: WorksLine): boolean => {
  if (!isHolderLine(line)) return false;
  if (match.people === 'none' && (line.depicts === 'uncleared' || line.depicts.length > 0)) return false;
  if (match.tags?.some((tag) => !line.tags?.includes(tag))) return false;
  if (match.mime !== undefined && !match.mime.includes(line.mime)) return false;
  const { width, height } = line;
  if (match.minWidth !== undefined && (width === undefined || width < match.minWidth)) return false;
  if (match.minHeight !== undefined && (height === undefined || height < match.minHeight)) return false;
  if (match.orientation === undefined) return true;
  if (width === undefined || height === undefined) return false;
  return match.orientation === (width > height ? 'landscape' : width < height ? 'portrait' : 'square');
};

/** A number below 2^48 that nobody chose: where a work stands in the draw, or in the splits. */
const draw = (seed: string, use: 'order' | 'split', work: string): number => {
  const digest = sha256(canonicalBytes(['assemble/1', use, seed, work]));
  return (
    new DataView(digest.buffer, digest.byteOffset).getUint32(0) * 65_536 +
    new DataView(digest.buffer, digest.byteOffset).getUint16(4)
  );
};

const splitOf = (specification: Specification, work: string): Split => {
  const percentile = draw(specification.seed, 'split', work) % 100;
  const { val, test } = specification.splits;
  return percentile < val ? 'val' : percentile < val + test ? 'test' : 'train';
};

/** Synthetic items that a stratum may hold beside `consented` ones without passing its share, up to its quota. */
const fillableBeside = (consented: number, quota: number, maxSharePercent: number): number => {
  const missing = quota - consented;
  if (maxSharePercent === 0) return 0;
  if (maxSharePercent === 100) return missing;
  // synthetic / (consented + synthetic) <= share, in whole numbers.
  return Math.min(missing, Math.floor((consented * maxSharePercent) / (100 - maxSharePercent)));
};

/**
 * Choose works for a specification. Pure and deterministic: candidates in any order, the same specification, the same
 * result. Works are drawn in an order that the seed fixes; strata are served in the order they are written, each work
 * goes to the first stratum that it fits and that has room.
 */
export const assemble = (candidates: readonly CandidateWork[], specification: Specification): Assembly => {
  const allowed = candidates.filter(({ decision }) => decision.verdict === 'allow');
  const order = new Map(allowed.map(({ sha256: work }) => [work, draw(specification.seed, 'order', work)]));
  allowed.sort((a, b) => order.get(a.sha256)! - order.get(b.sha256)! || (a.sha256 < b.sha256 ? -1 : 1));

  const room = new Map(specification.strata.map(({ name, quota }) => [name, quota]));
  const taken = new Map<string, number>();
  const chosen: Chosen[] = [];
  const left: { sha256: string; because: Leftover }[] = [];
  for (const { sha256: work, line } of allowed) {
    const fitting = line === undefined ? [] : specification.strata.filter(({ match }) => matches(match, line));
    const stratum = fitting.find(({ name }) => room.get(name)! > 0);
    if (stratum === undefined || line === undefined || !isHolderLine(line)) {
      left.push({ sha256: work, because: fitting.length === 0 ? 'no_stratum' : 'quota_full' });
      continue;
    }
    const creator = line.author ?? line.owners[0]!;
    const already = taken.get(creator) ?? 0;
    if (specification.capPerCreator !== null && already >= specification.capPerCreator) {
      left.push({ sha256: work, because: 'cap_reached' });
      continue;
    }
    taken.set(creator, already + 1);
    room.set(stratum.name, room.get(stratum.name)! - 1);
    chosen.push({
      sha256: work,
      mime: line.mime,
      stratum: stratum.name,
      split: splitOf(specification, work),
      attribution: line.attribution,
    });
  }
  const excluded = candidates
    .filter(({ decision }) => decision.verdict !== 'allow')
    .map(({ sha256: work, decision }) => ({ sha256: work, decision }));
  const bySha256 = (a: { sha256: string }, b: { sha256: string }): number => (a.sha256 < b.sha256 ? -1 : 1);
  return {
    eligible: allowed.length,
    chosen: chosen.toSorted(bySha256),
    excluded: excluded.toSorted(bySha256),
    left: left.toSorted(bySha256),
    waterfall: waterfallOf(excluded.map(({ decision }) => decision)),
    strata: specification.strata.map(({ name, quota, fill }) => {
      const consented = quota - room.get(name)!;
      const maxSharePercent = fill?.maxSharePercent ?? 0;
      const fillable = fillableBeside(consented, quota, maxSharePercent);
      return { name, quota, consented, shortfall: quota - consented, maxSharePercent, fillable };
    }),
  };
};

const waterfallOf = (decisions: readonly Decision[]): { code: Code; works: number }[] => {
  const order = Object.keys(codes) as Code[];
  const counts = new Map<Code, number>();
  for (const { reasons } of decisions) {
    const first = order.find((code) => reasons.some((reason) => reason.code === code))!;
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return order.flatMap((code) => (counts.has(code) ? [{ code, works: counts.get(code)! }] : []));
};
