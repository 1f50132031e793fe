import { useQuery } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { api, pace } from '../api.ts';
import { writeClock } from '../words/figures.ts';
import styles from './Shell.module.css';

/** Says when the registry stops answering. What was read stays on the page, with the time it was read at. */
export const Connection = () => {
  const { isError, data, dataUpdatedAt } = useQuery({ ...api.overview.queryOptions(), refetchInterval: pace.quick });
  return (
    <output className={styles.connection} aria-label="Connection">
      {isError && (
        <span className={styles.offline}>
          <span className={styles.row}>
            <CloudOff size={20} aria-hidden />
            <span>
              The registry does not answer. This page asks again by itself.
              {data !== undefined && ` What you see was read at ${writeClock(dataUpdatedAt)}.`}
            </span>
          </span>
        </span>
      )}
    </output>
  );
};
