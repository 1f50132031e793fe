import { inBoth, useWords } from '../words/language.ts';
import styles from './Skeleton.module.css';

const words = inBoth({ en: 'Loading', es: 'Cargando' });

/** Keeps the place of what is on its way, so that nothing moves when it comes. */
export const Skeleton = ({ lines, height = 24 }: { readonly lines: number; readonly height?: number }) => {
  const loading = useWords(words);
  return (
    <output className={styles.skeleton}>
      <span className="visually-hidden">{loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={styles.line} style={{ height }} aria-hidden>
          <span />
        </span>
      ))}
    </output>
  );
};
