import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { summarizeTable, type TableReport } from '@assent/synth';
import { renderTablePage } from '../../../apps/cli/src/table-page.ts';
import { type Adult, readAdult } from './adult.ts';
import { type Contender, madeBy, measureContender, traps } from './contenders.ts';
import { judge } from './targets.ts';
import type { Verdict } from './verdict.ts';

/**
 * Measure our generators of tables, published files and two traps with the same program.
 *
 * @param wanted parts of names; none for all.
 * @param pages the folder that gets a page of each.
 */
export const measureTables = async (wanted: readonly string[], pages: string | undefined): Promise<Verdict[]> => {
  const adult = readAdult();
  if (adult === undefined) {
    process.stdout.write('tables: skipped, no published vectors in ../shared/vectors/adult\n');
    return [];
  }
  if (pages !== undefined) await mkdir(pages, { recursive: true });
  const { schema, train, holdout } = adult;
  const verdicts: Verdict[] = [];
  process.stdout.write(
    row('', ['quality', '3-way', 'predicts', 'detected', 'same', 'closest', 'member', 'rare', 'gates closed']),
  );
  for (const [name, make] of contenders(adult)) {
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    const report = measureContender(await make(), schema, train, holdout);
    process.stdout.write(row(name, cells(report)));
    if (pages !== undefined) {
      const file = `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.html`;
      await writeFile(join(pages, file), renderTablePage(report, `${name}, Adult`));
    }
    verdicts.push(...judge(name, report));
    if (wanted.length > 0) process.stdout.write(`\n${summarizeTable(report).join('\n')}\n\n`);
  }
  return verdicts;
};

const contenders = ({
  schema,
  train,
  published,
}: Adult): readonly (readonly [string, () => Promise<Contender> | Contender])[] => [
  ['tabular-cart', () => madeBy('tabular-cart', schema, train)],
  ['tabular-mst, ε = 1', () => madeBy('tabular-mst', schema, train)],
  ['tabular-mst, ε = 5', () => madeBy('tabular-mst', schema, train, { epsilon: 500 })],
  ...traps(schema, train).map((trap) => [trap.name, () => trap] as const),
  ...published.map(([name, read]) => [name, () => ({ name, rows: read(), source: null, privacy: null })] as const),
];

const cells = (report: TableReport): string[] => [
  report.quality.synthetic.quality.toFixed(4),
  report.marginals.synthetic.three.toFixed(4),
  report.prediction!.fromSynthetic.toFixed(4),
  report.detection.toFixed(3),
  report.identical.synthetic.toFixed(4),
  report.closest.share.toFixed(4),
  report.membership.area.toFixed(4),
  String(report.rare.categories + report.rare.numbers),
  report.gates
    .filter(({ open }) => !open)
    .map(({ gate }) => gate)
    .join(' ') || 'all open',
];
const row = (name: string, values: readonly string[]) =>
  `${name.padEnd(26)} ${values.map((value) => value.padStart(8)).join(' ')}\n`;
