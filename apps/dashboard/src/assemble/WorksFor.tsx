import { describeCode } from '@assent/consent';
import type { Code } from '@assent/schema';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Answer } from '../elements/Answer.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { describeFailure } from '../failure.ts';
import { countOf, shorten, writeNumber } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import { restingTop, scrolledTo, scrollerHeight, type TallPlace } from './tall-scroll.ts';
import type { Look } from './use-survey.ts';
import { type ListedWork, useFirstWorks, useWorks } from './use-works.ts';
import { WorkEvidence } from './WorkEvidence.tsx';
import styles from './WorksFor.module.css';

interface Props {
  readonly look: Look;
  /** Those kept out for this reason; those that qualify, where it is `undefined`. */
  readonly code: Code | undefined;
  /** Works that fall out at this step. */
  readonly counted: number;
  /** Entries when it was counted. */
  readonly size: number;
}

const words = inBoth({
  en: {
    qualify: 'Works that qualify',
    count: (total: number) => `${countOf(total, 'work')}.`,
    apart: (total: number, counted: number) =>
      `${countOf(total, 'work')}: ${writeNumber(counted)} are counted at this step, the others fell out before for another reason as well.`,
    none: 'No works',
    noneWhy: 'No work is here for these choices.',
    scroller: 'Works, all of them',
    works: 'Works',
    more: (count: number) => `and ${writeNumber(count)} more`,
    agreed: 'Every holder agreed',
  },
  es: {
    qualify: 'Obras que cumplen',
    count: (total) => `${countOf(total, 'obra')}.`,
    apart: (total, counted) =>
      `${countOf(total, 'obra')}: ${writeNumber(counted)} se cuentan en este paso, las demás cayeron antes también por otra razón.`,
    none: 'Ninguna obra',
    noneWhy: 'Aquí no hay ninguna obra para lo que has elegido.',
    scroller: 'Obras, todas',
    works: 'Obras',
    more: (count) => `y ${writeNumber(count)} más`,
    agreed: 'Lo permiten todos los titulares',
  },
});

/** Which works a step is about, and why. */
export const WorksFor = (props: Props) => {
  const { look, code, counted, size } = props;
  const said = useWords(words);
  const language = useLanguage();
  const first = useFirstWorks(look, code, size);
  return (
    <div className={styles.works}>
      <h3>{code === undefined ? said.qualify : describeCode(language, code)}</h3>
      <Answer query={first} skeleton={<Skeleton lines={4} height={rowHeight} />}>
        {({ total }) => (
          <>
            <p className="quiet">
              {code !== undefined && total !== counted ? said.apart(total, counted) : said.count(total)}
            </p>
            {total === 0 ? (
              <Notice tone="quiet" title={said.none}>
                {said.noneWhy}
              </Notice>
            ) : (
              <Rows key={JSON.stringify([look, code, size])} {...props} total={total} />
            )}
          </>
        )}
      </Answer>
    </div>
  );
};

const rowHeight = 72;
/** How long a list rests before its rows are asked for, in milliseconds: what only flies by is not. */
const rest = 100;

const Rows = ({ look, code, size, total }: Props & { readonly total: number }) => {
  const scroller = useRef<HTMLElement>(null);
  const place = useRef<TallPlace>({ top: 0, offset: 0 });
  const [opened, setOpened] = useState<ListedWork>();
  const said = useWords(words);
  // What it returns is used in this component alone, so nothing else can hold a stale answer.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
    observeElementOffset: (_, tell) => {
      const element = scroller.current!;
      const lengths = () => ({ total: total * rowHeight, view: element.clientHeight });
      let timer: ReturnType<typeof setTimeout>;
      const settle = () => {
        const top = restingTop(place.current.offset, lengths());
        if (top !== element.scrollTop) {
          place.current = { ...place.current, top };
          element.scrollTop = top;
        }
        tell(place.current.offset, false);
      };
      const move = () => {
        // The scroller was put to where its list rests: nothing moved.
        if (Math.abs(element.scrollTop - place.current.top) < 1) return;
        place.current = scrolledTo(place.current, element.scrollTop, lengths());
        tell(place.current.offset, true);
        clearTimeout(timer);
        timer = setTimeout(settle, rest);
      };
      tell(place.current.offset, false);
      element.addEventListener('scroll', move, { passive: true });
      return () => {
        clearTimeout(timer);
        element.removeEventListener('scroll', move);
      };
    },
  });
  const items = virtual.getVirtualItems();
  const [first, last] = useRested(items[0]?.index ?? 0, items.at(-1)?.index ?? 0);
  const { row, failed } = useWorks(look, code, size, first, last);
  const shift = place.current.offset - place.current.top;
  return (
    <div className={styles.split}>
      {/* WCAG 2.1.1: what scrolls has to take the focus, or a keyboard cannot move it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label={said.scroller}>
        <ul className={styles.list} aria-label={said.works} style={{ height: scrollerHeight(total * rowHeight) }}>
          {items.map(({ index, start }) => (
            <li
              key={index}
              aria-setsize={total}
              aria-posinset={index + 1}
              className={styles.row}
              style={{ transform: `translateY(${start - shift}px)` }}
            >
              <Row work={row(index)} opened={opened} onOpen={setOpened} />
            </li>
          ))}
        </ul>
      </section>
      {failed !== undefined && (
        <Notice tone="fails" title={describeFailure(failed.error).title} onRetry={() => void failed.refetch()}>
          {describeFailure(failed.error).sentence}
        </Notice>
      )}
      <WorkEvidence work={opened} />
    </div>
  );
};

/** What is in sight, once it has been for a moment. */
const useRested = (first: number, last: number): readonly [number, number] => {
  const [rested, setRested] = useState<readonly [number, number]>([first, last]);
  useEffect(() => {
    const timer = setTimeout(() => setRested([first, last]), rest);
    return () => clearTimeout(timer);
  }, [first, last]);
  return rested;
};

/** Chips that fit beside each other on a phone. */
const chips = 2;

const Row = ({
  work,
  opened,
  onOpen,
}: {
  readonly work: ListedWork | undefined;
  readonly opened: ListedWork | undefined;
  readonly onOpen: (work: ListedWork) => void;
}) => {
  const said = useWords(words);
  const language = useLanguage();
  if (work === undefined) return <span className={styles.waiting} aria-hidden />;
  const { sha256, mime, decision } = work;
  const why = [...new Set(decision.reasons.map(({ code }) => code))];
  return (
    <Button className={styles.open!} aria-pressed={opened?.sha256 === sha256} onPress={() => onOpen(work)}>
      <span className={styles.name}>
        <code>{shorten(sha256, 6)}</code>
        {mime !== undefined && <span className="quiet small">{mime}</span>}
      </span>
      <span className={styles.chips}>
        {why.slice(0, chips).map((code) => (
          <code key={code} className={styles.chip}>
            {code}
          </code>
        ))}
        {why.length > chips && <span className="small">{said.more(why.length - chips)}</span>}
        {why.length === 0 && <span className="small">{said.agreed}</span>}
      </span>
      <span className="visually-hidden">{why.map((code) => describeCode(language, code)).join(' ')}</span>
    </Button>
  );
};
