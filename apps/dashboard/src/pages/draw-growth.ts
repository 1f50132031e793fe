import { areaY, axisX, axisY, gridY, lineY, plot, ruleY, text } from '@observablehq/plot';
import type { Overview } from '../answers.ts';
import { writeClock, writeDay, writeHour, writeNumber } from '../words/figures.ts';

type Point = Overview['growth'][number];

const height = 288;

/** One point a moment, and one for now: what has not grown since runs on as a level line. */
const pointsOf = (growth: readonly Point[], now: number): Point[] => {
  const byTime = new Map(growth.map((point) => [point.at, point]));
  const last = growth.at(-1)!;
  if (now > last.at) byTime.set(now, { ...last, at: now });
  return [...byTime.values()];
};

/** The curve of a log that holds at least two entries. `now` in seconds, `width` in pixels. */
export const drawGrowth = (
  growth: readonly Point[],
  now: number,
  width: number,
  names: Readonly<Record<'entries' | 'works', string>>,
): SVGSVGElement => {
  const points = pointsOf(growth, now);
  const rows = points.map(({ at, entries, works }) => ({ at: new Date(at * 1000), entries, works }));
  const [first, last] = [rows[0]!, rows.at(-1)!];
  // The two names stand at the ends of their lines; where these end close together, above and below each other.
  const worksAbove = last.works > last.entries;
  const name = { x: 'at', dx: 8, textAnchor: 'start', fontWeight: 600, fill: 'var(--ink)' } as const;
  const line = { x: 'at', curve: 'step-after', stroke: 'var(--ink)', strokeWidth: 2 } as const;
  const writeTick = tickWriter(points.at(-1)!.at - points[0]!.at);
  return plot({
    width,
    height,
    marginLeft: 40,
    marginRight: 64,
    marginTop: 16,
    style: {
      background: 'transparent',
      color: 'var(--ink)',
      fontFamily: 'var(--sans)',
      fontSize: '13px',
      fontVariant: 'tabular-nums',
    },
    x: { type: 'time', domain: [first.at, last.at] },
    y: { nice: true, zero: true },
    marks: [
      gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 4 }),
      axisX([first.at, new Date((first.at.getTime() + last.at.getTime()) / 2), last.at], {
        label: null,
        stroke: 'var(--line-strong)',
        fill: 'var(--ink-quiet)',
        tickSize: 4,
        tickFormat: (at: Date) => writeTick(at.getTime() / 1000),
      }),
      axisY({
        ticks: 4,
        label: null,
        tickSize: 0,
        fill: 'var(--ink-quiet)',
        tickFormat: (value: number) => (Number.isInteger(value) ? writeNumber(value) : ''),
      }),
      ruleY([0], { stroke: 'var(--line-strong)' }),
      areaY(rows, { x: 'at', y1: 0, y2: 'entries', curve: 'step-after', fill: 'var(--ink)', fillOpacity: 0.06 }),
      lineY(rows, { ...line, y: 'entries' }),
      lineY(rows, { ...line, y: 'works', strokeDasharray: '2 4', strokeLinecap: 'round' }),
      text([last], { ...name, y: 'entries', text: () => names.entries, dy: worksAbove ? 8 : -8 }),
      text([last], { ...name, y: 'works', text: () => names.works, dy: worksAbove ? -8 : 8 }),
    ],
  }) as SVGSVGElement;
};

const aDay = 86_400;

/** Within a day people ask for the hour; within minutes for the second. */
const tickWriter = (span: number): ((at: number) => string) => {
  if (span > 2 * aDay) return writeDay;
  return span > 600 ? writeHour : (at) => writeClock(at * 1000);
};
