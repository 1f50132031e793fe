import type { TableReport } from './report.ts';

/** The report in lines for a terminal: what was measured, beside what the holdout shows, and the gates. */
export const summarizeTable = (report: TableReport): string[] => {
  const { rows, quality, marginals, prediction, detection, identical, closest, membership, rare, privacy } = report;
  return [
    `${count(rows.synthetic)} synthetic rows, learnt from ${count(rows.train)}, beside ${count(rows.holdout)} held out`,
    '',
    head('', 'synthetic', 'holdout'),
    head('quality (shapes, trends)', share(quality.synthetic.quality), share(quality.holdout.quality)),
    head('  column shapes', share(quality.synthetic.columnShapes), share(quality.holdout.columnShapes)),
    head('  pair trends', share(quality.synthetic.pairTrends), share(quality.holdout.pairTrends)),
    head('accuracy, 1 column', share(marginals.synthetic.one), share(marginals.holdout.one)),
    head('accuracy, 2 columns', share(marginals.synthetic.two), share(marginals.holdout.two)),
    head('accuracy, 3 columns', share(marginals.synthetic.three), share(marginals.holdout.three)),
    head('identical to a row learnt from', share(identical.synthetic), share(identical.holdout)),
    '',
    ...(prediction === null
      ? []
      : [
          line(`predicts ${prediction.target} (${prediction.positive})`, share(prediction.fromSynthetic)),
          line('  learnt from real rows', share(prediction.fromReal)),
        ]),
    line('told from real rows (0.5: not at all)', share(detection)),
    line('closer to rows learnt from (0.5: chance)', share(closest.share)),
    line('membership attack (0.5: chance)', share(membership.area)),
    line(
      rare.of === 'undeclared'
        ? 'rare cells that are not declared'
        : `cells that fewer than ${rare.creators} people share`,
      count(rare.categories + rare.numbers),
    ),
    line(
      'guarantee',
      privacy === null ? 'no formal guarantee' : `ε = ${privacy.epsilon}, δ = ${privacy.delta}, per ${privacy.unit}`,
    ),
    '',
    ...report.gates.map(({ gate, value, limit, open }) =>
      line(`gate ${gate}`, `${open ? 'open' : 'CLOSED'} (${value}, at most ${limit})`),
    ),
    report.passed ? 'Every gate is open.' : 'Do not use these rows: a gate is closed.',
  ];
};

const label = 44;
const head = (what: string, synthetic: string, holdout: string) =>
  `${what.padEnd(label)}${synthetic.padStart(10)}${holdout.padStart(10)}`;
const line = (what: string, value: string) => `${what.padEnd(label)} ${value.padStart(9)}`;
const share = (value: number) => value.toFixed(4);
const count = (value: number) => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
