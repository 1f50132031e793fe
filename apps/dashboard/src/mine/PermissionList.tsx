import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleMinus } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { EntryDetail, EntrySummary } from '../answers.ts';
import { api } from '../api.ts';
import { Moment } from '../elements/Moment.tsx';
import { Section } from '../elements/Section.tsx';
import type { OwnKey } from '../keys/store.ts';
import { titleOf } from '../words/statement-words.ts';
import styles from './Mine.module.css';
import { describeStanding, endOf, type Standing, standingOf, standingTitles } from './standing.ts';
import { WorksOf } from './WorksOf.tsx';

interface Props {
  readonly entries: readonly EntrySummary[];
  readonly ownKey: OwnKey;
}

const byEnd = (a: EntryDetail, b: EntryDetail): number =>
  (endOf(a) ?? Infinity) - (endOf(b) ?? Infinity) || b.index - a.index;

/** Permissions by how they stand, those that end first before the others. */
export const PermissionList = ({ entries, ownKey }: Props) => {
  const details = useQueries({
    queries: entries.map(({ index }) => api.statements.read.queryOptions({ index })),
    combine: (all) => all.flatMap(({ data }) => data ?? []),
  });
  const [now] = useState(() => Date.now() / 1000);
  return (Object.keys(standingTitles) as Standing[]).map((standing) => {
    const of = details.filter((entry) => standingOf(entry, now) === standing).toSorted(byEnd);
    return of.length === 0 ? null : (
      <Section key={standing} title={standingTitles[standing]}>
        <ul className={styles.permissions} aria-label={standingTitles[standing]}>
          {of.map((entry) => (
            <Permission key={entry.index} entry={entry} ownKey={ownKey} now={now} />
          ))}
        </ul>
      </Section>
    );
  });
};

const Permission = ({
  entry,
  ownKey,
  now,
}: {
  readonly entry: EntryDetail;
  readonly ownKey: OwnKey;
  readonly now: number;
}) => {
  const [isOpen, setOpen] = useState(false);
  const holds = standingOf(entry, now) === 'holds';
  return (
    <li>
      <div className={styles.head}>
        <h3>
          <Link to="/log/$index" params={{ index: String(entry.index) }}>
            {titleOf(entry)}
          </Link>
        </h3>
        <span className="quiet small">
          Recorded <Moment at={entry.loggedAt} />
        </span>
      </div>
      <p className={styles.standing} data-holds={holds}>
        {holds ? <CircleCheck size={18} aria-hidden /> : <CircleMinus size={18} aria-hidden />}
        {describeStanding(entry, now)}
      </p>
      <div>
        <Button className="button" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide the works' : holds ? 'Show the works, or withdraw' : 'Show the works'}
        </Button>
      </div>
      {isOpen && <WorksOf entry={entry} ownKey={ownKey} />}
    </li>
  );
};
