import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { limits, openJson } from '@assent/schema';
import { type LearntFrom, PrivacyLedger, spend, type Spent, spentOf } from '@assent/synth';
import { fail, unwrap } from '../failure.ts';

const empty: PrivacyLedger = { format: 'privacy-ledger/1', budgets: [] };

const readLedger = async (path: string): Promise<PrivacyLedger> => {
  const bytes = await readFile(path).catch((cause: Error) => fail('file_unreadable', `${path}: ${cause.message}`));
  return unwrap(openJson(PrivacyLedger, bytes, 64 * limits.payload));
};

/** What was spent, of each source. */
export const readSpent = async (path: string): Promise<Spent[]> => spentOf(await readLedger(path));

/** Say how much models may tell of the people of a source: once, since who could raise it would have no budget. */
export const declareBudget = async (
  path: string,
  source: string,
  epsilon: number,
  deltaExponent: number,
): Promise<Spent[]> =>
  locked(path, async () => {
    const before = await readLedger(path).catch(() => undefined);
    const ledger = before ?? empty;
    if (ledger.budgets.some((one) => one.source === source)) fail('version_exists', `a budget for ${source}`);
    const budgets = [...ledger.budgets, { source, epsilon, deltaExponent, spent: [] }];
    const next = PrivacyLedger.safeParse({ ...ledger, budgets });
    if (!next.success) return fail('malformed', next.error.issues[0]!.message);
    await writeLedger(path, next.data);
    return spentOf(next.data);
  });

/**
 * Spend from a ledger, then do what was paid for. `not_found` without a budget for a source, `budget_spent` beyond it: then
 * neither is done. Killed in between, it is spent and nothing was told.
 */
export const spendFrom = async (
  path: string | undefined,
  datasets: readonly LearntFrom[],
  cost: { readonly model: string; readonly rho: number },
  then: () => Promise<void>,
): Promise<void> => {
  if (path === undefined) return fail('not_found', 'a budget: name its ledger with --budget');
  const on = datasets.map(({ dataset, manifest }) => ({ source: dataset, manifest }));
  await locked(path, async () => {
    await writeLedger(path, unwrap(spend(await readLedger(path), on, cost)));
  });
  await then();
};

const writeLedger = async (path: string, ledger: PrivacyLedger): Promise<void> => {
  const draft = `${path}.draft-${process.pid}`;
  try {
    await writeFile(draft, `${JSON.stringify(ledger, null, 2)}\n`, { flush: true });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    fail('file_unwritable', (cause as Error).message);
  }
};

/** One at a time: two that read the same ledger could both spend the last of it. */
const locked = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  const lock = `${path}.lock`;
  const own = `${lock}-${process.pid}`;
  try {
    await writeFile(own, String(process.pid));
    await link(own, lock);
  } catch (cause) {
    await rm(own, { force: true });
    const taken = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    return taken
      ? fail('folder_in_use', `${lock}: somebody spends from this ledger; remove it if nobody does`)
      : fail('file_unwritable', (cause as Error).message);
  }
  try {
    return await work();
  } finally {
    await Promise.all([lock, own].map((one) => rm(one, { force: true })));
  }
};
