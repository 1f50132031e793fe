import { accepted, type Result } from '@assent/schema';
import { acceptStatement, type Candidate, type Registry } from './accept.ts';
import type { Logged } from './history.ts';
import type { Ledger } from './ledger.ts';
import { bearsOnWorks, openList } from './list.ts';

/** An entry of a log that is read again: what it says, who signed it, and the list that was kept beside it. */
export interface Replayed extends Logged, Candidate {
  /** Canonical lines, in order; `undefined` where none came. */
  readonly lines: readonly string[] | undefined;
}

/**
 * Take the next entry of a log into a ledger, as the registry did when it was appended: the rule is asked again, and an
 * entry that it refuses takes its place in the log and has no effect.
 */
export const replayEntry = (ledger: Ledger, entry: Replayed, registry: Registry): Result<void> => {
  const list = entry.lines === undefined ? accepted(undefined) : openList(entry.statement, entry.lines);
  const verdict = list.ok ? acceptStatement(ledger, entry, list.value, registry) : list;
  if (!verdict.ok || !list.ok) {
    ledger.skip();
    return verdict.ok ? accepted(undefined) : verdict;
  }
  const { index, id, statement, leafHash } = entry;
  ledger.apply({ index, id, statement, leafHash }, bearsOnWorks(statement) ? (list.value?.lines ?? []) : []);
  return accepted(undefined);
};
