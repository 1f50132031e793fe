import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { Foreign } from '../elements/Foreign.tsx';
import { shorten } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Publish.module.css';
import { Thumbnail } from './Thumbnail.tsx';
import type { Chosen, Files } from './use-files.ts';

const words = inBoth({
  en: {
    label: 'Your files',
    list: 'Files',
    waiting: 'Waiting',
    same: (name: string) => `The same as ${name}: one work`,
    unreadable: 'Left out. It cannot be read. It may have been moved or changed since you chose it.',
    noPicture: 'Left out. Its name says that it is a picture, and this browser cannot read it as one.',
  },
  es: {
    label: 'Tus archivos',
    list: 'Archivos',
    waiting: 'En espera',
    same: (name) => `Igual que ${name}: una sola obra`,
    unreadable: 'Queda fuera. No se puede leer. Puede que se haya movido o cambiado desde que lo elegiste.',
    noPicture: 'Queda fuera. Su nombre dice que es una imagen, y este navegador no puede leerlo como tal.',
  },
});

const saidOf = ({ id, sha256, problem }: Chosen, sames: Files['sames'], said: (typeof words)['en']): string => {
  if (problem !== undefined) return said[problem];
  if (sha256 === undefined) return said.waiting;
  const same = sames.get(id);
  return same === undefined ? shorten(sha256) : said.same(same);
};

/** The files, one a row. Of ten thousand only those in sight are drawn. */
export const FileRows = ({ files: { chosen, sames } }: { readonly files: Files }) => {
  const said = useWords(words);
  const scroller = useRef<HTMLElement>(null);
  // What it returns is used in this component alone, so nothing else can hold a stale answer.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: chosen.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    overscan: 6,
  });
  return (
    // WCAG 2.1.1: what scrolls has to take the focus, or a keyboard cannot move it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label={said.label}>
      <ul className={styles.rows} aria-label={said.list} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const one = chosen[index]!;
          return (
            <li
              key={key}
              aria-setsize={chosen.length}
              aria-posinset={index + 1}
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Thumbnail of={one.thumbnail} />
              <span className={styles.name}>
                <Foreign>{one.name}</Foreign>
              </span>
              <span className={one.problem === undefined ? styles.said : styles.problem}>
                {saidOf(one, sames, said)}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
