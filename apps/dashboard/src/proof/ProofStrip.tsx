import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './ProofStrip.module.css';

/** One thing the page checked, or could not. */
export interface Step {
  readonly name: string;
  readonly outcome: 'fails' | 'holds' | 'open';
  readonly sentence: string;
  /** What it was checked against. */
  readonly evidence?: ReactNode;
}

const faces = {
  holds: { Icon: CircleCheck, word: 'Holds' },
  fails: { Icon: CircleX, word: 'Fails' },
  open: { Icon: CircleDashed, word: 'Not checked' },
} as const;

/** A chain of checks, each with its own outcome: a word and a shape. */
export const ProofStrip = ({ steps }: { readonly steps: readonly Step[] }) => (
  <ol className={styles.strip} aria-label="Proof">
    {steps.map(({ name, outcome, sentence, evidence }) => {
      const { Icon, word } = faces[outcome];
      return (
        <li key={name} data-outcome={outcome}>
          <Icon size={24} aria-hidden />
          <div className={styles.step}>
            <h3>
              {name} <span className={styles.word}>{word}</span>
            </h3>
            <p>{sentence}</p>
            {evidence !== undefined && <div className={styles.evidence}>{evidence}</div>}
          </div>
        </li>
      );
    })}
  </ol>
);
