import { TableReport } from '@assent/synth';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { renderTablePage } from './table-page.ts';

const attack = '</title></text><script>alert(1)</script>';

const report = (passed: boolean): TableReport =>
  TableReport.parse({
    format: 'table-report/1',
    source: null,
    rows: { train: 1000, holdout: 900, synthetic: 1200 },
    quality: {
      metric: 'sdmetrics-0.10',
      synthetic: { columnShapes: 0.99, pairTrends: 0.97, quality: 0.98 },
      holdout: { columnShapes: 0.98, pairTrends: 0.96, quality: 0.97 },
    },
    columns: [
      { name: 'age', synthetic: 0.9812, holdout: 0.9734 },
      { name: attack, synthetic: 0.99, holdout: 1 },
    ],
    marginals: {
      synthetic: { one: 0.99, two: 0.97, three: 0.9321 },
      holdout: { one: 0.99, two: 0.97, three: 0.93 },
    },
    prediction: { target: attack, positive: attack, fromReal: 0.92, fromSynthetic: 0.9 },
    detection: 0.55,
    identical: { synthetic: 0, holdout: 0 },
    closest: { rows: 900, share: passed ? 0.51 : 0.61 },
    membership: { rows: 900, area: 0.5 },
    rare: { creators: 7, of: 'shared-by-few', categories: 0, numbers: 0 },
    privacy: null,
    gates: [{ gate: 'closest-record', limit: 0.55, value: passed ? 0.51 : 0.61, open: passed }],
    passed,
  });

const pageOf = (passed: boolean) => parseHTML(renderTablePage(report(passed), `rows ${attack}`)).document;

test.each([
  [true, '✓ Every gate is open.', '✓ open'],
  [false, '✗ Do not use these rows: 1 of 1 gates are closed.', '✗ closed'],
])('the page says by word and sign whether the gates are open: %s', (passed, verdict, gate) => {
  const page = pageOf(passed);
  expect(page.querySelector('p')?.textContent).toBe(verdict);
  expect(page.querySelector('tbody tr td:last-child')?.textContent).toBe(gate);
  expect(page.body.textContent).toContain('No formal guarantee');
  expect(page.body.textContent).toContain('0.9321');
});

test('every column has a dot and a ring', () => {
  const page = pageOf(true);
  expect(page.querySelectorAll('svg circle')).toHaveLength(4);
  expect(page.querySelector('svg')?.textContent).toContain('age');
});

test('names of columns and the title are text, and nothing is loaded or run', () => {
  const html = renderTablePage(report(true), `rows ${attack}`);
  expect(html).not.toContain('<script');
  const page = parseHTML(html).document;
  expect(page.querySelector('script')).toBeNull();
  expect(page.querySelector('h1')?.textContent).toBe(`rows ${attack}`);
  expect(page.querySelector('svg')?.textContent).toContain(attack);
  expect(html).not.toMatch(/\b(?:src|href)=/);
  expect(html).toContain("default-src 'none'");
});
