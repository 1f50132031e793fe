import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { writeClock } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
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

const icons = { holds: CircleCheck, fails: CircleX } as const;

const words = inBoth({
  en: {
    what: 'The log’s own summary of everything in it: its name, how many entries, their root, and its signature. Keep one, and nobody can rewrite what came before.',
    checking: 'Checking the signature…',
    holds: 'The signature holds',
    fails: 'The signature does not hold',
    checked: (outcome: string, time: string) => `${outcome}, checked by this page at ${time}`,
    server: ' against the key that this same server gives.',
    pinned: ' against the key that you pinned.',
    fetch: 'Fetch it as a file',
    or: 'or',
    read: 'read the entries',
  },
  es: {
    what: 'El resumen que el propio registro da de todo lo que contiene: su nombre, cuántas entradas, su raíz y su firma. Guarda uno, y nadie podrá reescribir lo anterior.',
    checking: 'Comprobando la firma…',
    holds: 'La firma es válida',
    fails: 'La firma no es válida',
    checked: (outcome, time) => `${outcome}, comprobada por esta página a las ${time}`,
    server: ' con la clave que da este mismo servidor.',
    pinned: ' con la clave que tú fijaste.',
    fetch: 'Guárdalo como archivo',
    or: 'o',
    read: 'lee las entradas',
  },
});

/** The newest signed checkpoint, as it is given to everybody, and whether its signature holds. */
export const CheckpointNote = ({ note }: { readonly note: string }) => {
  const said = useWords(words);
  const log = useLogKey();
  const checked = useQuery({
    queryKey: ['checkpoint', note, log?.origin, log?.key],
    enabled: log !== undefined,
    staleTime: Infinity,
    queryFn: () => check(note, log!.origin, log!.key),
  });
  const outcome = checked.data?.holds === true ? 'holds' : 'fails';
  const Icon = icons[outcome];
  return (
    <div className={styles.checkpoint}>
      <p>{said.what}</p>
      <pre className="bytes">{note}</pre>
      {checked.data === undefined || log === undefined ? (
        <p className={styles.outcome}>
          <CircleDashed size={20} aria-hidden /> {said.checking}
        </p>
      ) : (
        <p className={styles.outcome} data-outcome={outcome}>
          <Icon size={20} aria-hidden />
          <span>
            {said.checked(said[outcome], writeClock(checked.data.at))}
            {said[log.from]}
          </span>
        </p>
      )}
      <p>
        <a href="/checkpoint">{said.fetch}</a> {said.or} <Link to="/log">{said.read}</Link>.
      </p>
    </div>
  );
};
