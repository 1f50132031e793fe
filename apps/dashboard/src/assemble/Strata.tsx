import type { Stratum } from '@assent/schema';
import { Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Foreign } from '../elements/Foreign.tsx';
import { countOf, writeNumber } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { generatorLabel } from './generator-words.ts';
import { describeMatch, readMatch } from './match-choices.ts';
import { mostStrata, readStrata, writeStrata } from './specification-choices.ts';
import { StratumForm } from './StratumForm.tsx';
import styles from './Strata.module.css';
import { useChoices } from './use-choices.ts';

const words = inBoth({
  en: {
    declared: 'What is missing is declared.',
    filled: (most: number, by: string) => `Filled with synthetic items, at most ${most} %: ${by}.`,
    gone: (title: string) => `${title} is no longer a part.`,
    added: (title: string) => `${title} is a part now.`,
    parts: 'Parts',
    remove: 'Remove',
    removeOf: (title: string) => `Remove ${title}`,
    eligible: (count: number) => `${countOf(count, 'work')} that qualify`,
  },
  es: {
    declared: 'Lo que falta se declara.',
    filled: (most, by) => `Se completa con elementos sintéticos, como mucho el ${most} %: ${by}.`,
    gone: (title) => `${title} ya no es una parte.`,
    added: (title) => `${title} es ahora una parte.`,
    parts: 'Partes',
    remove: 'Quitar',
    removeOf: (title) => `Quitar ${title}`,
    eligible: (count) => `${countOf(count, 'obra')} que cumplen`,
  },
});

const describeFill = ({ fill }: Stratum, said: (typeof words)['en']): string =>
  fill === null ? said.declared : said.filled(fill.maxSharePercent, generatorLabel(fill.generator));

/** The parts of the dataset. Each work goes to the first that takes it and has room. */
export const Strata = ({ eligible }: { readonly eligible: number }) => {
  const [search, choose] = useChoices();
  const said = useWords(words);
  const [news, setNews] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const strata = readStrata(search);
  const write = (next: readonly Stratum[], told: string) => {
    choose({ parts: writeStrata(next) });
    setNews(told);
  };
  const remove = ({ name, title }: Stratum) => {
    write(
      strata.filter((other) => other.name !== name),
      said.gone(title),
    );
    // The button went away with its part.
    place.current?.focus({ preventScroll: true });
  };
  return (
    <div className={styles.strata} ref={place} tabIndex={-1}>
      <output className="visually-hidden">{news}</output>
      {strata.length > 0 && (
        <ol className={styles.list} aria-label={said.parts}>
          {strata.map((stratum) => (
            <li key={stratum.name}>
              <div>
                <p className={styles.title}>
                  <Foreign>{stratum.title}</Foreign>: {writeNumber(stratum.quota)}
                </p>
                <p className="quiet small">
                  <code>{stratum.name}</code> {describeMatch(stratum.match)}. {describeFill(stratum, said)}
                </p>
              </div>
              <Button className="button" aria-label={said.removeOf(stratum.title)} onPress={() => remove(stratum)}>
                <Trash2 size={16} aria-hidden />
                {said.remove}
              </Button>
            </li>
          ))}
        </ol>
      )}
      {strata.length < mostStrata && (
        <StratumForm
          match={readMatch(search)}
          taken={strata.map(({ name }) => name)}
          eligible={said.eligible(eligible)}
          onAdd={(stratum) => write([...strata, stratum], said.added(stratum.title))}
        />
      )}
    </div>
  );
};
