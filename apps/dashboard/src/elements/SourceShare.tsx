import type { StratumCounts } from '@assent/schema';
import { writeNumber, writeShare } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './SourceShare.module.css';

type Counts = Pick<StratumCounts, 'consented' | 'shortfall' | 'synthetic'>;

const parts = ['consented', 'synthetic', 'shortfall'] as const;

const words = inBoth({
  en: { consented: 'Consented', synthetic: 'Synthetic', shortfall: 'Missing' },
  es: { consented: 'Con permiso', synthetic: 'Sintéticos', shortfall: 'Faltan' },
});

const sumOf = (counts: Counts): number => counts.consented + counts.synthetic + counts.shortfall;

/** The bar alone. Each part has a pattern of its own, so that it reads without colour. */
export const SourceBar = ({ counts }: { readonly counts: Counts }) => (
  <div className={styles.bar} aria-hidden>
    {parts.map((part) =>
      counts[part] === 0 ? null : <span key={part} data-part={part} style={{ flexGrow: counts[part] }} />,
    )}
  </div>
);

/** Where the items of a dataset come from: consented, synthetic, missing, always together and always with numbers. */
export const SourceShare = ({ counts }: { readonly counts: Counts }) => {
  const said = useWords(words);
  return (
    <div className={styles.share}>
      <SourceBar counts={counts} />
      <dl className={styles.legend}>
        {parts.map((part) => (
          <div key={part}>
            <dt>
              <span className={styles.swatch} data-part={part} aria-hidden />
              {said[part]}
            </dt>
            <dd>
              {writeNumber(counts[part])} <span>{writeShare(counts[part], sumOf(counts))}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
};

/** The counts of a whole dataset: the sum over its strata. */
export const sumStrata = (strata: readonly Counts[]): Counts => ({
  consented: strata.reduce((sum, { consented }) => sum + consented, 0),
  synthetic: strata.reduce((sum, { synthetic }) => sum + synthetic, 0),
  shortfall: strata.reduce((sum, { shortfall }) => sum + shortfall, 0),
});
