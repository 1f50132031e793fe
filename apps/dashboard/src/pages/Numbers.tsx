import type { Overview } from '../answers.ts';
import { useEffect, useRef, useState } from 'react';
import { countOf, writeNumber } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Numbers.module.css';

const numbers = ['size', 'works', 'signers', 'datasets'] as const;

const words = inBoth({
  en: {
    size: 'Entries in the log',
    works: 'Works',
    signers: 'Signers',
    datasets: 'Datasets',
    news: 'News',
    grown: (by: number, size: number) =>
      `${countOf(by, 'new entry', 'new entries')}. The log now holds ${writeNumber(size)}.`,
  },
  es: {
    size: 'Entradas en el registro',
    works: 'Obras',
    signers: 'Firmantes',
    datasets: 'Conjuntos de datos',
    news: 'Novedades',
    grown: (by, size) =>
      `${countOf(by, 'entrada nueva', 'entradas nuevas')}. El registro contiene ahora ${writeNumber(size)}.`,
  },
});

/** Says that the log grew, to those who do not see the number change. */
const useGrowthNews = (size: number): string => {
  const { grown: say } = useWords(words);
  const last = useRef(size);
  const [news, setNews] = useState('');
  useEffect(() => {
    const grown = size - last.current;
    last.current = size;
    if (grown > 0) setNews(say(grown, size));
  }, [size, say]);
  return news;
};

/** How much the registry holds. Digits are of one width, and each number has its column: a change moves nothing. */
export const Numbers = ({ overview }: { readonly overview: Overview }) => {
  const said = useWords(words);
  return (
    <>
      <dl className={styles.numbers}>
        {numbers.map((member) => (
          <div key={member}>
            <dt>{said[member]}</dt>
            <dd>{writeNumber(overview[member])}</dd>
          </div>
        ))}
      </dl>
      <output className="visually-hidden" aria-label={said.news}>
        {useGrowthNews(overview.size)}
      </output>
    </>
  );
};
