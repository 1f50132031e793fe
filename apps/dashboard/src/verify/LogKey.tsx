import { Foreign } from '../elements/Foreign.tsx';
import styles from './LogKey.module.css';
import { keyGroups } from './trust-policy.ts';

/** A log's name and its key, in groups that can be read out over the telephone and compared. */
export const LogKey = ({ origin, logKey }: { readonly origin: string; readonly logKey: string }) => {
  const { id, groups } = keyGroups(logKey);
  return (
    <div className={styles.key}>
      <p className={styles.name}>
        <Foreign>{origin}</Foreign>
      </p>
      <p className={styles.groups}>
        <code className={styles.id}>{id}</code>
        {groups.map((group, at) => (
          // A key never changes: the place of a group is its name.
          <code key={at}>{group}</code>
        ))}
      </p>
    </div>
  );
};
