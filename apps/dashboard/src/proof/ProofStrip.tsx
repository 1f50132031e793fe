import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { inBoth, useWords } from '../words/language.ts';
import styles from './ProofStrip.module.css';

/** One thing the page checked, or could not. */
export interface Step {
  readonly name: string;
  readonly outcome: 'fails' | 'holds' | 'open';
  readonly sentence: string;
  /** What it was checked against. */
  readonly evidence?: ReactNode;
}

const icons = { holds: CircleCheck, fails: CircleX, open: CircleDashed } as const;

const words = inBoth({
  en: { proof: 'Proof', holds: 'Holds', fails: 'Fails', open: 'Not checked' },
  es: { proof: 'Prueba', holds: 'Válido', fails: 'Falla', open: 'Sin comprobar' },
});

/** A chain of checks, each with its own outcome: a word and a shape. */
export const ProofStrip = ({ steps }: { readonly steps: readonly Step[] }) => {
  const said = useWords(words);
  return (
    <ol className={styles.strip} aria-label={said.proof}>
      {steps.map(({ name, outcome, sentence, evidence }) => {
        const Icon = icons[outcome];
        return (
          <li key={name} data-outcome={outcome}>
            <Icon size={24} aria-hidden />
            <div className={styles.step}>
              <h3>
                {name} <span className={styles.word}>{said[outcome]}</span>
              </h3>
              <p>{sentence}</p>
              {evidence !== undefined && <div className={styles.evidence}>{evidence}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
};
