import { accepted, type Result } from '@assent/schema';
import { acceptStatement, type Candidate, type Registry, type SignedList } from './accept.ts';
import type { Logged } from './history.ts';
import type { Ledger } from './ledger.ts';
import { bearsOnWorks, openStoredList } from './list.ts';

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
  const { lines, statement } = entry;
  return replayOpened(
    ledger,
    entry,
    lines === undefined ? accepted(undefined) : openStoredList(statement, lines),
    registry,
  );
};

/** The same, of an entry whose list was opened before. */
export const replayOpened = (
  ledger: Ledger,
  { index, id, statement, leafHash, keys }: Omit<Replayed, 'lines'>,
  list: Result<SignedList | undefined>,
  registry: Registry,
): Result<void> => {
  const verdict = list.ok ? acceptStatement(ledger, { statement, keys }, list.value, registry) : list;
  if (!verdict.ok || !list.ok) {
    ledger.skip();
    return verdict.ok ? accepted(undefined) : verdict;
  }
  ledger.apply({ index, id, statement, leafHash }, bearsOnWorks(statement) ? (list.value?.lines ?? []) : []);
  return accepted(undefined);
};
