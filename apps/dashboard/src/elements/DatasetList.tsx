import type { DatasetSummary } from '../answers.ts';
import { describePurpose } from '@assent/consent';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleMinus } from 'lucide-react';
import { countOf, writeNumber } from '../words/figures.ts';
import { language } from '../words/language.ts';
import styles from './DatasetList.module.css';
import { Foreign } from './Foreign.tsx';
import { Moment } from './Moment.tsx';
import { SourceShare, sumStrata } from './SourceShare.tsx';

/** Whether what a dataset was made of still holds: first a word, then the number. */
export const Standing = ({ withdrawn, items }: { readonly withdrawn: number; readonly items: number }) => (
  <p className={styles.standing} data-standing={withdrawn === 0 ? 'holds' : 'fails'}>
    {withdrawn === 0 ? <CircleCheck size={20} aria-hidden /> : <CircleMinus size={20} aria-hidden />}
    <span>
      {withdrawn === 0
        ? 'Everything in it is still allowed.'
        : `${writeNumber(withdrawn)} of its ${countOf(items, 'item')} ${withdrawn === 1 ? 'is' : 'are'} no longer allowed.`}
    </span>
  </p>
);

interface Props {
  readonly datasets: readonly DatasetSummary[];
  /** The heading of each: one below what the list stands under. */
  readonly level: 'h2' | 'h3';
}

/** Released datasets: what for, whether they still hold, and where their items come from. */
export const DatasetList = ({ datasets, level: Heading }: Props) => (
  <ul className={styles.datasets} aria-label="Datasets">
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
            Released <Moment at={loggedAt} />
          </p>
        </div>
        <Standing withdrawn={withdrawn.length} items={manifest.counts.total} />
        <p>{describePurpose(language, manifest.purpose)[0]}</p>
        <SourceShare counts={sumStrata(manifest.counts.strata)} />
      </li>
    ))}
  </ul>
);
