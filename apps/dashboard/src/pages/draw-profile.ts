import { axisX, axisY, barX, gridY, lineY, areaY, plot, ruleY, text } from '@observablehq/plot';
import { writeDay, writeNumber } from '../words/figures.ts';

const style = {
  background: 'transparent',
  color: 'var(--ink)',
  fontFamily: 'var(--sans)',
  fontSize: '13px',
  fontVariant: 'tabular-nums',
} as const;

export interface Bar {
  readonly name: string;
  readonly items: number;
}

/** Pixels of a bar with its name above it: a name may be longer than a phone is wide beside its bar. */
const barHeight = 44;

/** How many of all items each of several things is true of. */
export const drawBars = (bars: readonly Bar[], of: number, width: number): SVGElement =>
  plot({
    width,
    height: bars.length * barHeight + 8,
    marginLeft: 0,
    marginRight: 64,
    marginTop: 4,
    marginBottom: 4,
    style,
    x: { domain: [0, Math.max(of, 1)], axis: null },
    y: { domain: bars.map(({ name }) => name), axis: null, paddingInner: 0.62, paddingOuter: 0.4, align: 1 },
    marks: [
      barX(bars, { x: of, y: 'name', fill: 'var(--surface)', stroke: 'var(--line)' }),
      barX(bars, { x: 'items', y: 'name', fill: 'var(--ink)' }),
      text(bars, { x: 0, y: 'name', text: 'name', dy: -19, textAnchor: 'start', fill: 'var(--ink)' }),
      text(bars, {
        x: of,
        y: 'name',
        text: ({ items }: Bar) => writeNumber(items),
        dx: 8,
        textAnchor: 'start',
        fontWeight: 600,
        fill: 'var(--ink)',
      }),
    ],
  }) as SVGElement;

export interface Day {
  /** Seconds. */
  readonly at: number;
  readonly items: number;
}

/** How many items rest on what was recorded by a day; from the first day to `until`, in seconds. */
export const drawSince = (days: readonly Day[], until: number, width: number): SVGElement => {
  const last = days.at(-1)!;
  const rows = [...days, { at: Math.max(until, last.at + 86_400), items: last.items }].map(({ at, items }) => ({
    at: new Date(at * 1000),
    items,
  }));
  const ends = [rows[0]!.at, rows.at(-1)!.at];
  return plot({
    width,
    height: 200,
    marginLeft: 48,
    marginRight: 48,
    marginTop: 16,
    style,
    x: { type: 'utc', domain: ends },
    y: { nice: true, zero: true },
    marks: [
      gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 3 }),
      axisX(ends, {
        label: null,
        stroke: 'var(--line-strong)',
        fill: 'var(--ink-quiet)',
        tickSize: 4,
        tickFormat: (at: Date) => writeDay(at.getTime() / 1000),
      }),
      axisY({
        ticks: 3,
        label: null,
        tickSize: 0,
        fill: 'var(--ink-quiet)',
        tickFormat: (value: number) => (Number.isInteger(value) ? writeNumber(value) : ''),
      }),
      ruleY([0], { stroke: 'var(--line-strong)' }),
      areaY(rows, { x: 'at', y: 'items', curve: 'step-after', fill: 'var(--ink)', fillOpacity: 0.06 }),
      lineY(rows, { x: 'at', y: 'items', curve: 'step-after', stroke: 'var(--ink)', strokeWidth: 2 }),
    ],
  }) as SVGElement;
};
