import type { Ledger } from '@assent/consent';
import { refused, type Result, accepted } from '@assent/schema';
import { Ledgers } from '../log/ledgers.ts';
import type { Registry } from '../registry.ts';

/** The point of the log that an answer is as of: its first `size` entries, at a time. */
export interface Moment {
  readonly size: number;
  readonly at: number;
}

/** Now, or the time at which the log had `size` entries. Refuses with `not_found` where it has never had so many. */
export const momentOf = async (registry: Registry, size: number | undefined): Promise<Result<Moment>> => {
  const now = await registry.size();
  if (size === undefined || size === now) return accepted({ size: now, at: registry.now() });
  if (size > now) return refused('not_found', `the log has ${now} entries, not ${size}`);
  if (size === 0) return accepted({ size, at: 0 });
  const last = await registry.db
    .selectFrom('log_entry')
    .select('logged_at')
    .where('index', '=', size - 1)
    .executeTakeFirstOrThrow();
  return accepted({ size, at: last.logged_at });
};

/** Questions about the past that are under way: each folds the log again, so they go one after the other. */
const past = new WeakMap<Registry, Promise<unknown>>();

/** Ask what was live at a moment. The past is folded apart, so that nobody who asks about now waits for it. */
export const ledgerAt = <T>(
  registry: Registry,
  { size }: Moment,
  isNow: boolean,
  action: (ledger: Ledger) => T,
): Promise<T> => {
  if (isNow) return registry.ledgers.use(size, action);
  const before = past.get(registry) ?? Promise.resolve();
  const mine = before.then(() => new Ledgers(registry.db).use(size, action));
  past.set(
    registry,
    mine.catch(() => undefined),
  );
  return mine;
};
