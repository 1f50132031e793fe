import { describeCode, describeShortfall } from '@assent/consent';
import { canonicalize, type Specification, type Trust } from '@assent/schema';
import { Button } from 'react-aria-components';
import { Notice } from '../elements/Notice.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { SourceShare, sumStrata } from '../elements/SourceShare.tsx';
import { describeFailure } from '../failure.ts';
import { StrataTable } from '../pages/StrataTable.tsx';
import { countOf, writeNumber } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import type { Specified } from './specification-choices.ts';
import styles from './Strata.module.css';
import { type Assembled, type usePreview } from './use-preview.ts';

const words = inBoth({
  en: {
    still: 'Still to say',
    choosing: 'Choosing works…',
    see: 'See what would be chosen',
    changed: 'You have changed something since',
    changedWhy: 'These figures are for what you said before. Look again for what you say now.',
    taken: (works: number, entry: number) =>
      `${countOf(works, 'work')} would be taken, as of entry ${writeNumber(entry)}.`,
    cap_reached: (works: number) => `${countOf(works, 'work')} left, because the limit for one person was reached.`,
    no_stratum: (works: number) => `${countOf(works, 'work')} left, because no part takes them.`,
    quota_full: (works: number) => `${countOf(works, 'work')} left, because the parts that take them are full.`,
    out: (works: number, why: string) => `${countOf(works, 'work')} out: ${why}`,
    nothing: 'Nothing would be in it',
    nothingWhy: 'No work qualifies for a part, and nothing is to be filled. An empty dataset is not released.',
  },
  es: {
    still: 'Por decir',
    choosing: 'Eligiendo obras…',
    see: 'Ver qué se elegiría',
    changed: 'Has cambiado algo desde entonces',
    changedWhy: 'Estas cifras son de lo que dijiste antes. Vuelve a mirar para lo que dices ahora.',
    taken: (works, entry) => `Se tomarían ${countOf(works, 'obra')}, a fecha de la entrada ${writeNumber(entry)}.`,
    cap_reached: (works) => `Se quedan ${countOf(works, 'obra')}, porque se llegó al límite por persona.`,
    no_stratum: (works) => `Se quedan ${countOf(works, 'obra')}, porque ninguna parte las toma.`,
    quota_full: (works) => `Se quedan ${countOf(works, 'obra')}, porque las partes que las toman están llenas.`,
    out: (works, why) => `${countOf(works, 'obra')} fuera: ${why}`,
    nothing: 'No habría nada en él',
    nothingWhy: 'Ninguna obra cumple para una parte y no hay nada que completar. Un conjunto vacío no se publica.',
  },
});

interface Props {
  readonly specified: Specified;
  readonly trust: Trust;
  readonly preview: ReturnType<typeof usePreview>;
}

/** What would be taken, what would be filled, what would be missing. Nothing is released by it. */
export const Preview = ({ specified, trust, preview }: Props) => {
  const said = useWords(words);
  if (!specified.whole) {
    return (
      <Notice tone="quiet" title={said.still}>
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
          {preview.isPending ? said.choosing : said.see}
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
  const said = useWords(words);
  const language = useLanguage();
  // What may be filled is what `assent assemble` makes; it is synthetic, and counted as such.
  const strata = assembly.strata.map(({ fillable, ...counts }) => ({
    ...counts,
    synthetic: fillable,
    shortfall: counts.quota - counts.consented - fillable,
  }));
  return (
    <>
      {isOther && (
        <Notice tone="quiet" title={said.changed}>
          {said.changedWhy}
        </Notice>
      )}
      <output>{said.taken(assembly.chosen.length, state.index)}</output>
      <SourceShare counts={sumStrata(strata)} />
      <StrataTable strata={strata} />
      <ul>
        {strata
          .filter(({ shortfall, synthetic }) => shortfall > 0 || synthetic > 0)
          .map((counts) => (
            <li key={counts.name}>{describeShortfall(language, counts)}</li>
          ))}
        {assembly.left.map(({ because, count }) => (
          <li key={because}>{said[because](count)}</li>
        ))}
        {assembly.waterfall.map(({ code, works }) => (
          <li key={code} className="quiet">
            {said.out(works, describeCode(language, code))}
          </li>
        ))}
      </ul>
      {!isOther && assembly.chosen.length === 0 && specification.strata.every(({ fill }) => fill === null) && (
        <Notice tone="fails" title={said.nothing}>
          {said.nothingWhy}
        </Notice>
      )}
    </>
  );
};
