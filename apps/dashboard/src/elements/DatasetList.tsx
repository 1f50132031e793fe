import type { DatasetSummary } from '../answers.ts';
import { describePurpose } from '@assent/consent';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleMinus } from 'lucide-react';
import { countOf, writeNumber } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import styles from './DatasetList.module.css';
import { Foreign } from './Foreign.tsx';
import { Moment } from './Moment.tsx';
import { SourceShare, sumStrata } from './SourceShare.tsx';

const words = inBoth({
  en: {
    holds: 'Everything in it is still allowed.',
    fails: (withdrawn: number, items: number) =>
      `${writeNumber(withdrawn)} of its ${countOf(items, 'item')} ${withdrawn === 1 ? 'is' : 'are'} no longer allowed.`,
    datasets: 'Datasets',
    released: 'Released',
  },
  es: {
    holds: 'Todo lo que contiene sigue permitido.',
    fails: (withdrawn, items) =>
      `${writeNumber(withdrawn)} de ${items === 1 ? 'su elemento' : `sus ${countOf(items, 'elemento')}`} ${withdrawn === 1 ? 'ya no está permitido' : 'ya no están permitidos'}.`,
    datasets: 'Conjuntos de datos',
    released: 'Publicado el',
  },
});

/** Whether what a dataset was made of still holds: first a word, then the number. */
export const Standing = ({ withdrawn, items }: { readonly withdrawn: number; readonly items: number }) => {
  const { holds, fails } = useWords(words);
  return (
    <p className={styles.standing} data-standing={withdrawn === 0 ? 'holds' : 'fails'}>
      {withdrawn === 0 ? <CircleCheck size={20} aria-hidden /> : <CircleMinus size={20} aria-hidden />}
      <span>{withdrawn === 0 ? holds : fails(withdrawn, items)}</span>
    </p>
  );
};

interface Props {
  readonly datasets: readonly DatasetSummary[];
  /** The heading of each: one below what the list stands under. */
  readonly level: 'h2' | 'h3';
}

/** Released datasets: what for, whether they still hold, and where their items come from. */
export const DatasetList = ({ datasets, level: Heading }: Props) => {
  const said = useWords(words);
  const language = useLanguage();
  return (
    <ul className={styles.datasets} aria-label={said.datasets}>
      {datasets.map(({ release, manifest, loggedAt, withdrawn }) => (
        <li key={release}>
          <div>
            <Heading className={styles.title}>
              <Link to="/datasets/$release" params={{ release: String(release) }}>
                <Foreign>{manifest.title}</Foreign>
              </Link>{' '}
              <span className="quiet">{manifest.version}</span>
            </Heading>
            <p className="quiet small">
              {said.released} <Moment at={loggedAt} />
            </p>
          </div>
          <Standing withdrawn={withdrawn.length} items={manifest.counts.total} />
          <p>{describePurpose(language, manifest.purpose)[0]}</p>
          <SourceShare counts={sumStrata(manifest.counts.strata)} />
        </li>
      ))}
    </ul>
  );
};
