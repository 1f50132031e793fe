import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Check } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import type { EntryDetail } from '../answers.ts';
import { Answer } from '../elements/Answer.tsx';
import { Foreign } from '../elements/Foreign.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import form from '../keys/Form.module.css';
import type { OwnKey } from '../keys/store.ts';
import { recallWork } from '../publish/known-works.ts';
import { Thumbnail } from '../publish/Thumbnail.tsx';
import { countOf, shorten } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { type ListedWork, readListed } from './listed-works.ts';
import styles from './Mine.module.css';
import { Withdrawing } from './Withdrawing.tsx';

const words = inBoth({
  en: {
    all: 'Choose all',
    withdraw: (works: number) => `Withdraw ${countOf(works, 'work')}…`,
    withdrawn: (works: number) => `${countOf(works, 'work')} withdrawn, and the proof holds.`,
    kept: 'Nothing was changed.',
    label: 'Works of this permission',
    list: 'Works',
    past: 'Not in force',
  },
  es: {
    all: 'Elegir todas',
    withdraw: (works) => `Retirar ${countOf(works, 'obra')}…`,
    withdrawn: (works) => `${countOf(works, 'obra retirada', 'obras retiradas')}, y la prueba es válida.`,
    kept: 'No se ha cambiado nada.',
    label: 'Obras de este permiso',
    list: 'Obras',
    past: 'Sin vigor',
  },
});

/** The works of one permission: choose some or all of them to withdraw. */
export const WorksOf = ({ entry, ownKey }: { readonly entry: EntryDetail; readonly ownKey: OwnKey }) => {
  const said = useWords(words);
  const query = useQuery({ queryKey: ['listed', entry.index], queryFn: () => readListed(entry.index) });
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [isAsking, setAsking] = useState(false);
  const [news, setNews] = useState('');
  const place = useRef<HTMLDivElement>(null);
  /** What was pressed goes away with what it did: the reading place goes to the works. */
  const settle = (what: string, withdrawn: boolean) => {
    setNews(what);
    setAsking(false);
    if (withdrawn) setChosen(new Set());
    place.current?.focus({ preventScroll: true });
  };
  const toggle = (leaf: number, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(leaf);
    else next.delete(leaf);
    setChosen(next);
  };
  return (
    <Answer query={query} skeleton={<Skeleton lines={3} height={48} />}>
      {(works) => {
        const live = works.filter((work) => work.live);
        const wanted = live.filter(({ leaf }) => chosen.has(leaf));
        return (
          <div className={styles.works} ref={place} tabIndex={-1}>
            <output>{news}</output>
            <Rows works={works} chosen={chosen} onToggle={toggle} />
            {live.length > 0 && !isAsking && (
              <div className={form.actions}>
                <Button className="button" onPress={() => setChosen(new Set(live.map(({ leaf }) => leaf)))}>
                  {said.all}
                </Button>
                <Button className="button" isDisabled={wanted.length === 0} onPress={() => setAsking(true)}>
                  {said.withdraw(wanted.length)}
                </Button>
              </div>
            )}
            {isAsking && (
              <Withdrawing
                of={[{ entry, wanted, live: live.length }]}
                ownKey={ownKey}
                onDone={() => settle(said.withdrawn(wanted.length), true)}
                onCancel={() => settle(said.kept, false)}
              />
            )}
          </div>
        );
      }}
    </Answer>
  );
};

interface RowsProps {
  readonly works: readonly ListedWork[];
  readonly chosen: ReadonlySet<number>;
  readonly onToggle: (leaf: number, isChosen: boolean) => void;
}

/** Of ten thousand only those in sight are drawn. */
const Rows = ({ works, chosen, onToggle }: RowsProps) => {
  const said = useWords(words);
  const scroller = useRef<HTMLElement>(null);
  // What it returns is used in this component alone, so nothing else can hold a stale answer.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: works.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 72,
    overscan: 6,
  });
  return (
    // WCAG 2.1.1: what scrolls has to take the focus, or a keyboard cannot move it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label={said.label}>
      <ul className={styles.rows} aria-label={said.list} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const work = works[index]!;
          return (
            <li
              key={key}
              aria-setsize={works.length}
              aria-posinset={index + 1}
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Row work={work} isChosen={chosen.has(work.leaf)} onToggle={onToggle} />
            </li>
          );
        })}
      </ul>
    </section>
  );
};

interface RowProps {
  readonly work: ListedWork;
  readonly isChosen: boolean;
  readonly onToggle: RowsProps['onToggle'];
}

const Row = ({ work: { leaf, sha256, live }, isChosen, onToggle }: RowProps) => {
  const said = useWords(words);
  const known = useQuery({
    queryKey: ['known-work', sha256],
    queryFn: async () => (await recallWork(sha256)) ?? null,
    staleTime: Infinity,
  });
  const name = <Foreign>{known.data?.name ?? shorten(sha256)}</Foreign>;
  if (!live) {
    return (
      <span className={styles.past}>
        <Thumbnail of={known.data?.thumbnail} />
        <span>{name}</span>
        <span className="quiet small">{said.past}</span>
      </span>
    );
  }
  return (
    <Checkbox className={styles.pick!} isSelected={isChosen} onChange={(selected) => onToggle(leaf, selected)}>
      <span className={`${form.mark} ${styles.tick}`} aria-hidden>
        {isChosen && <Check size={16} />}
      </span>
      <Thumbnail of={known.data?.thumbnail} />
      <span>{name}</span>
    </Checkbox>
  );
};
