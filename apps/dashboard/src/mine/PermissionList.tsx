import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleMinus } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { EntryDetail, EntrySummary } from '../answers.ts';
import { api } from '../api.ts';
import { Moment } from '../elements/Moment.tsx';
import { Section } from '../elements/Section.tsx';
import type { OwnKey } from '../keys/store.ts';
import { Tick } from '../keys/Tick.tsx';
import { inBoth, useWords } from '../words/language.ts';
import { titleOf } from '../words/statement-words.ts';
import { Changing } from './Changing.tsx';
import { ManyChosen } from './ManyChosen.tsx';
import styles from './Mine.module.css';
import { describeStanding, endOf, type Standing, standingOf, standings, standingTitles } from './standing.ts';
import { UsedBy } from './UsedBy.tsx';
import { WorksOf } from './WorksOf.tsx';

const words = inBoth({
  en: {
    recorded: 'Recorded',
    hide: 'Hide the works',
    showOrWithdraw: 'Show the works, or withdraw',
    show: 'Show the works',
    change: 'Change or renew…',
    uses: 'Who uses them?',
    choose: (title: string) => `Choose ${title}`,
    changed: 'Replaced, and the proof holds.',
    kept: 'Nothing was changed.',
  },
  es: {
    recorded: 'Registrado el',
    hide: 'Ocultar las obras',
    showOrWithdraw: 'Ver las obras, o retirar',
    show: 'Ver las obras',
    change: 'Cambiar o renovar…',
    uses: '¿Quién las usa?',
    choose: (title) => `Elegir ${title}`,
    changed: 'Sustituido, y la prueba es válida.',
    kept: 'No se ha cambiado nada.',
  },
});

interface Props {
  readonly entries: readonly EntrySummary[];
  readonly ownKey: OwnKey;
}

const byEnd = (a: EntryDetail, b: EntryDetail): number =>
  (endOf(a) ?? Infinity) - (endOf(b) ?? Infinity) || b.index - a.index;

/** Permissions by how they stand, those that end first before the others; several at once, or one by one. */
export const PermissionList = ({ entries, ownKey }: Props) => {
  const titles = useWords(standingTitles);
  const details = useQueries({
    queries: entries.map(({ index }) => api.statements.read.queryOptions({ index })),
    combine: (all) => all.flatMap(({ data }) => data ?? []),
  });
  const [now] = useState(() => Date.now() / 1000);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const changeable = details.filter((entry) => standingOf(entry, now) !== 'ended').toSorted(byEnd);
  const wanted = changeable.filter(({ index }) => chosen.has(index));
  const toggle = (index: number, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(index);
    else next.delete(index);
    setChosen(next);
  };
  return (
    <>
      {changeable.length > 1 && (
        <ManyChosen
          all={changeable}
          wanted={wanted}
          ownKey={ownKey}
          onChoose={(next) => setChosen(new Set(next.map(({ index }) => index)))}
        />
      )}
      {standings.map((standing) => {
        const of = details.filter((entry) => standingOf(entry, now) === standing).toSorted(byEnd);
        return of.length === 0 ? null : (
          <Section key={standing} title={titles[standing]}>
            <ul className={styles.permissions} aria-label={titles[standing]}>
              {of.map((entry) => (
                <Permission
                  key={entry.index}
                  entry={entry}
                  ownKey={ownKey}
                  now={now}
                  isChosen={chosen.has(entry.index)}
                  onChoose={
                    changeable.length > 1 && standing !== 'ended'
                      ? (isChosen) => toggle(entry.index, isChosen)
                      : undefined
                  }
                />
              ))}
            </ul>
          </Section>
        );
      })}
    </>
  );
};

interface PermissionProps {
  readonly entry: EntryDetail;
  readonly ownKey: OwnKey;
  readonly now: number;
  readonly isChosen: boolean;
  readonly onChoose: ((isChosen: boolean) => void) | undefined;
}

/** What is open below a permission: one thing at a time. */
type Open = 'changing' | 'none' | 'uses' | 'works';

const icons: Readonly<Record<Standing, typeof CircleCheck>> = {
  holds: CircleCheck,
  later: CircleMinus,
  lapsed: CircleMinus,
  ended: CircleMinus,
};

const Permission = ({ entry, ownKey, now, isChosen, onChoose }: PermissionProps) => {
  const said = useWords(words);
  const [open, setOpen] = useState<Open>('none');
  const [news, setNews] = useState('');
  const place = useRef<HTMLLIElement>(null);
  const standing = standingOf(entry, now);
  const Icon = icons[standing];
  const holds = standing === 'holds';
  const turn = (to: Open) => setOpen(open === to ? 'none' : to);
  /** What was pressed goes away with what it did: the reading place goes to the permission. */
  const settle = (what: string) => {
    setNews(what);
    setOpen('none');
    place.current?.focus({ preventScroll: true });
  };
  return (
    <li ref={place} tabIndex={-1}>
      <div className={styles.head}>
        <h3>
          <Link to="/log/$index" params={{ index: String(entry.index) }}>
            {titleOf(entry)}
          </Link>
        </h3>
        <span className="quiet small">
          {said.recorded} <Moment at={entry.loggedAt} />
        </span>
      </div>
      <p className={styles.standing} data-holds={holds}>
        <Icon size={18} aria-hidden />
        {describeStanding(entry, now)}
      </p>
      <div className={styles.many}>
        {onChoose !== undefined && (
          <Tick isSelected={isChosen} onChange={onChoose}>
            <span className="visually-hidden">{said.choose(`${titleOf(entry)}, ${entry.index}`)}</span>
          </Tick>
        )}
        <Button className="button" aria-expanded={open === 'works'} onPress={() => turn('works')}>
          {open === 'works' ? said.hide : holds ? said.showOrWithdraw : said.show}
        </Button>
        {standing !== 'ended' && (
          <>
            <Button className="button" aria-expanded={open === 'changing'} onPress={() => turn('changing')}>
              {said.change}
            </Button>
            <Button className="button" aria-expanded={open === 'uses'} onPress={() => turn('uses')}>
              {said.uses}
            </Button>
          </>
        )}
      </div>
      <output>{news}</output>
      {open === 'works' && <WorksOf entry={entry} ownKey={ownKey} />}
      {open === 'uses' && <UsedBy entry={entry} />}
      {open === 'changing' && (
        <Changing
          entries={[entry]}
          ownKey={ownKey}
          onDone={() => settle(said.changed)}
          onCancel={() => settle(said.kept)}
        />
      )}
    </li>
  );
};
