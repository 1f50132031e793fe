import { describePurpose } from '@assent/consent';
import { Notice } from '../elements/Notice.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { countOf, writeNumber } from '../words/figures.ts';
import { currentLanguage } from '../words/language.ts';
import { describeFailure } from '../failure.ts';
import styles from './Counts.module.css';
import type { Chosen } from './purpose-choices.ts';
import type { SurveyQuery } from './use-survey.ts';

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
  return (
    <div className={styles.counts}>
      <Eligible {...props} />
      {chosen.whole ? (
        <div className={styles.words}>
          <h3>What you ask for, in words</h3>
          {describePurpose(currentLanguage(), chosen.purpose).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : (
        <div className={styles.words}>
          <h3>Still to choose</h3>
          <ul className={styles.missing}>
            {chosen.missing.map((what) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
          <p className="quiet small">
            Nothing is chosen for you: works are counted as soon as all of it is said. Nothing is asked of anybody yet.
          </p>
        </div>
      )}
    </div>
  );
};

const qualifyOf = ({ works, eligible }: { readonly works: number; readonly eligible: number }): string =>
  `of ${countOf(works, 'work')} ${eligible === 1 ? 'qualifies' : 'qualify'}`;

const Eligible = ({ chosen, query, failure, onRetry }: Props) => {
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
      <p aria-hidden>{qualifyOf({ works, eligible })}</p>
    </div>
  );
};

/** The count where there is no room beside the choices: it stays at the foot of the window while somebody chooses. */
export const CountsAtFoot = ({ chosen, query }: { readonly chosen: Chosen; readonly query: SurveyQuery }) => (
  <p className={styles.foot} aria-hidden>
    {!chosen.whole
      ? `${countOf(chosen.missing.length, 'thing')} still to choose`
      : query.data === undefined
        ? 'Counting…'
        : `${writeNumber(query.data.survey.eligible)} ${qualifyOf(query.data.survey)}`}
  </p>
);

/** Says each new count to those who do not see it. */
export const CountsAloud = ({ chosen, query }: { readonly chosen: Chosen; readonly query: SurveyQuery }) => (
  <output className="visually-hidden" aria-label="Count">
    {chosen.whole &&
      query.data !== undefined &&
      !query.isPlaceholderData &&
      `${writeNumber(query.data.survey.eligible)} ${qualifyOf(query.data.survey)}.`}
  </output>
);
