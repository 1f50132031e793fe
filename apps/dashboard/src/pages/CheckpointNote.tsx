import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { writeClock } from '../words/figures.ts';
import styles from './CheckpointNote.module.css';
import { useLogKey } from '../proof/use-log-key.ts';

/** The code that checks is fetched when there is something to check. */
const check = async (note: string, origin: string, logKey: string) => {
  const [{ verifyCheckpoint }, { ed25519 }] = await Promise.all([
    import('../proof/verify-entry.ts'),
    import('../proof/ed25519.ts'),
  ]);
  const result = await verifyCheckpoint(note, { ed25519: await ed25519(), origin, logKey });
  return { holds: result.ok, at: Date.now() };
};

const faces = {
  holds: { Icon: CircleCheck, words: 'The signature holds' },
  fails: { Icon: CircleX, words: 'The signature does not hold' },
} as const;

/** The newest signed checkpoint, as it is given to everybody, and whether its signature holds. */
export const CheckpointNote = ({ note }: { readonly note: string }) => {
  const log = useLogKey();
  const checked = useQuery({
    queryKey: ['checkpoint', note, log?.origin, log?.key],
    enabled: log !== undefined,
    staleTime: Infinity,
    queryFn: () => check(note, log!.origin, log!.key),
  });
  const outcome = checked.data?.holds === true ? 'holds' : 'fails';
  const { Icon, words } = faces[outcome];
  return (
    <div className={styles.checkpoint}>
      <p>
        The log’s own summary of everything in it: its name, how many entries, their root, and its signature. Keep one,
        and nobody can rewrite what came before.
      </p>
      <pre className="bytes">{note}</pre>
      {checked.data === undefined || log === undefined ? (
        <p className={styles.outcome}>
          <CircleDashed size={20} aria-hidden /> Checking the signature…
        </p>
      ) : (
        <p className={styles.outcome} data-outcome={outcome}>
          <Icon size={20} aria-hidden />
          <span>
            {words}, checked by this page at {writeClock(checked.data.at)}
            {log.from === 'server'
              ? ' against the key that this same server gives.'
              : ' against the key that you pinned.'}
          </span>
        </p>
      )}
      <p>
        <a href="/checkpoint">Fetch it as a file</a> or <Link to="/log">read the entries</Link>.
      </p>
    </div>
  );
};
