import type {
  Basis,
  Capacity,
  Code,
  Commerce,
  Decision,
  Downstream,
  Duty,
  Kind,
  Notice,
  OnWithdraw,
  Operator,
  Purpose,
  SignedFor,
  Statement,
  StratumCounts,
  Terms,
  Territory,
  Use,
  UseTerms,
} from '@assent/schema';

/** A language that people are spoken to in. */
export type Language = Notice['language'];

/** Whom the sentences on terms speak to: the one who signs them, or whoever reads what holders agreed to. */
type Hearer = 'reader' | 'signer';

type Describe<T> = (value: T) => string;

/**
 * Everything that a language has to say. What is said, and in which order, is decided once for all languages, beside
 * this file; a language brings words for each name of the closed lists, and its grammar. One that leaves something out
 * does not compile.
 */
export interface Wording {
  /** Some things in a row: `a, b and c`. */
  readonly list: (items: readonly string[], last: 'and' | 'or') => string;
  /** The same of phrases, which may hold an `and` of their own. */
  readonly phrases: (items: readonly string[], last: 'and' | 'or') => string;
  readonly number: Describe<number>;
  /** A day in UTC, from seconds since 1970. */
  readonly day: Describe<number>;
  /** A moment to the minute, in UTC. */
  readonly moment: Describe<number>;
  readonly uses: Readonly<Record<Use, string>>;
  readonly commerce: Readonly<Record<Commerce, string>>;
  readonly operators: Readonly<Record<Operator, string>>;
  readonly duties: Readonly<Record<Hearer, Readonly<Record<Duty, string>>>>;
  readonly downstream: Readonly<Record<Downstream, string>>;
  readonly onWithdraw: Readonly<Record<Hearer, Readonly<Record<OnWithdraw, string>>>>;
  readonly capacities: Readonly<Record<Capacity, string>>;
  readonly basis: Readonly<Record<Basis, string>>;
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly verdicts: Readonly<Record<Decision['verdict'], string>>;
  readonly where: Describe<Territory>;
  readonly terms: {
    readonly signs: Describe<Capacity>;
    readonly signsFor: (capacity: Capacity, signedFor: SignedFor) => string;
    readonly evidence: Describe<NonNullable<Terms['evidence']>>;
    /** Who may do what: uses under the same terms. */
    readonly allowed: (uses: string, terms: Omit<UseTerms, 'offer'>, hearer: Hearer) => string;
    readonly offer: Describe<NonNullable<UseTerms['offer']>>;
    readonly nothing: Readonly<Record<Hearer, string>>;
    readonly refused: Describe<string>;
    readonly reserved: Describe<string>;
    readonly holds: (from: number, until: number | null) => string;
    /** The one honest line before every signature. */
    readonly cannotForget: string;
  };
  /** Of capacities: as whom somebody may sign by a delegation. */
  readonly delegatedAs: Describe<string>;
  readonly purpose: {
    readonly wants: (uses: string, purpose: Purpose) => string;
    readonly lasts: (from: number, until: number | null) => string;
    readonly duties: Describe<string>;
  };
  /** What a code means to whoever reads it: what is wrong, and what to do. */
  readonly code: Describe<Code>;
  readonly shortfall: Describe<StratumCounts>;
  /** Of something that works which are taken back came into. */
  readonly reached: {
    /** Of no works: synthetic items in it come out of a model that learnt from them. */
    readonly dataset: (title: string, version: string, works: number) => string;
    readonly model: (name: string, version: string) => string;
    readonly all: (datasets: number, models: number) => string;
    /** What is to be done with it, and whether a receipt says that it was. */
    readonly standing: (asked: boolean, answeredBy: string | undefined) => string;
  };
  /** What a withdrawal does and what it cannot do, before it is signed: of some works, of all that it could be of. */
  readonly withdrawing: (works: number, of: number) => readonly [string, string, string];
  readonly statements: StatementWording;
}

/** What each kind of statement says, but a grant, which speaks in the words of its terms. */
export type StatementWording = {
  readonly [K in Exclude<Kind, 'grant'>]: (statement: Extract<Statement, { kind: K }>) => string[];
};
