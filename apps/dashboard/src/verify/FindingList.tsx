import type { Finding } from '@assent/consent';
import { codes } from '@assent/schema';
import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleX } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Foreign } from '../elements/Foreign.tsx';
import { Hash } from '../elements/Hash.tsx';
import { countOf } from '../words/figures.ts';
import { BundleBytes } from './BundleBytes.tsx';
import type { BundleWorker } from './bundle-worker.ts';
import styles from './FindingList.module.css';
import { mostFindings } from './verdict-words.ts';

interface Props {
  readonly findings: readonly Finding[];
  readonly worker: BundleWorker;
}

/** Rows that are drawn as they are; of more, only those in sight. */
const drawnWhole = 20;

const keyOf = ({ code, item, statement, detail }: Finding, at: number): string =>
  `${code} ${item ?? ''} ${statement ?? ''} ${detail ?? ''} ${at}`;

/** Everything that is wrong: the sentence, what it is wrong with, and the bytes. */
export const FindingList = ({ findings, worker }: Props) =>
  findings.length <= drawnWhole ? (
    <ul className={styles.list} aria-label="What is wrong">
      {findings.map((finding, at) => (
        <li key={keyOf(finding, at)}>
          <FindingRow finding={finding} worker={worker} />
        </li>
      ))}
    </ul>
  ) : (
    <LongList findings={findings} worker={worker} />
  );

const LongList = ({ findings, worker }: Props) => {
  const scroller = useRef<HTMLElement>(null);
  // What it returns is used in this component alone, so nothing else can hold a stale answer.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: findings.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 104,
    overscan: 4,
  });
  return (
    <>
      <p>
        {findings.length >= mostFindings ? 'The first ' : ''}
        {countOf(findings.length, 'finding')}. The first one is often the reason for others.
      </p>
      {/* WCAG 2.1.1: what scrolls has to take the focus, or a keyboard cannot move it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label="What is wrong, all of it">
        <ul className={styles.list} aria-label="What is wrong" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={findings.length}
              aria-posinset={index + 1}
              className={styles.placed}
              style={{ transform: `translateY(${start}px)` }}
            >
              <FindingRow finding={findings[index]!} worker={worker} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
};

const FindingRow = ({
  finding: { code, item, statement, detail },
  worker,
}: {
  readonly finding: Finding;
  readonly worker: BundleWorker;
}) => {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.finding}>
      <CircleX size={20} aria-hidden />
      <div>
        <p>{codes[code].sentence}</p>
        <p className={styles.where}>
          <code>{code}</code>
          {item !== undefined && (
            <span>
              item <Hash value={item} of="the item’s SHA-256" />
            </span>
          )}
          {statement !== undefined && (
            <span>
              statement <Hash value={statement} of="the statement’s id" />
            </span>
          )}
          {detail !== undefined && detail !== '' && <Foreign>{detail}</Foreign>}
        </p>
        {item !== undefined && (
          <>
            <Button className={styles.more!} aria-expanded={open} onPress={() => setOpen(!open)}>
              {open ? 'Hide its lines' : 'Show its lines in the bundle'}
            </Button>
            {open && <BundleBytes worker={worker} item={item} />}
          </>
        )}
      </div>
    </div>
  );
};
