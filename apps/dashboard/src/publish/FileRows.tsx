import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { Foreign } from '../elements/Foreign.tsx';
import { shorten } from '../words/figures.ts';
import styles from './Publish.module.css';
import { Thumbnail } from './Thumbnail.tsx';
import type { Chosen, Files } from './use-files.ts';

const saidOf = ({ id, sha256, problem }: Chosen, sames: Files['sames']): string => {
  if (problem !== undefined) return `Left out. ${problem}`;
  if (sha256 === undefined) return 'Waiting';
  const same = sames.get(id);
  return same === undefined ? shorten(sha256) : `The same as ${same}: one work`;
};

/** The files, one a row. Of ten thousand only those in sight are drawn. */
export const FileRows = ({ files: { chosen, sames } }: { readonly files: Files }) => {
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
    <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label="Your files">
      <ul className={styles.rows} aria-label="Files" style={{ height: virtual.getTotalSize() }}>
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
              <span className={one.problem === undefined ? styles.said : styles.problem}>{saidOf(one, sames)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
