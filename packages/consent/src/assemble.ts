import {
  canonicalBytes,
  type Code,
  codes,
  type Decision,
  type Match,
  type Specification,
  type Split,
  type StratumCounts,
  toUtf8,
} from '@assent/schema';
import { sha256 } from '@assent/log';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Described } from './works-fold.ts';

/** A work that might be taken, with the decision on it. */
export interface CandidateWork {
  readonly sha256: string;
  /** What its holder says of it; `undefined` where no line of a holder is live. */
  readonly described: Described | undefined;
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
const leftovers = ['cap_reached', 'no_stratum', 'quota_full'] as const;
export type Leftover = (typeof leftovers)[number];

export interface Assembly {
  readonly eligible: number;
  /** Strictly ascending by sha256. */
  readonly chosen: readonly Chosen[];
  /** Works that the decision kept out, by decision, with every reason; in the order of the waterfall. */
  readonly excluded: readonly {
    readonly decision: Decision;
    readonly count: number;
    readonly works: readonly string[];
  }[];
  /** Works that were allowed and not taken. */
  readonly left: readonly { readonly because: Leftover; readonly count: number; readonly works: readonly string[] }[];
  /** Works excluded by each code; a work with several reasons counts once, under the first in the order of `codes`. */
  readonly waterfall: readonly { readonly code: Code; readonly works: number }[];
  /** By stratum: what was asked, what consent supplied, what may be filled. */
  readonly strata: readonly (Omit<StratumCounts, 'synthetic'> & { readonly fillable: number })[];
}

/** The hash of a specification: what a synthetic plan and a manifest name it by. */
export const specificationHash = (specification: Specification): string =>
  bytesToHex(sha256(canonicalBytes(specification)));

/** Whether a work as its holder describes it is what a stratum takes. */
export const matches = (match: Match, { description, width, height }: Described): boolean => {
  const { tags, mime, orientation, people } = description;
  if (match.people === 'none' && people) return false;
  if (match.tags?.some((tag) => !tags.includes(tag))) return false;
  if (match.mime !== undefined && !match.mime.includes(mime)) return false;
  if (match.minWidth !== undefined && (width === undefined || width < match.minWidth)) return false;
  if (match.minHeight !== undefined && (height === undefined || height < match.minHeight)) return false;
  return match.orientation === undefined || match.orientation === orientation;
};

/**
 * A number below 2^48 that nobody chose: where a work stands in the draw, or in the splits. The hash is of the canonical
 * form of `["assemble/1", use, seed, work]`, written in place, since a million works are drawn at once.
 */
const drawer = (seed: string, use: 'order' | 'split'): ((work: string) => number) => {
  const head = toUtf8(`["assemble/1","${use}","${seed}","`);
  const bytes = new Uint8Array(head.length + 66);
  bytes.set(head);
  bytes.set(toUtf8('"]'), head.length + 64);
  return (work) => {
    for (let i = 0; i < 64; i++) bytes[head.length + i] = work.charCodeAt(i);
    const digest = sha256(bytes);
    return (
      ((digest[0]! * 256 + digest[1]!) * 65_536 + digest[2]! * 256 + digest[3]!) * 65_536 +
      digest[4]! * 256 +
      digest[5]!
    );
  };
};

const splitter = ({ seed, splits: { val, test } }: Specification): ((work: string) => Split) => {
  const draw = drawer(seed, 'split');
  return (work) => {
    const percentile = draw(work) % 100;
    return percentile < val ? 'val' : percentile < val + test ? 'test' : 'train';
  };
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
  const eligible = candidates.filter(({ decision }) => decision.verdict === 'allow');
  const draw = drawer(specification.seed, 'order');
  const splitOf = splitter(specification);
  const places = Float64Array.from(eligible, ({ sha256: work }) => draw(work));
  const order = Uint32Array.from(eligible.keys()).toSorted(
    (a, b) => places[a]! - places[b]! || (eligible[a]!.sha256 < eligible[b]!.sha256 ? -1 : 1),
  );

  const room = new Map(specification.strata.map(({ name, quota }) => [name, quota]));
  const taken = new Map<string, number>();
  const chosen: Chosen[] = [];
  /** Why each eligible work was left, by its place among them. */
  const leftAt: (Leftover | undefined)[] = Array.from({ length: eligible.length });
  for (const next of order) {
    const { sha256: work, described } = eligible[next]!;
    const fitting =
      described === undefined ? [] : specification.strata.filter(({ match }) => matches(match, described));
    const stratum = fitting.find(({ name }) => room.get(name)! > 0);
    if (stratum === undefined || described === undefined) {
      leftAt[next] = fitting.length === 0 ? 'no_stratum' : 'quota_full';
      continue;
    }
    const { creator, mime } = described.description;
    const already = taken.get(creator) ?? 0;
    if (specification.capPerCreator !== null && already >= specification.capPerCreator) {
      leftAt[next] = 'cap_reached';
      continue;
    }
    taken.set(creator, already + 1);
    room.set(stratum.name, room.get(stratum.name)! - 1);
    const { attribution } = described;
    chosen.push({ sha256: work, mime, stratum: stratum.name, split: splitOf(work), attribution });
  }
  const excluded = exclusionsOf(candidates);
  const left = new Map<Leftover, string[]>();
  eligible.forEach(({ sha256: work }, i) => {
    const because = leftAt[i];
    if (because !== undefined) pushTo(left, because, work);
  });
  return {
    eligible: eligible.length,
    chosen: chosen.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
    excluded,
    left: leftovers.flatMap((because) => {
      const works = left.get(because)?.toSorted() ?? [];
      return works.length === 0 ? [] : [{ because, count: works.length, works }];
    }),
    waterfall: waterfallOf(excluded),
    strata: specification.strata.map(({ name, quota, fill }) => {
      const consented = quota - room.get(name)!;
      const maxSharePercent = fill?.maxSharePercent ?? 0;
      const fillable = fillableBeside(consented, quota, maxSharePercent);
      return { name, quota, consented, shortfall: quota - consented, maxSharePercent, fillable };
    }),
  };
};

const pushTo = <K>(groups: Map<K, string[]>, key: K, work: string): void => {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [work]);
  else group.push(work);
};

const codeOrder = Object.keys(codes) as Code[];

/** The first of a decision's reasons in the order of `codes`: what a work that is kept out is counted under. */
export const firstCode = ({ reasons }: Decision): Code =>
  codeOrder.find((code) => reasons.some((reason) => reason.code === code))!;

const exclusionsOf = (candidates: readonly CandidateWork[]): Assembly['excluded'] => {
  const kept = new Map<Decision, string[]>();
  for (const { sha256: work, decision } of candidates) if (decision.verdict !== 'allow') pushTo(kept, decision, work);
  const placed = [...kept].map(([decision, works]) => ({
    decision,
    count: works.length,
    works: works.toSorted(),
    place: codeOrder.indexOf(firstCode(decision)),
  }));
  return placed
    .toSorted((a, b) => a.place - b.place || (a.works[0]! < b.works[0]! ? -1 : 1))
    .map(({ decision, count, works }) => ({ decision, count, works }));
};

const waterfallOf = (excluded: Assembly['excluded']): { code: Code; works: number }[] => {
  const counts = new Map<Code, number>();
  for (const { decision, count } of excluded) {
    const code = firstCode(decision);
    counts.set(code, (counts.get(code) ?? 0) + count);
  }
  return codeOrder.flatMap((code) => (counts.has(code) ? [{ code, works: counts.get(code)! }] : []));
};
