import { shortIdentity } from '@assent/consent';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Identity.module.css';

const words = inBoth({ en: 'This registry', es: 'Este registro' });

const cells = 5;

/** A pattern that is the same for the same identity: five by five, mirrored, as people compare faces. */
const patternOf = (identity: string): boolean[] => {
  // FNV-1a with a finishing mix, over what names the key. Only a help for the eye: two keys may look alike.
  let state = 0x811c9dc5;
  for (const char of identity) state = Math.imul(state ^ char.codePointAt(0)!, 0x01000193);
  const filled: boolean[] = [];
  for (let i = 0; i < cells * 3; i++) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + i;
    filled.push(((state ^ (state >>> 13)) & 1) === 1);
  }
  return Array.from({ length: cells * cells }, (_, at) => {
    const column = at % cells;
    return filled[Math.floor(at / cells) * 3 + Math.min(column, cells - 1 - column)]!;
  });
};

const Pattern = ({ identity }: { readonly identity: string }) => (
  <svg className={styles.pattern} viewBox="0 0 7 7" width="24" height="24" aria-hidden shapeRendering="crispEdges">
    {patternOf(identity).map((filled, at) =>
      // The cells of a pattern never move: their place is their name.
      filled ? <rect key={at} x={1 + (at % cells)} y={1 + Math.floor(at / cells)} width="1" height="1" /> : null,
    )}
  </svg>
);

/** Who signed: a pattern, and the short form of the key. The registry is called by what it is. */
export const Identity = ({ of }: { readonly of: string }) => {
  const thisRegistry = useWords(words);
  const registry = useQuery({
    ...api.overview.queryOptions(),
    select: ({ identity }) => identity,
    staleTime: Infinity,
  });
  return (
    <span className={styles.identity} title={of}>
      <Pattern identity={of} />
      {registry.data === of ? <span>{thisRegistry}</span> : <code>{shortIdentity(of)}</code>}
    </span>
  );
};
