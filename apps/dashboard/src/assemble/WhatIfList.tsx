import type { Purpose } from '@assent/schema';
import { Button } from 'react-aria-components';
import { applied, countAfter, describeWhatIf } from './what-if-words.ts';
import { inBoth, useWords } from '../words/language.ts';
import { useChoices } from './use-choices.ts';
import type { Surveyed } from './use-survey.ts';
import styles from './WhatIfList.module.css';

/** Rows that are shown: those that change most, both ways. */
const shown = 8;

const words = inBoth({
  en: {
    title: 'What one change would do',
    none: 'No single change would gain or lose a work.',
    take: (works: string) => `Say it so: ${works}`,
  },
  es: {
    title: 'Lo que haría un solo cambio',
    none: 'Ningún cambio suelto ganaría ni perdería una obra.',
    take: (works) => `Dilo así: ${works}`,
  },
});

/** What one thing said otherwise would gain or lose, and a way to say it so. */
export const WhatIfList = ({ purpose, surveyed }: { readonly purpose: Purpose; readonly surveyed: Surveyed }) => {
  const [, choose] = useChoices();
  const said = useWords(words);
  const { whatIf, survey } = surveyed;
  const gains = whatIf.filter(({ more }) => more > 0).slice(0, shown);
  const losses = whatIf
    .filter(({ more }) => more < 0)
    .toSorted((a, b) => a.more - b.more)
    .slice(0, shown);
  const rows = [...gains, ...losses];
  return (
    <div className={styles.whatIf}>
      <h3>{said.title}</h3>
      {rows.length === 0 ? (
        <p className="quiet">{said.none}</p>
      ) : (
        <ul className={styles.list}>
          {rows.map((row) => (
            <li key={`${row.change} ${row.axis} ${row.value}`}>
              <span>{describeWhatIf(row)}</span>
              <Button
                className={styles.take!}
                aria-label={`${said.take(countAfter(survey.eligible, row))}. ${describeWhatIf(row)}`}
                onPress={() => choose(applied(purpose, row))}
              >
                {said.take(countAfter(survey.eligible, row))}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
