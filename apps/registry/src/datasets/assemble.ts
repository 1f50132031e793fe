import { type Assembly, assembleIn, decider } from '@assent/consent';
import type { Decision, Purpose, Scope, Specification, Trust } from '@assent/schema';
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
  return registry.ledgers.use(state.size, (ledger) => ({
    state,
    ...assembleIn(ledger, specification, trust, state.at),
  }));
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
