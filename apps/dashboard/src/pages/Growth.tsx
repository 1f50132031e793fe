import type { Overview } from '../answers.ts';
import { useEffect } from 'react';
import { Fold } from '../elements/Fold.tsx';
import { Moment } from '../elements/Moment.tsx';
import { ScrollArea } from '../elements/ScrollArea.tsx';
import { useWidth } from '../elements/use-width.ts';
import { countOf, writeNumber, writeTime } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { drawGrowth } from './draw-growth.ts';
import styles from './Growth.module.css';

type Point = Overview['growth'][number];

const words = inBoth({
  en: {
    label: 'Entries and works over time',
    later: 'The curve begins with the second entry.',
    table: 'The numbers as a table',
    tableLabel: 'Growth as a table',
    recorded: 'Recorded',
    entries: 'Entries',
    works: 'Works',
    summary: (since: string, entries: number, works: number) =>
      `Since ${since} the log has grown to ${countOf(entries, 'entry', 'entries')} and ${countOf(works, 'work')}.`,
  },
  es: {
    label: 'Entradas y obras a lo largo del tiempo',
    later: 'La curva empieza con la segunda entrada.',
    table: 'Los números en una tabla',
    tableLabel: 'El crecimiento en una tabla',
    recorded: 'Registrado',
    entries: 'Entradas',
    works: 'Obras',
    summary: (since, entries, works) =>
      `Desde el ${since} el registro ha crecido hasta ${countOf(entries, 'entrada')} y ${countOf(works, 'obra')}.`,
  },
});

const summaryOf = (growth: readonly Point[], { summary }: (typeof words)['en']): string => {
  const [first, last] = [growth[0]!, growth.at(-1)!];
  return summary(writeTime(first.at), last.entries, last.works);
};

/** Entries and works over time: a drawing, one sentence that says the same, and the numbers as a table. */
export const Growth = ({ growth, now }: { readonly growth: readonly Point[]; readonly now: number }) => {
  const said = useWords(words);
  const [box, width] = useWidth();
  const key = JSON.stringify(growth);
  useEffect(() => {
    if (width === 0 || growth.length < 2) return;
    const svg = drawGrowth(growth, now, width, said);
    svg.setAttribute('aria-hidden', 'true');
    box.current!.replaceChildren(svg);
    // Drawn anew when the numbers change, not when an equal answer arrives.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, width, said]);
  return (
    <>
      <figure className={styles.figure} aria-label={said.label}>
        <div ref={box} className={styles.plot}>
          {growth.length < 2 && <p className={styles.empty}>{said.later}</p>}
        </div>
        {growth.length >= 2 && <figcaption className="quiet">{summaryOf(growth, said)}</figcaption>}
      </figure>
      {growth.length >= 2 && (
        <Fold title={said.table}>
          <Table growth={growth} />
        </Fold>
      )}
    </>
  );
};

const Table = ({ growth }: { readonly growth: readonly Point[] }) => {
  const said = useWords(words);
  return (
    <ScrollArea className={`table-scroll ${styles.table}`} label={said.tableLabel}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{said.recorded}</th>
            <th scope="col" className="number">
              {said.entries}
            </th>
            <th scope="col" className="number">
              {said.works}
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
};
