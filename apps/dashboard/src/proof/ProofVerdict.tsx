import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { inBoth, useWords } from '../words/language.ts';
import styles from './ProofVerdict.module.css';

const icons = { checking: CircleDashed, holds: CircleCheck, fails: CircleX } as const;

const words = inBoth({
  en: {
    checking: 'Checking the proof…',
    holds: 'Checked just now by this page: signed by the one named, unchanged since, and in the log.',
    fails: 'Do not rely on this: a check failed. The proof below says which.',
  },
  es: {
    checking: 'Comprobando la prueba…',
    holds:
      'Comprobado ahora mismo por esta página: firmado por quien se nombra, sin cambios desde entonces y en el registro.',
    fails: 'No te fíes de esto: una comprobación ha fallado. La prueba de abajo dice cuál.',
  },
});

/** The outcome of all checks in one line, before anything that rests on them. */
export const ProofVerdict = ({ outcome }: { readonly outcome: keyof typeof icons }) => {
  const said = useWords(words);
  const Icon = icons[outcome];
  return (
    <output className={styles.verdict} data-outcome={outcome} role={outcome === 'fails' ? 'alert' : undefined}>
      <Icon size={20} aria-hidden />
      <span>{said[outcome]}</span>
    </output>
  );
};
