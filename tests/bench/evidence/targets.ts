import type { TableReport } from '@assent/synth';
import type { Verdict } from './verdict.ts';

interface Target {
  readonly what: string;
  readonly of: (report: TableReport) => number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

const quality = (report: TableReport) => report.quality.synthetic.quality;
const prediction = (report: TableReport) => report.prediction?.fromSynthetic ?? 0;

/** What the project wants of its own generators on Adult. */
const targets: Readonly<Record<string, readonly Target[]>> = {
  'tabular-cart': [
    { what: 'quality', of: quality, atLeast: 0.99 },
    { what: 'closest record', of: ({ closest }) => closest.share, atMost: 0.54 },
    { what: 'membership', of: ({ membership }) => membership.area, atMost: 0.52 },
    { what: 'prediction', of: prediction, atLeast: 0.905 },
  ],
  'tabular-mst, ε = 1': [
    { what: 'quality', of: quality, atLeast: 0.965 },
    { what: 'prediction', of: prediction, atLeast: 0.86 },
  ],
};

/** What others published for the area under the curve from these very files; ours has to be within 0.01. */
const published: Readonly<Record<string, number>> = {
  'a copy of the rows': 0.924,
  '2023-ctgan': 0.883,
  '2023-gaussian_copula': 0.755,
  '2023-mostly': 0.919,
  '2023-synthpop': 0.914,
};

/** Each target and published figure of a contender: what it is, and whether it is met. */
export const judge = (name: string, report: TableReport): Verdict[] => {
  const own = (targets[name] ?? []).map(({ what, of, atLeast, atMost }) => {
    const value = of(report);
    const met = value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
    const wanted = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
    return { line: `${name}: ${what} ${value.toFixed(4)}, wanted ${wanted}: ${met ? 'met' : 'MISSED'}`, met };
  });
  const expected = published[name];
  if (expected === undefined) return own;
  const value = prediction(report);
  const met = Math.abs(value - expected) <= 0.01;
  const verdict = met ? 'agrees' : 'DISAGREES';
  return [...own, { line: `${name}: prediction ${value.toFixed(4)}, published ${expected}: ${verdict}`, met }];
};
