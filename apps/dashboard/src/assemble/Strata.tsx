import type { Stratum } from '@assent/schema';
import { Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Foreign } from '../elements/Foreign.tsx';
import { countOf, writeNumber } from '../words/figures.ts';
import { generatorLabel } from './generator-words.ts';
import { describeMatch, readMatch } from './match-choices.ts';
import { mostStrata, readStrata, writeStrata } from './specification-choices.ts';
import { StratumForm } from './StratumForm.tsx';
import styles from './Strata.module.css';
import { useChoices } from './use-choices.ts';

const describeFill = ({ fill }: Stratum): string =>
  fill === null
    ? 'What is missing is declared.'
    : `Filled with synthetic items, at most ${fill.maxSharePercent} %: ${generatorLabel(fill.generator)}.`;

/** The parts of the dataset. Each work goes to the first that takes it and has room. */
export const Strata = ({ eligible }: { readonly eligible: number }) => {
  const [search, choose] = useChoices();
  const [news, setNews] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const strata = readStrata(search);
  const write = (next: readonly Stratum[], said: string) => {
    choose({ parts: writeStrata(next) });
    setNews(said);
  };
  const remove = ({ name, title }: Stratum) => {
    write(
      strata.filter((other) => other.name !== name),
      `${title} is no longer a part.`,
    );
    // The button went away with its part.
    place.current?.focus({ preventScroll: true });
  };
  return (
    <div className={styles.strata} ref={place} tabIndex={-1}>
      <output className="visually-hidden">{news}</output>
      {strata.length > 0 && (
        <ol className={styles.list} aria-label="Parts">
          {strata.map((stratum) => (
            <li key={stratum.name}>
              <div>
                <p className={styles.title}>
                  <Foreign>{stratum.title}</Foreign>: {writeNumber(stratum.quota)}
                </p>
                <p className="quiet small">
                  <code>{stratum.name}</code> {describeMatch(stratum.match)}. {describeFill(stratum)}
                </p>
              </div>
              <Button className="button" aria-label={`Remove ${stratum.title}`} onPress={() => remove(stratum)}>
                <Trash2 size={16} aria-hidden />
                Remove
              </Button>
            </li>
          ))}
        </ol>
      )}
      {strata.length < mostStrata && (
        <StratumForm
          match={readMatch(search)}
          taken={strata.map(({ name }) => name)}
          eligible={`${countOf(eligible, 'work')} that qualify`}
          onAdd={(stratum) => write([...strata, stratum], `${stratum.title} is a part now.`)}
        />
      )}
    </div>
  );
};
