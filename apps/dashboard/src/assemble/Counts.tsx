import { describePurpose } from '@assent/consent';
import { Notice } from '../elements/Notice.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { countOf, writeNumber } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import { describeFailure } from '../failure.ts';
import styles from './Counts.module.css';
import type { Chosen } from './purpose-choices.ts';
import type { SurveyQuery } from './use-survey.ts';

const words = inBoth({
  en: {
    inWords: 'What you ask for, in words',
    still: 'Still to choose',
    nothingYet:
      'Nothing is chosen for you: works are counted as soon as all of it is said. Nothing is asked of anybody yet.',
    of: (works: number, eligible: number) => `of ${countOf(works, 'work')} ${eligible === 1 ? 'qualifies' : 'qualify'}`,
    things: (count: number) => `${countOf(count, 'thing')} still to choose`,
    counting: 'Counting…',
    count: 'Count',
  },
  es: {
    inWords: 'Lo que pides, en palabras',
    still: 'Por elegir',
    nothingYet:
      'No se elige nada por ti: las obras se cuentan en cuanto está dicho todo. Todavía no se pide nada a nadie.',
    of: (works, eligible) => `de ${countOf(works, 'obra')} ${eligible === 1 ? 'cumple' : 'cumplen'}`,
    things: (count) => `${count === 1 ? 'Queda 1 cosa' : `Quedan ${writeNumber(count)} cosas`} por elegir`,
    counting: 'Contando…',
    count: 'Recuento',
  },
});

interface Props {
  readonly chosen: Chosen;
  readonly query: SurveyQuery;
  /** Why there is no count, where it is not the count itself that failed. */
  readonly failure: unknown;
  readonly onRetry: () => void;
}

/** The purpose in words, and how many works qualify for it: beside the choices, so that each shows what it does. */
export const Counts = (props: Props) => {
  const { chosen } = props;
  const said = useWords(words);
  const language = useLanguage();
  return (
    <div className={styles.counts}>
      <Eligible {...props} />
      {chosen.whole ? (
        <div className={styles.words}>
          <h3>{said.inWords}</h3>
          {describePurpose(language, chosen.purpose).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : (
        <div className={styles.words}>
          <h3>{said.still}</h3>
          <ul className={styles.missing}>
            {chosen.missing.map((what) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
          <p className="quiet small">{said.nothingYet}</p>
        </div>
      )}
    </div>
  );
};

const Eligible = ({ chosen, query, failure, onRetry }: Props) => {
  const said = useWords(words);
  if (!chosen.whole) return null;
  if (query.data === undefined && failure !== null) {
    const { title, sentence } = describeFailure(failure);
    return (
      <Notice tone="fails" title={title} onRetry={onRetry}>
        {sentence}
      </Notice>
    );
  }
  if (query.data === undefined) return <Skeleton lines={2} height={40} />;
  const { works, eligible } = query.data.survey;
  return (
    <div className={styles.eligible} data-waiting={query.isPlaceholderData || undefined}>
      <p className={styles.figure} aria-hidden>
        {writeNumber(eligible)}
      </p>
      <p aria-hidden>{said.of(works, eligible)}</p>
    </div>
  );
};

/** The count where there is no room beside the choices: it stays at the foot of the window while somebody chooses. */
export const CountsAtFoot = ({ chosen, query }: { readonly chosen: Chosen; readonly query: SurveyQuery }) => {
  const said = useWords(words);
  return (
    <p className={styles.foot} aria-hidden>
      {!chosen.whole
        ? said.things(chosen.missing.length)
        : query.data === undefined
          ? said.counting
          : sumOf(query.data.survey, said)}
    </p>
  );
};

const sumOf = (
  { works, eligible }: { readonly works: number; readonly eligible: number },
  said: (typeof words)['en'],
): string => `${writeNumber(eligible)} ${said.of(works, eligible)}`;

/** Says each new count to those who do not see it. */
export const CountsAloud = ({ chosen, query }: { readonly chosen: Chosen; readonly query: SurveyQuery }) => {
  const said = useWords(words);
  return (
    <output className="visually-hidden" aria-label={said.count}>
      {chosen.whole && query.data !== undefined && !query.isPlaceholderData && `${sumOf(query.data.survey, said)}.`}
    </output>
  );
};
