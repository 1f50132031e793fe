import {
  assemble,
  type Assembly,
  type CandidateWork,
  fullScope,
  isHolderLine,
  type Ledger,
  meetScopes,
  partiesIn,
  scopeOfWork,
  decider,
} from '@assent/consent';
import type { Decision, Purpose, Scope, Specification, Trust, WorksLine } from '@assent/schema';
import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { Registry } from '../registry.ts';

/** The point of the log at which something was answered. */
export interface AsOfState {
  readonly index: number;
  readonly size: number;
  readonly at: number;
  readonly root: string;
}

export interface AssembleAnswer {
  readonly state: AsOfState;
  readonly assembly: Assembly;
  /** The meet over the chosen works. */
  readonly scope: Scope;
}

/** Choose works for a specification, as of a state that covers everything recorded up to now. */
export const assembleDataset = async (
  registry: Registry,
  specification: Specification,
  trust: Trust,
): Promise<AssembleAnswer> => {
  const state = await stateNow(registry);
  return registry.ledgers.use(state.size, async (ledger) => {
    const judge = decider(ledger, specification.purpose, trust, state.at);
    const { works } = ledger.stateKeys();
    const lines = await holderLines(registry.db, ledger, works, state.at);
    const candidates = works.map((sha256): CandidateWork => ({
      sha256,
      line: lines.get(sha256),
      decision: judge(sha256).decision,
    }));
    const assembly = assemble(candidates, specification);
    const parties = partiesIn(ledger, trust, state.at);
    const sets = new Set(assembly.chosen.map(({ sha256 }) => judge(sha256).evidence));
    const scope = [...sets].reduce(
      (met, evidence) => meetScopes(met, scopeOfWork(evidence, parties, state.at)),
      fullScope(),
    );
    return { state, assembly, scope };
  });
};

/** May this work be used for this purpose, as of now, and why not? */
export const explainWork = async (
  registry: Registry,
  sha256: string,
  purpose: Purpose,
  trust: Trust,
): Promise<{ state: AsOfState; decision: Decision }> => {
  const state = await stateNow(registry);
  return registry.ledgers.use(state.size, (ledger) => ({
    state,
    decision: decider(ledger, purpose, trust, state.at)(sha256).decision,
  }));
};

const stateNow = async (registry: Registry): Promise<AsOfState> => {
  const { index, statement } = await registry.state();
  return { index, size: statement.size, at: statement.at, root: statement.root };
};

/** What the first live line of an author, owner or steward says of each work. */
const holderLines = async (
  db: Database,
  ledger: Ledger,
  works: readonly string[],
  at: number,
): Promise<Map<string, WorksLine>> => {
  const statements: number[] = [];
  const leaves: number[] = [];
  for (const work of works) {
    for (const [statement, leaf] of ledger.workLine(work, at)?.live ?? []) {
      statements.push(statement);
      leaves.push(leaf);
    }
  }
  const { rows } = await sql<{ line: string }>`
    select l.line from unnest(${statements}::bigint[], ${leaves}::integer[]) with ordinality as wanted (statement, leaf, position)
    join list_line l using (statement, leaf) order by position`.execute(db);
  const lines = new Map<string, WorksLine>();
  for (const { line } of rows) {
    const parsed = JSON.parse(line) as WorksLine;
    if (isHolderLine(parsed) && !lines.has(parsed.sha256)) lines.set(parsed.sha256, parsed);
  }
  return lines;
};
