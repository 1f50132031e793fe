import type { Trust } from '@assent/schema';
import { useEffect, useRef } from 'react';
import { inBoth, useWords } from '../words/language.ts';
import { BundleDrop } from './BundleDrop.tsx';
import { Judged } from './Judged.tsx';
import { Refused } from './Refused.tsx';
import { TrustSection } from './TrustSection.tsx';
import { useTrust } from './trust-policy.ts';
import { type Standing, useVerification } from './use-verification.ts';
import { Verifying } from './Verifying.tsx';
import styles from './VerifyPage.module.css';

const words = inBoth({
  en: {
    page: 'Check a dataset',
    title: 'Is this dataset what it says it is?',
    lead: 'Every signature, every place in the log and every permission is checked again, here, in your browser. The files stay on this machine, and no registry is asked.',
  },
  es: {
    page: 'Comprobar un conjunto de datos',
    title: '¿Es este conjunto de datos lo que dice ser?',
    lead: 'Cada firma, cada lugar en el registro y cada permiso se comprueba otra vez, aquí, en tu navegador. Los archivos se quedan en este equipo, y no se pregunta a ningún registro.',
  },
});

/** Whoever stops a verification, or puts a verdict away, is back at the beginning: so is their reading place. */
const useFocusOnReturn = (at: Standing['at']) => {
  const room = useRef<HTMLDivElement>(null);
  const before = useRef(at);
  useEffect(() => {
    const returns = before.current === 'verifying' || before.current === 'judged';
    if (at === 'empty' && returns) room.current?.focus();
    before.current = at;
  }, [at]);
  return room;
};

/** Is this manifest true? */
export const VerifyPage = () => {
  const said = useWords(words);
  const [trust, keepTrust] = useTrust();
  const { standing, worker, take, verify, cancel, reset } = useVerification(trust);
  const room = useFocusOnReturn(standing.at);

  /** A verdict holds for whom one trusted when it was given: with other trust it is given anew. */
  const changeTrust = (next: Trust) => {
    keepTrust(next);
    if (standing.at === 'verifying') cancel();
    if ('bundle' in standing) void verify(standing.bundle, next);
  };

  return (
    <div className={styles.page}>
      <title>{`${said.page} · Assent`}</title>
      <div className="page-head">
        <h1>{said.title}</h1>
        <p className={styles.lead}>{said.lead}</p>
      </div>
      <div className={styles.room} ref={room} tabIndex={-1}>
        {standing.at === 'judged' ? (
          <Judged judged={standing} worker={worker.current!} onAgain={reset} />
        ) : standing.at === 'verifying' ? (
          <Verifying progress={standing.progress} onCancel={cancel} />
        ) : (
          <>
            {standing.at === 'refused' && <Refused refusal={standing.refusal} />}
            <BundleDrop standing={standing} trusting={trust.logs.length > 0} onFiles={(gather) => void take(gather)} />
          </>
        )}
        <TrustSection
          trust={trust}
          onChange={changeTrust}
          wanted={standing.at === 'untrusting' ? standing.bundle : undefined}
        />
      </div>
    </div>
  );
};
