import type { Purpose } from '@assent/schema';
import { Button } from 'react-aria-components';
import { applied, countAfter, describeWhatIf } from './what-if-words.ts';
import { useChoices } from './use-choices.ts';
import type { Surveyed } from './use-survey.ts';
import styles from './WhatIfList.module.css';

/** Rows that are shown: those that change most, both ways. */
const shown = 8;

/** What one thing said otherwise would gain or lose, and a way to say it so. */
export const WhatIfList = ({ purpose, surveyed }: { readonly purpose: Purpose; readonly surveyed: Surveyed }) => {
  const [, choose] = useChoices();
  const { whatIf, survey } = surveyed;
  const gains = whatIf.filter(({ more }) => more > 0).slice(0, shown);
  const losses = whatIf
    .filter(({ more }) => more < 0)
    .toSorted((a, b) => a.more - b.more)
    .slice(0, shown);
  const rows = [...gains, ...losses];
  return (
    <div className={styles.whatIf}>
      <h3>What one change would do</h3>
      {rows.length === 0 ? (
        <p className="quiet">No single change would gain or lose a work.</p>
      ) : (
        <ul className={styles.list}>
          {rows.map((row) => (
            <li key={`${row.change} ${row.axis} ${row.value}`}>
              <span>{describeWhatIf(row)}</span>
              <Button
                className={styles.take!}
                aria-label={`Say it so: ${countAfter(survey.eligible, row)}. ${describeWhatIf(row)}`}
                onPress={() => choose(applied(purpose, row))}
              >
                Say it so: {countAfter(survey.eligible, row)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
