import type { Overview } from '../answers.ts';
import { useEffect, useRef, useState } from 'react';
import { countOf, writeNumber } from '../words/figures.ts';
import styles from './Numbers.module.css';

const numbers = [
  ['size', 'Entries in the log'],
  ['works', 'Works'],
  ['signers', 'Signers'],
  ['datasets', 'Datasets'],
] as const;

/** Says that the log grew, to those who do not see the number change. */
const useGrowthNews = (size: number): string => {
  const last = useRef(size);
  const [news, setNews] = useState('');
  useEffect(() => {
    const grown = size - last.current;
    last.current = size;
    if (grown > 0) setNews(`${countOf(grown, 'new entry', 'new entries')}. The log now holds ${writeNumber(size)}.`);
  }, [size]);
  return news;
};

/** How much the registry holds. Digits are of one width, and each number has its column: a change moves nothing. */
export const Numbers = ({ overview }: { readonly overview: Overview }) => (
  <>
    <dl className={styles.numbers}>
      {numbers.map(([member, name]) => (
        <div key={member}>
          <dt>{name}</dt>
          <dd>{writeNumber(overview[member])}</dd>
        </div>
      ))}
    </dl>
    <output className="visually-hidden" aria-label="News">
      {useGrowthNews(overview.size)}
    </output>
  </>
);
