import { describeTerms } from '@assent/consent';
import type { Terms } from '@assent/schema';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import styles from './Publish.module.css';

const words = inBoth({
  en: {
    says: 'What that says',
    wordForWord: 'This text is what you sign, word for word. “They” are those who use the works.',
    label: 'What you sign',
  },
  es: {
    says: 'Qué dice eso',
    wordForWord: 'Este texto es lo que firmas, palabra por palabra.',
    label: 'Lo que firmas',
  },
});

/** What is signed, word for word. */
export const TermsWords = ({ terms }: { readonly terms: Terms }) => {
  const said = useWords(words);
  const language = useLanguage();
  return (
    <div className={styles.group}>
      <h3>{said.says}</h3>
      <p className="quiet">{said.wordForWord}</p>
      <blockquote className={styles.notice} aria-live="polite" aria-label={said.label}>
        {describeTerms(language, terms).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </blockquote>
    </div>
  );
};
