import type { Decision, Purpose, Result, Scope, WorksLine, WorkStateLine } from '@assent/schema';
import { decide } from '../decide.ts';
import type { Logged, WorkEvidence } from '../history.ts';
import { identitiesOf, type Parties } from '../parties.ts';
import { scopeOfWork } from '../scope.ts';
import type { BundledIdentities } from './identities.ts';
import { recheckStatement, type StateFacts } from './recheck.ts';
import type { BundledStatements } from './statements.ts';

/** What holds for every work of which a state says the same: the same claims, the same live statements. */
export interface DecidedSet {
  /** One of those lines. In others differ the work and where it stands in its lists. */
  readonly line: WorkStateLine;
  /** The live statements, in order; `undefined` where the bundle holds none of that index. */
  readonly live: readonly (Logged | undefined)[];
  /** Whether the `i`th stands, by a works line of its list. */
  stands(i: number, line: WorksLine): Result<void>;
  /** What follows, where all of them stand. */
  readonly outcome: Outcome;
}

interface Outcome {
  readonly decision: Decision;
  /** Asked of the first item of a set, and forgotten when it was answered. `identities`: whose state lines the decision rests on. */
  first: { readonly scope: Scope; readonly identities: readonly string[] } | undefined;
}

/**
 * Decides each distinct set of claims and live statements once: a dataset of a million works rests on few of them. What
 * it answers is a function of the set, the statements and identities of the bundle, the purpose and the state, and of
 * nothing that differs between two works of one set.
 */
export class DecidedSets {
  readonly #statements: BundledStatements;
  readonly #identities: BundledIdentities;
  readonly #parties: Parties;
  readonly #purpose: Purpose;
  readonly #at: number;
  readonly #facts: StateFacts;
  readonly #sets = new Map<string, DecidedSet>();

  constructor(
    statements: BundledStatements,
    identities: BundledIdentities,
    parties: Parties,
    purpose: Purpose,
    state: { readonly size: number; readonly at: number },
  ) {
    this.#statements = statements;
    this.#identities = identities;
    this.#parties = parties;
    this.#purpose = purpose;
    this.#at = state.at;
    this.#facts = { size: state.size, replaced: statements.replacedBefore(state.size) };
  }

  /** Looks up its statements: call it for a work whose works lines are all there. */
  of(line: WorkStateLine): DecidedSet {
    const key = JSON.stringify([line.holders, line.live.map(([index]) => index)]);
    let known = this.#sets.get(key);
    if (known === undefined) this.#sets.set(key, (known = this.#open(line)));
    return known;
  }

  #open(line: WorkStateLine): DecidedSet {
    const live = line.live.map(([index]) => this.#statements.at(index));
    let outcome: Outcome | undefined;
    const decideAll = (): Outcome => this.#decide(line, live as Logged[]);
    return {
      line,
      live,
      stands: (i, said) => recheckStatement(live[i]!, said, line, this.#facts),
      get outcome() {
        return (outcome ??= decideAll());
      },
    };
  }

  #decide({ holders }: WorkStateLine, live: readonly Logged[]): Outcome {
    const work: WorkEvidence = { claims: holders, live };
    return {
      decision: decide(work, this.#purpose, this.#parties, this.#at),
      first: {
        scope: scopeOfWork(work, this.#parties, this.#at),
        identities: identitiesOf(work, this.#identities),
      },
    };
  }
}
