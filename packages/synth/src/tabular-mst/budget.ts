import { accepted, Name, refused, type Result, Sha256, StatementId } from '@assent/schema';
import { z } from 'zod';
import { epsilonFor, rhoFor, tenth } from './privacy.ts';

const Spending = z.strictObject({
  /** SHA-256 of the model that it went into. */
  model: Sha256,
  manifest: StatementId,
  /** ρ of zero-concentrated differential privacy, in which spendings add up. */
  rho: z.number().positive().max(1000),
});

const Budget = z.strictObject({
  /** A dataset's name: its versions are mostly of the same people. */
  source: Name,
  /** The most that all models fitted on it may tell of one person: ε in hundredths, and δ as 10 to the power of minus this. */
  epsilon: z.int().min(1).max(10_000),
  deltaExponent: z.int().min(3).max(15),
  spent: z.array(Spending).max(10_000),
});

/** What models fitted on the same people may tell of each, and what they have told: kept by whoever fits. */
export const PrivacyLedger = z.strictObject({
  format: z.literal('privacy-ledger/1'),
  budgets: z
    .array(Budget)
    .max(1000)
    .refine((all) => new Set(all.map(({ source }) => source)).size === all.length, 'two budgets of one source'),
});
export type PrivacyLedger = z.infer<typeof PrivacyLedger>;

/** What is spent of a source's budget. */
export interface Spent {
  readonly source: string;
  /** ε of all that was spent together. */
  readonly epsilon: number;
  /** ε of the budget. */
  readonly budget: number;
  readonly models: number;
}

export const spentOf = ({ budgets }: PrivacyLedger): Spent[] =>
  budgets.map(({ source, epsilon, deltaExponent, spent }) => ({
    source,
    epsilon: epsilonFor(sumOf(spent), tenth(deltaExponent)),
    budget: epsilon / 100,
    models: spent.length,
  }));

/**
 * Spend on sources, all or none: `not_found` where one has no budget, `budget_spent` where it would be more than that. What
 * models tell adds up in ρ, whatever was promised of each alone.
 */
export const spend = (
  ledger: PrivacyLedger,
  on: readonly { readonly source: string; readonly manifest: string }[],
  { model, rho }: { readonly model: string; readonly rho: number },
): Result<PrivacyLedger> => {
  let { budgets } = ledger;
  for (const { source, manifest } of on) {
    const budget = budgets.find((one) => one.source === source);
    if (budget === undefined) return refused('not_found', `a budget for ${source}`);
    const spent = [...budget.spent, { model, manifest, rho }];
    const delta = tenth(budget.deltaExponent);
    if (sumOf(spent) > rhoFor(budget.epsilon / 100, delta)) {
      const [before, after] = [budget.spent, spent].map((all) => epsilonFor(sumOf(all), delta).toFixed(2));
      return refused(
        'budget_spent',
        `${source}: ε ${before} of ${budget.epsilon / 100} is spent, this would make it ${after}`,
      );
    }
    budgets = budgets.map((one) => (one === budget ? { ...one, spent } : one));
  }
  return accepted({ ...ledger, budgets });
};

const sumOf = (spent: readonly z.infer<typeof Spending>[]): number => spent.reduce((sum, { rho }) => sum + rho, 0);
