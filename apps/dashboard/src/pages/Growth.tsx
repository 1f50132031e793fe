import type { Overview } from '../answers.ts';
import { useEffect, useRef, useState } from 'react';
import { Fold } from '../elements/Fold.tsx';
import { Moment } from '../elements/Moment.tsx';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { countOf, writeNumber, writeTime } from '../words/figures.ts';
import { drawGrowth } from './draw-growth.ts';
import styles from './Growth.module.css';

type Point = Overview['growth'][number];

const useWidth = () => {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  return [box, width] as const;
};

const summaryOf = (growth: readonly Point[]): string => {
  const [first, last] = [growth[0]!, growth.at(-1)!];
  return `Since ${writeTime(first.at)} the log has grown to ${countOf(last.entries, 'entry', 'entries')} and ${countOf(last.works, 'work')}.`;
};

/** Entries and works over time: a drawing, one sentence that says the same, and the numbers as a table. */
export const Growth = ({ growth, now }: { readonly growth: readonly Point[]; readonly now: number }) => {
  const [box, width] = useWidth();
  const key = JSON.stringify(growth);
  useEffect(() => {
    if (width === 0 || growth.length < 2) return;
    const svg = drawGrowth(growth, now, width);
    svg.setAttribute('aria-hidden', 'true');
    box.current!.replaceChildren(svg);
    // Drawn anew when the numbers change, not when an equal answer arrives.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, width]);
  return (
    <>
      <figure className={styles.figure} aria-label="Entries and works over time">
        <div ref={box} className={styles.plot}>
          {growth.length < 2 && <p className={styles.empty}>The curve begins with the second entry.</p>}
        </div>
        {growth.length >= 2 && <figcaption className="quiet">{summaryOf(growth)}</figcaption>}
      </figure>
      {growth.length >= 2 && (
        <Fold title="The numbers as a table">
          <Table growth={growth} />
        </Fold>
      )}
    </>
  );
};

const Table = ({ growth }: { readonly growth: readonly Point[] }) => (
  <ScrollArea className={`table-scroll ${styles.table}`} label="Growth as a table">
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Recorded</th>
          <th scope="col" className="number">
            Entries
          </th>
          <th scope="col" className="number">
            Works
          </th>
        </tr>
      </thead>
      <tbody>
        {growth.toReversed().map(({ at, entries, works }) => (
          <tr key={entries}>
            <td>
              <Moment at={at} />
            </td>
            <td className="number">{writeNumber(entries)}</td>
            <td className="number">{writeNumber(works)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollArea>
);
