import { accepted, type Receipt, refused, type Release, type Result, type SyntheticPlan } from '@assent/schema';
import type { History } from './history.ts';

/** How old a release's state may be, in seconds. */
const freshest = 3600;

/** A manifest is released once: whoever released it again would put one dataset on the list many times. */
export const acceptRelease = (history: History, release: Release, now: number): Result<void> => {
  const state = history.byIndex(release.state);
  if (state === undefined) return refused('statement_unknown', `index ${release.state}`);
  if (state.statement.kind !== 'state') return refused('state_mismatch', `index ${release.state}`);
  if (now - state.statement.at > freshest) return refused('state_stale');
  const before = history.releaseOf(release.manifest);
  return before === undefined ? accepted(undefined) : refused('version_exists', before.id);
};

/** One plan for each version: whoever could plan again could look at many seeds and keep the pretty ones. */
export const acceptPlan = (history: History, { iss, dataset, version }: SyntheticPlan): Result<void> => {
  const before = history
    .signedBy(iss, 'synthetic-plan')
    .find(({ statement }) => statement.dataset === dataset && statement.version === version);
  return before === undefined ? accepted(undefined) : refused('version_exists', `${dataset} ${version}, ${before.id}`);
};

export const acceptReceipt = (history: History, { manifest, bases, withdrawals }: Receipt): Result<void> => {
  if (history.releaseOf(manifest) === undefined) return refused('statement_unknown', manifest);
  for (const [ids, kind] of [
    [bases, 'receipt'],
    [withdrawals, 'withdraw'],
  ] as const) {
    for (const id of ids) {
      const found = history.byId(id);
      if (found === undefined) return refused('statement_unknown', id);
      const { statement } = found;
      const named = statement.kind === kind && (statement.kind !== 'receipt' || statement.did === 'trained');
      if (!named) return refused('statement_kind_wrong', id);
    }
  }
  return accepted(undefined);
};
