import { TriangleAlert } from 'lucide-react';
import { inBoth, useWords } from '../words/language.ts';
import { nameFaultOf } from '../words/look-alikes.ts';
import styles from './NameWarning.module.css';

const words = inBoth({
  en: {
    mixed: 'This name mixes letters of several alphabets: it may be made to look like another name.',
    invisible: 'This name holds characters that cannot be seen: it may be made to look like another name.',
  },
  es: {
    mixed: 'Este nombre mezcla letras de varios alfabetos: puede estar hecho para parecerse a otro.',
    invisible: 'Este nombre contiene caracteres que no se ven: puede estar hecho para parecerse a otro.',
  },
});

/** Beside a name that somebody else wrote: what the eye cannot tell. Nothing where the name is as it looks. */
export const NameWarning = ({ of }: { readonly of: string }) => {
  const said = useWords(words);
  const fault = nameFaultOf(of);
  return fault === undefined ? null : (
    <p className={styles.warning}>
      <TriangleAlert size={18} aria-hidden />
      {said[fault]}
    </p>
  );
};
