import type { Code, Match, Purpose, Scope, Specification, Trust } from '@assent/schema';
import { assemble, type Assembly, type CandidateWork, firstCode, matches } from './assemble.ts';
import { decideFor, type Weighed, weigh } from './decide.ts';
import { decider, evidenceOf, partiesIn } from './decider.ts';
import type { Ledger } from './ledger.ts';
import { purposeOfSource } from './source-purpose.ts';
import { fullScope, meetScopes, scopeOfWork } from './scope.ts';
import type { Described, Description } from './works-fold.ts';

/** Every work of a ledger with the decision on it, ascending: what an assembly chooses from. */
export const candidatesIn = (ledger: Ledger, purpose: Purpose, trust: Trust, at: number): CandidateWork[] =>
  judgedBy(decider(ledger, purpose, trust, at), ledger, at);

const judgedBy = (judge: ReturnType<typeof decider>, ledger: Ledger, at: number): CandidateWork[] =>
  ledger.stateKeys().works.map((sha256) => ({
    sha256,
    described: ledger.describedAs(ledger.work(sha256)!, at),
    decision: judge(sha256).decision,
  }));

/** A dataset that another is made from: what it declared, and the works in it. */
export interface ParentDataset {
  readonly scope: Scope;
  readonly works: ReadonlySet<string>;
}

/**
 * Choose works of a ledger for a specification, and what may be done with them together; and which works of each source
 * are not agreed to for that (`unfit`), so that nothing may come out of a model of theirs.
 *
 * @param parents the specification's; of theirs works alone, and within what each declared.
 * @param sources what models that fill strata were fitted on: whoever agreed to that bounds what comes out of them too.
 */
export const assembleIn = (
  ledger: Ledger,
  specification: Specification,
  trust: Trust,
  at: number,
  parents: readonly ParentDataset[],
  sources: readonly ParentDataset[] = [],
): { readonly assembly: Assembly; readonly scope: Scope; readonly unfit: readonly (readonly string[])[] } => {
  const judge = decider(ledger, specification.purpose, trust, at);
  const all = judgedBy(judge, ledger, at);
  const theirs = all.filter(({ sha256 }) => parents.some(({ works }) => works.has(sha256)));
  const assembly = assemble(parents.length === 0 ? all : theirs, specification);
  const parties = partiesIn(ledger, trust, at);
  const learnt = decider(ledger, purposeOfSource(specification.purpose), trust, at);
  const sets = new Set([
    ...assembly.chosen.map(({ sha256 }) => judge(sha256).evidence),
    ...sources.flatMap(({ works }) => [...works].map((work) => learnt(work).evidence)),
  ]);
  const scope = [
    ...[...sets].map((evidence) => scopeOfWork(evidence, parties, at)),
    ...[...parents, ...sources].map((one) => one.scope),
  ].reduce(meetScopes, fullScope());
  const unfit = sources.map(({ works }) => [...works].filter((work) => learnt(work).decision.verdict !== 'allow'));
  return { assembly, scope, unfit };
};

export interface Facet {
  readonly value: string;
  readonly works: number;
}

/** How many works there are for a purpose, and what they are like. */
export interface Survey {
  readonly works: number;
  readonly eligible: number;
  /** Works kept out, each under its first reason in the order of `codes`; most first. */
  readonly waterfall: readonly { readonly code: Code; readonly works: number }[];
  /** Eligible works by what their holders say of them: a work counts under each of its tags. */
  readonly facets: Readonly<Record<'mime' | 'orientation' | 'people' | 'tags', readonly Facet[]>>;
}

/** Works that are described alike, counted. */
type Cells = ReadonlyMap<Description | undefined, number>;

/** Works with one decision. */
interface Group {
  readonly weighed: Weighed;
  readonly described: readonly (Described | undefined)[];
  readonly cells: Cells;
}

/**
 * Counts the works of a ledger for purposes, quickly enough to do it while somebody chooses: works of which the same was
 * said are decided and counted together. Holds for one ledger as it stands, for one verifier at one time.
 */
export class Surveyor {
  readonly #groups: readonly Group[];

  constructor(ledger: Ledger, trust: Trust, at: number) {
    const parties = partiesIn(ledger, trust, at);
    this.#groups = ledger.standings().flatMap((standing) => {
      const works = [...standing.works];
      const apart = ledger.endsInPart(standing) ? works.map((work) => [work]) : [works];
      return apart.map((together) => {
        const described = together.map((work) => ledger.describedAs(work, at));
        const cells = new Map<Description | undefined, number>();
        for (const one of described) tally(cells, one?.description, 1);
        const evidence = evidenceOf(ledger, together[0]!.sha256, at);
        return { weighed: weigh(evidence, parties, at), described, cells };
      });
    });
  }

  /** @param match what the works have to be: with `{ people: 'any' }` alone, all of them. */
  survey(purpose: Purpose, match: Match): Survey {
    const waterfall = new Map<Code, number>();
    const facets = { mime: counter(), orientation: counter(), people: counter(), tags: counter() };
    let [works, eligible] = [0, 0];
    for (const group of this.#groups) {
      const decision = decideFor(group.weighed, purpose);
      for (const [description, count] of matching(match, group)) {
        works += count;
        if (decision.verdict !== 'allow') {
          tally(waterfall, firstCode(decision), count);
          continue;
        }
        eligible += count;
        if (description === undefined) continue;
        tally(facets.mime, description.mime, count);
        tally(facets.orientation, description.orientation ?? 'unknown', count);
        tally(facets.people, description.people ? 'somebody' : 'nobody', count);
        for (const tag of description.tags) tally(facets.tags, tag, count);
      }
    }
    return {
      works,
      eligible,
      waterfall: byCount(waterfall).map(([code, kept]) => ({ code, works: kept })),
      facets: {
        mime: facetsOf(facets.mime),
        orientation: facetsOf(facets.orientation),
        people: facetsOf(facets.people),
        tags: facetsOf(facets.tags),
      },
    };
  }
}

/** The group's works that fit, described alike together. */
const matching = (match: Match, { described, cells }: Group): Cells => {
  const found = new Map<Description | undefined, number>();
  if (match.minWidth !== undefined || match.minHeight !== undefined) {
    for (const one of described) if (one !== undefined && matches(match, one)) tally(found, one.description, 1);
    return found;
  }
  if (match.people === 'any' && !match.tags && !match.mime && !match.orientation) return cells;
  for (const [description, count] of cells) {
    if (description === undefined) continue;
    const unsized = { statement: 0, description, width: undefined, height: undefined, attribution: undefined };
    if (matches(match, unsized)) found.set(description, count);
  }
  return found;
};

const counter = (): Map<string, number> => new Map();

const tally = <K>(counts: Map<K, number>, key: K, by: number): void =>
  void counts.set(key, (counts.get(key) ?? 0) + by);

/** Most first; of equal ones the first by name. */
const byCount = <K>(counts: ReadonlyMap<K, number>): [K, number][] =>
  [...counts].toSorted(([a, many], [b, few]) => few - many || (a < b ? -1 : 1));

const facetsOf = (counts: ReadonlyMap<string, number>): Facet[] =>
  byCount(counts).map(([value, works]) => ({ value, works }));
