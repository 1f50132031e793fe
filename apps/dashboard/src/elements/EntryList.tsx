import type { EntrySummary } from '../answers.ts';
import { Link } from '@tanstack/react-router';
import { writeNumber } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { titleOf } from '../words/statement-words.ts';
import styles from './EntryList.module.css';
import { Identity } from './Identity.tsx';
import { Moment } from './Moment.tsx';

interface Props {
  readonly entries: readonly EntrySummary[];
  /** What the list holds, for those who do not see it. */
  readonly label: string;
}

const entryWord = inBoth({ en: 'Entry', es: 'Entrada' });

/** Entries of the log, one a line: number, what it is, who signed, when. */
export const EntryList = ({ entries, label }: Props) => {
  const word = useWords(entryWord);
  return (
    <ol className={styles.entries} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.index}>
          <span className={styles.index}>
            <span className="visually-hidden">{word} </span>
            {writeNumber(entry.index)}
          </span>
          <Link className={styles.title!} to="/log/$index" params={{ index: String(entry.index) }}>
            {titleOf(entry)}
          </Link>
          <span className={styles.signer}>
            <Identity of={entry.iss} />
          </span>
          <span className={styles.time}>
            <Moment at={entry.loggedAt} />
          </span>
        </li>
      ))}
    </ol>
  );
};
