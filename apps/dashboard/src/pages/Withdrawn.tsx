import { Link } from '@tanstack/react-router';
import { Section } from '../elements/Section.tsx';
import { countOf, shorten, writeNumber } from '../words/figures.ts';
import styles from './Withdrawn.module.css';

/** A page is no place to read a thousand hashes. */
const shown = 50;

/** Which items of a dataset are not allowed any more, and what that means. */
export const Withdrawn = ({ withdrawn }: { readonly withdrawn: readonly string[] }) => (
  <Section title="Withdrawn since">
    {withdrawn.length === 0 ? (
      <p>Nothing. Every holder of every item still agrees to this purpose, as of now.</p>
    ) : (
      <>
        <p>
          {countOf(withdrawn.length, 'item was', 'items were')} agreed to when this dataset was released, and{' '}
          {withdrawn.length === 1 ? 'is' : 'are'} not allowed any more: a holder took the permission back, or it ended.
          A clean version leaves them out. A model that has already learned from them will not forget them.
        </p>
        <ul className={styles.items}>
          {withdrawn.slice(0, shown).map((sha256) => (
            <li key={sha256}>
              <Link to="/works/$sha256" params={{ sha256 }}>
                <code title={sha256}>{shorten(sha256)}</code>
              </Link>
            </li>
          ))}
        </ul>
        {withdrawn.length > shown && <p className="quiet">and {writeNumber(withdrawn.length - shown)} more.</p>}
      </>
    )}
  </Section>
);
