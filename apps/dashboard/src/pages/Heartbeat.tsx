import type { Overview } from '../answers.ts';
import { CircleDashed, CircleDot, CircleX } from 'lucide-react';
import { writeClock } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Heartbeat.module.css';

const icons = {
  pending: CircleDashed,
  error: CircleX,
  success: CircleDot,
} as const;

const words = inBoth({
  en: {
    pending: 'Asking the registry…',
    error: 'Not answering',
    success: 'Answering',
    heard: 'last heard at',
    name: 'Name of this log:',
  },
  es: {
    pending: 'Preguntando al registro…',
    error: 'No responde',
    success: 'Responde',
    heard: 'oído por última vez a las',
    name: 'Nombre de este registro:',
  },
});

interface Props {
  readonly query: {
    readonly data: Overview | undefined;
    readonly dataUpdatedAt: number;
    readonly status: keyof typeof icons;
  };
}

/** Is the registry alive, and what is it called? */
export const Heartbeat = ({ query }: Props) => {
  const said = useWords(words);
  const Icon = icons[query.status];
  return (
    <p className={styles.heartbeat} data-status={query.status}>
      <Icon size={20} aria-hidden />
      <span>
        {said[query.status]}
        {query.data !== undefined && (
          <span className={styles.quiet}>
            , {said.heard} <span className={styles.clock}>{writeClock(query.dataUpdatedAt)}</span>
          </span>
        )}
        <br />
        <span className={styles.quiet}>
          {said.name} <code>{query.data?.origin ?? '…'}</code>
        </span>
      </span>
    </p>
  );
};
