import { describeShortfall } from '@assent/consent';
import { canonicalize, codes, type Specification, type Trust } from '@assent/schema';
import { Button } from 'react-aria-components';
import { Notice } from '../elements/Notice.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { SourceShare, sumStrata } from '../elements/SourceShare.tsx';
import { describeFailure } from '../failure.ts';
import { StrataTable } from '../pages/StrataTable.tsx';
import { countOf, writeNumber } from '../words/figures.ts';
import { currentLanguage } from '../words/language.ts';
import type { Specified } from './specification-choices.ts';
import styles from './Strata.module.css';
import { type Assembled, type usePreview } from './use-preview.ts';

const leftWords = {
  cap_reached: 'left, because the limit for one person was reached',
  no_stratum: 'left, because no part takes them',
  quota_full: 'left, because the parts that take them are full',
} as const satisfies Record<Assembled['assembly']['left'][number]['because'], string>;

interface Props {
  readonly specified: Specified;
  readonly trust: Trust;
  readonly preview: ReturnType<typeof usePreview>;
}

/** What would be taken, what would be filled, what would be missing. Nothing is released by it. */
export const Preview = ({ specified, trust, preview }: Props) => {
  if (!specified.whole) {
    return (
      <Notice tone="quiet" title="Still to say">
        <ul>
          {specified.missing.map((what) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
      </Notice>
    );
  }
  const { specification } = specified;
  return (
    <div className={styles.strata}>
      <div>
        <Button
          className="button primary"
          isDisabled={preview.isPending}
          onPress={() => preview.mutate({ specification, trust })}
        >
          {preview.isPending ? 'Choosing works…' : 'See what would be chosen'}
        </Button>
      </div>
      {preview.isPending && <Skeleton lines={6} height={32} />}
      {preview.error !== null && (
        <Notice
          tone="fails"
          title={describeFailure(preview.error).title}
          onRetry={() => preview.mutate({ specification, trust })}
        >
          {describeFailure(preview.error).sentence}
        </Notice>
      )}
      {preview.data !== undefined && (
        <Previewed
          answer={preview.data.answer}
          isOther={preview.data.of !== canonicalize(specification)}
          specification={specification}
        />
      )}
    </div>
  );
};

const Previewed = ({
  answer: { assembly, state },
  isOther,
  specification,
}: {
  readonly answer: Assembled;
  readonly isOther: boolean;
  readonly specification: Specification;
}) => {
  // What may be filled is what `assent assemble` makes; it is synthetic, and counted as such.
  const strata = assembly.strata.map(({ fillable, ...counts }) => ({
    ...counts,
    synthetic: fillable,
    shortfall: counts.quota - counts.consented - fillable,
  }));
  return (
    <>
      {isOther && (
        <Notice tone="quiet" title="You have changed something since">
          These figures are for what you said before. Look again for what you say now.
        </Notice>
      )}
      <output>
        {countOf(assembly.chosen.length, 'work')} would be taken, as of entry {writeNumber(state.index)}.
      </output>
      <SourceShare counts={sumStrata(strata)} />
      <StrataTable strata={strata} />
      <ul>
        {strata
          .filter(({ shortfall, synthetic }) => shortfall > 0 || synthetic > 0)
          .map((counts) => (
            <li key={counts.name}>{describeShortfall(currentLanguage(), counts)}</li>
          ))}
        {assembly.left.map(({ because, count }) => (
          <li key={because}>
            {countOf(count, 'work')} {leftWords[because]}.
          </li>
        ))}
        {assembly.waterfall.map(({ code, works }) => (
          <li key={code} className="quiet">
            {countOf(works, 'work')} out: {codes[code].sentence}
          </li>
        ))}
      </ul>
      {!isOther && assembly.chosen.length === 0 && specification.strata.every(({ fill }) => fill === null) && (
        <Notice tone="fails" title="Nothing would be in it">
          No work qualifies for a part, and nothing is to be filled. `assent assemble` refuses to release an empty
          dataset.
        </Notice>
      )}
    </>
  );
};
