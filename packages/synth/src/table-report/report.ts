import { accepted, Count, GeneratorRef, PlainText, refused, type Result, Sha256 } from '@assent/schema';
import { z } from 'zod';

/** A share or an area: rounded to six decimals. */
const Share = z.number().min(0).max(1);
const Quality = z.strictObject({ columnShapes: Share, pairTrends: Share, quality: Share });
const Accuracy = z.strictObject({ one: Share, two: Share, three: Share });

const gateNames = ['closest-record', 'identical-rows', 'membership', 'rare-values'] as const;

/** What was measured of synthetic rows beside the rows they were learnt from and a holdout that nothing was learnt from. */
export const TableReport = z.strictObject({
  format: z.literal('table-report/1'),
  /** What made the rows: absent for rows of unknown origin, which can be measured all the same. */
  source: z.strictObject({ generator: GeneratorRef, model: Sha256 }).nullable(),
  rows: z.strictObject({ train: Count, holdout: Count, synthetic: Count }),
  /** Column shapes and pair trends as SDMetrics 0.10 counts them; of the holdout, what chance alone leaves. */
  quality: z.strictObject({ metric: z.literal('sdmetrics-0.10'), synthetic: Quality, holdout: Quality }),
  columns: z.array(z.strictObject({ name: PlainText(60), synthetic: Share, holdout: Share })).min(1),
  /** 1 − total variation of 1-, 2- and 3-way tables, numbers in deciles (Platzer and Reutterer 2021). */
  marginals: z.strictObject({ synthetic: Accuracy, holdout: Accuracy }),
  /** Boosted trees learn to predict the target from real or from synthetic rows; area under the curve on the holdout. */
  prediction: z
    .strictObject({ target: PlainText(60), positive: PlainText(130), fromReal: Share, fromSynthetic: Share })
    .nullable(),
  /** How well boosted trees tell synthetic rows from the holdout's: 0.5 is not at all. */
  detection: Share,
  /** Share of rows that equal a row learnt from. */
  identical: z.strictObject({ synthetic: Share, holdout: Share }),
  /** Share of synthetic rows closer to a row learnt from than to one of the holdout, ties counting half. */
  closest: z.strictObject({ rows: Count, share: Share }),
  /** Area under the curve of an attacker who takes rows near a synthetic one for rows learnt from. */
  membership: z.strictObject({ rows: Count, area: Share }),
  /** Synthetic cells with a category that too few people have, or a number beyond which too few lie; see `rareCells`. */
  rare: z.strictObject({
    creators: Count,
    of: z.enum(['shared-by-few', 'undeclared']),
    categories: Count,
    numbers: Count,
  }),
  /** `null`: no formal guarantee. */
  privacy: z
    .strictObject({ epsilon: z.number().positive(), delta: z.number().min(0).max(1), unit: z.literal('person') })
    .nullable(),
  gates: z.array(z.strictObject({ gate: z.enum(gateNames), limit: z.number(), value: z.number(), open: z.boolean() })),
  /** Whether every gate is open. */
  passed: z.boolean(),
});
export type TableReport = z.infer<typeof TableReport>;
type Gate = TableReport['gates'][number];

/** The most that a report may show of each danger; the limit of identical rows is what the holdout shows. */
const most = { 'closest-record': 0.55, membership: 0.53, 'rare-values': 0 } as const;

/** Every gate, open or closed. */
export const gatesOf = (
  measured: Pick<TableReport, 'closest' | 'identical' | 'membership' | 'rare'>,
): TableReport['gates'] => {
  const { closest, identical, membership, rare } = measured;
  const gate = (name: Gate['gate'], value: number, limit: number): Gate => ({
    gate: name,
    limit,
    value,
    open: value <= limit,
  });
  return [
    gate('closest-record', closest.share, most['closest-record']),
    gate('identical-rows', identical.synthetic, identical.holdout),
    gate('membership', membership.area, most.membership),
    gate('rare-values', rare.categories + rare.numbers, most['rare-values']),
  ];
};

/** Rows may be used if every gate is open: otherwise `synthetic_too_close`, naming each that is closed. */
export const checkGates = ({ gates }: TableReport): Result<void> => {
  const missing = gateNames.filter((name) => !gates.some(({ gate }) => gate === name));
  const closed = gates.filter(({ value, limit }) => !(value <= limit));
  if (missing.length === 0 && closed.length === 0) return accepted(undefined);
  const words = [
    ...closed.map(({ gate, value, limit }) => `${gate} ${value}, at most ${limit}`),
    ...missing.map((gate) => `${gate} was not measured`),
  ];
  return refused('synthetic_too_close', words.join('; '));
};
