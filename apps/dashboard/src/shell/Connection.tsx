import { useQuery } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { api, pace } from '../api.ts';
import { writeClock } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Shell.module.css';

const words = inBoth({
  en: {
    label: 'Connection',
    lost: 'The registry does not answer. This page asks again by itself.',
    readAt: (time: string) => ` What you see was read at ${time}.`,
  },
  es: {
    label: 'Conexión',
    lost: 'El registro no responde. Esta página vuelve a preguntar por sí sola.',
    readAt: (time) => ` Lo que ves se leyó a las ${time}.`,
  },
});

/** Says when the registry stops answering. What was read stays on the page, with the time it was read at. */
export const Connection = () => {
  const said = useWords(words);
  const { isError, data, dataUpdatedAt } = useQuery({ ...api.overview.queryOptions(), refetchInterval: pace.quick });
  return (
    <output className={styles.connection} aria-label={said.label}>
      {isError && (
        <span className={styles.offline}>
          <span className={styles.row}>
            <CloudOff size={20} aria-hidden />
            <span>
              {said.lost}
              {data !== undefined && said.readAt(writeClock(dataUpdatedAt))}
            </span>
          </span>
        </span>
      )}
    </output>
  );
};
