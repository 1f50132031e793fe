import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import styles from './ProofVerdict.module.css';

const faces = {
  checking: { Icon: CircleDashed, words: 'Checking the proof…' },
  holds: {
    Icon: CircleCheck,
    words: 'Checked just now by this page: signed by the one named, unchanged since, and in the log.',
  },
  fails: { Icon: CircleX, words: 'Do not rely on this: a check failed. The proof below says which.' },
} as const;

/** The outcome of all checks in one line, before anything that rests on them. */
export const ProofVerdict = ({ outcome }: { readonly outcome: keyof typeof faces }) => {
  const { Icon, words } = faces[outcome];
  return (
    <output className={styles.verdict} data-outcome={outcome} role={outcome === 'fails' ? 'alert' : undefined}>
      <Icon size={20} aria-hidden />
      <span>{words}</span>
    </output>
  );
};
