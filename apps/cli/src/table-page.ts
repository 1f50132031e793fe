import { axisX, axisY, dot, gridX, plot, ruleX } from '@observablehq/plot';
import type { TableReport } from '@assent/synth';
import { parseHTML } from 'linkedom';

// This program has no document but this one: its types, not the browser's.
type Document = ReturnType<typeof parseHTML>['document'];
type HTMLElement = ReturnType<Document['createElement']>;

/**
 * The report on synthetic rows as one HTML page: figures in tables, and drawn beside what the holdout shows. It loads
 * nothing and runs nothing; names of columns are hostile, and reach it as text alone.
 */
export const renderTablePage = (report: TableReport, title: string): string => {
  const { document } = parseHTML('<!doctype html><html lang="en"><head></head><body></body></html>');
  const draw = new Draw(document);
  document.head.append(
    draw.element('meta', '', { charset: 'utf-8' }),
    draw.element('meta', '', {
      'http-equiv': 'Content-Security-Policy',
      content: "default-src 'none'; style-src 'unsafe-inline'",
    }),
    draw.element('meta', '', { name: 'viewport', content: 'width=device-width' }),
    // Serialised as it is, unlike the text of other elements.
    draw.element('title', title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
    draw.element('style', css),
  );
  const { rows, privacy } = report;
  document.body.append(
    draw.element('h1', title),
    draw.element('p', verdictOf(report), { class: report.passed ? 'open' : 'closed' }),
    draw.element(
      'p',
      `${count(rows.synthetic)} synthetic rows, learnt from ${count(rows.train)}, beside ${count(rows.holdout)} held out. ` +
        (privacy === null
          ? 'No formal guarantee: what follows was measured.'
          : `Differential privacy for each ${privacy.unit}: ε = ${privacy.epsilon}, δ = ${privacy.delta}.`),
    ),
    draw.element('h2', 'Gates'),
    draw.table(
      ['gate', 'measured', 'at most', ''],
      report.gates.map(({ gate, value, limit, open }) => [
        gateWords[gate],
        figure(value),
        figure(limit),
        open ? '✓ open' : '✗ closed',
      ]),
    ),
    draw.element('h2', 'Likeness'),
    draw.table(['', 'synthetic', 'holdout'], likeness(report)),
    draw.figure(
      'Likeness of each column, beside what chance alone leaves between two samples',
      columnDots(report, document),
    ),
    draw.element('h2', 'Use and risk'),
    draw.table(['', 'measured', 'best'], useAndRisk(report)),
  );
  return `<!doctype html>\n${document.documentElement.outerHTML}\n`;
};

const verdictOf = ({ passed, gates }: TableReport): string =>
  passed
    ? '✓ Every gate is open.'
    : `✗ Do not use these rows: ${gates.filter(({ open }) => !open).length} of ${gates.length} gates are closed.`;

const gateWords: Readonly<Record<TableReport['gates'][number]['gate'], string>> = {
  'closest-record': 'closer to a row learnt from than to one held out',
  'identical-rows': 'equal to a row learnt from',
  membership: 'an attacker tells who was learnt from',
  'rare-values': 'cells with values that few people have',
};

const likeness = ({ quality, marginals, identical }: TableReport): string[][] => [
  ['quality', figure(quality.synthetic.quality), figure(quality.holdout.quality)],
  ['column shapes', figure(quality.synthetic.columnShapes), figure(quality.holdout.columnShapes)],
  ['pair trends', figure(quality.synthetic.pairTrends), figure(quality.holdout.pairTrends)],
  ['accuracy, one column', figure(marginals.synthetic.one), figure(marginals.holdout.one)],
  ['accuracy, two columns', figure(marginals.synthetic.two), figure(marginals.holdout.two)],
  ['accuracy, three columns', figure(marginals.synthetic.three), figure(marginals.holdout.three)],
  ['equal to a row learnt from', figure(identical.synthetic), figure(identical.holdout)],
];

const useAndRisk = ({ prediction, detection, closest, membership }: TableReport): string[][] => [
  ...(prediction === null
    ? []
    : [
        [
          `predicts ${prediction.target} (${prediction.positive})`,
          figure(prediction.fromSynthetic),
          figure(prediction.fromReal),
        ],
      ]),
  ['told from real rows', figure(detection), '0.5'],
  [`closer to rows learnt from, of ${count(closest.rows)}`, figure(closest.share), '0.5'],
  [`membership attack, on ${count(membership.rows)} of each`, figure(membership.area), '0.5'],
];

/** One line a column: a filled dot for the synthetic rows, a ring for the holdout. */
const columnDots = ({ columns }: TableReport, document: Document): ReturnType<typeof plot> => {
  const dots = columns.flatMap(({ name, synthetic, holdout }) => [
    { name, of: 'synthetic', value: synthetic },
    { name, of: 'holdout', value: holdout },
  ]);
  const least = Math.min(...dots.map(({ value }) => value));
  return plot({
    document,
    width: 720,
    height: 56 + 22 * columns.length,
    marginLeft: 150,
    marginBottom: 44,
    style: { fontSize: '12px' },
    x: { domain: [Math.min(0.95, Math.floor(least * 20) / 20), 1] },
    y: { domain: columns.map(({ name }) => name) },
    marks: [
      axisX({ label: '1 is the same', labelOffset: 40 }),
      axisY({ label: null, tickSize: 0 }),
      gridX(),
      ruleX([1]),
      dot(
        dots.filter(({ of }) => of === 'holdout'),
        { x: 'value', y: 'name', r: 6, stroke: '#767676', strokeWidth: 2 },
      ),
      dot(
        dots.filter(({ of }) => of === 'synthetic'),
        { x: 'value', y: 'name', r: 4, fill: '#1d4ed8' },
      ),
    ],
  });
};

const figure = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(4));
const count = (value: number): string => value.toLocaleString('en');

/** Elements with text in them, never with markup. */
class Draw {
  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
  }

  element(name: string, text: string, attributes: Readonly<Record<string, string>> = {}): HTMLElement {
    const made = this.#document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }

  table(head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
    const table = this.element('table', '');
    const line = (cells: readonly string[], name: 'td' | 'th') => {
      const row = this.element('tr', '');
      row.append(
        ...cells.map((cell, i) =>
          name === 'td' && i === 0 ? this.element('th', cell, { scope: 'row' }) : this.element(name, cell),
        ),
      );
      return row;
    };
    const [top, body] = [this.element('thead', ''), this.element('tbody', '')];
    top.append(line(head, 'th'));
    body.append(...rows.map((cells) => line(cells, 'td')));
    table.append(top, body);
    return table;
  }

  figure(caption: string, drawing: ReturnType<typeof plot>): HTMLElement {
    const made = this.element('figure', '');
    const key = this.element('figcaption', `${caption}. ● synthetic, ○ holdout.`);
    drawing.setAttribute('role', 'img');
    drawing.setAttribute('aria-label', `${caption}; the figures are in the report.`);
    made.append(key, drawing);
    return made;
  }
}

const css = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem; color: #1a1a1a; background: #fff }
h2 { margin-top: 2rem }
.open, .closed { font-size: 1.25rem; font-weight: 600 }
.open { color: #166534 }
.closed { color: #b91c1c }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #ddd; padding: .3rem .6rem; text-align: right; font-variant-numeric: tabular-nums }
th:first-child { text-align: left; font-weight: 400 }
thead th { font-weight: 600 }
figure { margin: 1.5rem 0 }
figcaption { color: #555 }
svg { max-width: 100%; height: auto }
`;
