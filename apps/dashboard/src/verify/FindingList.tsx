import { describeCode, type Finding } from '@assent/consent';
import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleX } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Foreign } from '../elements/Foreign.tsx';
import { Hash } from '../elements/Hash.tsx';
import { countOf } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import { BundleBytes } from './BundleBytes.tsx';
import type { BundleWorker } from './bundle-worker.ts';
import styles from './FindingList.module.css';
import { mostFindings } from './verdict-words.ts';

const words = inBoth({
  en: {
    wrong: 'What is wrong',
    wrongAll: 'What is wrong, all of it',
    many: (count: number, isAll: boolean) =>
      `${isAll ? '' : 'The first '}${countOf(count, 'finding')}. The first one is often the reason for others.`,
    item: 'item',
    theHash: 'the item’s SHA-256',
    statement: 'statement',
    theId: 'the statement’s id',
    hide: 'Hide its lines',
    show: 'Show its lines in the bundle',
  },
  es: {
    wrong: 'Qué está mal',
    wrongAll: 'Todo lo que está mal',
    many: (count, isAll) =>
      `${isAll ? '' : 'Los primeros '}${countOf(count, 'hallazgo')}. El primero es a menudo la causa de otros.`,
    item: 'elemento',
    theHash: 'el SHA-256 del elemento',
    statement: 'declaración',
    theId: 'el identificador de la declaración',
    hide: 'Ocultar sus líneas',
    show: 'Mostrar sus líneas en el paquete',
  },
});

interface Props {
  readonly findings: readonly Finding[];
  readonly worker: BundleWorker;
}

/** Rows that are drawn as they are; of more, only those in sight. */
const drawnWhole = 20;

const keyOf = ({ code, item, statement, detail }: Finding, at: number): string =>
  `${code} ${item ?? ''} ${statement ?? ''} ${detail ?? ''} ${at}`;

/** Everything that is wrong: the sentence, what it is wrong with, and the bytes. */
export const FindingList = ({ findings, worker }: Props) => {
  const said = useWords(words);
  return findings.length <= drawnWhole ? (
    <ul className={styles.list} aria-label={said.wrong}>
      {findings.map((finding, at) => (
        <li key={keyOf(finding, at)}>
          <FindingRow finding={finding} worker={worker} />
        </li>
      ))}
    </ul>
  ) : (
    <LongList findings={findings} worker={worker} />
  );
};

const LongList = ({ findings, worker }: Props) => {
  const said = useWords(words);
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
      <p>{said.many(findings.length, findings.length < mostFindings)}</p>
      {/* WCAG 2.1.1: what scrolls has to take the focus, or a keyboard cannot move it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label={said.wrongAll}>
        <ul className={styles.list} aria-label={said.wrong} style={{ height: virtual.getTotalSize() }}>
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
  const said = useWords(words);
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.finding}>
      <CircleX size={20} aria-hidden />
      <div>
        <p>{describeCode(language, code)}</p>
        <p className={styles.where}>
          <code>{code}</code>
          {item !== undefined && (
            <span>
              {said.item} <Hash value={item} of={said.theHash} />
            </span>
          )}
          {statement !== undefined && (
            <span>
              {said.statement} <Hash value={statement} of={said.theId} />
            </span>
          )}
          {detail !== undefined && detail !== '' && <Foreign>{detail}</Foreign>}
        </p>
        {item !== undefined && (
          <>
            <Button className={styles.more!} aria-expanded={open} onPress={() => setOpen(!open)}>
              {open ? said.hide : said.show}
            </Button>
            {open && <BundleBytes worker={worker} item={item} />}
          </>
        )}
      </div>
    </div>
  );
};
