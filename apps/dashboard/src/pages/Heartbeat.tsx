import type { Overview } from '../answers.ts';
import { CircleDashed, CircleDot, CircleX } from 'lucide-react';
import { writeClock } from '../words/figures.ts';
import styles from './Heartbeat.module.css';

const states = {
  pending: { Icon: CircleDashed, words: 'Asking the registry…' },
  error: { Icon: CircleX, words: 'Not answering' },
  success: { Icon: CircleDot, words: 'Answering' },
} as const;

interface Props {
  readonly query: {
    readonly data: Overview | undefined;
    readonly dataUpdatedAt: number;
    readonly status: keyof typeof states;
  };
}

/** Is the registry alive, and what is it called? */
export const Heartbeat = ({ query }: Props) => {
  const { Icon, words } = states[query.status];
  return (
    <p className={styles.heartbeat} data-status={query.status}>
      <Icon size={20} aria-hidden />
      <span>
        {words}
        {query.data !== undefined && (
          <span className={styles.quiet}>
            , last heard at <span className={styles.clock}>{writeClock(query.dataUpdatedAt)}</span>
          </span>
        )}
        <br />
        <span className={styles.quiet}>
          Name of this log: <code>{query.data?.origin ?? '…'}</code>
        </span>
      </span>
    </p>
  );
};
