import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { KeyRound, LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Answer } from '../elements/Answer.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { describeFailure } from '../failure.ts';
import { useOwnKeys } from '../keys/own-keys.ts';
import { inBoth, useWords } from '../words/language.ts';
import { OtherLog, signIn, signOut, useWho } from './session.ts';
import styles from './Teams.module.css';

const words = inBoth({
  en: {
    noKey: 'There is no key in this browser yet',
    makeKey: 'Make one, or bring a key file',
    why: 'A team knows you by your key. There is no password.',
    what: 'You sign a challenge of this registry. It is good once, for two minutes, and allows nothing else. Drafts are seen by the members of their team, and by whoever runs this registry.',
    as: 'You sign as',
    other: 'Sign with another key',
    signIn: 'Sign in with this key',
    signing: 'Signing in…',
    signedIn: 'Signed in as',
    signOut: 'Sign out',
    otherLog: 'This challenge is for another registry. Nothing was signed.',
    failed: 'You are not signed in',
  },
  es: {
    noKey: 'Todavía no hay ninguna clave en este navegador',
    makeKey: 'Crea una o trae un archivo de clave',
    why: 'Un equipo te conoce por tu clave. No hay contraseñas.',
    what: 'Firmas un reto de este registro. Vale una sola vez, durante dos minutos, y no permite nada más. Los borradores los ven los miembros de su equipo y quien administra este registro.',
    as: 'Firmas como',
    other: 'Firmar con otra clave',
    signIn: 'Entrar con esta clave',
    signing: 'Entrando…',
    signedIn: 'Has entrado como',
    signOut: 'Salir',
    otherLog: 'Este reto es de otro registro. No se ha firmado nada.',
    failed: 'No has entrado',
  },
});

/** What only somebody signed in sees, with the way in and out. */
export const SignedIn = ({ children }: { readonly children: (identity: string) => ReactNode }) => {
  const who = useWho();
  return (
    <Answer query={who} skeleton={<Skeleton lines={6} height={32} />}>
      {(signedIn) =>
        signedIn === null ? (
          <SignIn />
        ) : (
          <>
            <SignedInAs identity={signedIn.identity} />
            {children(signedIn.identity)}
          </>
        )
      }
    </Answer>
  );
};

const SignedInAs = ({ identity }: { readonly identity: string }) => {
  const said = useWords(words);
  return (
    <p className={styles.bar}>
      <span>
        {said.signedIn} <Identity of={identity} />
      </span>
      <Button className="button" onPress={() => void signOut()}>
        <LogOut size={18} aria-hidden />
        {said.signOut}
      </Button>
    </p>
  );
};

const SignIn = () => {
  const said = useWords(words);
  const own = useOwnKeys();
  const entering = useMutation({ mutationFn: signIn });
  return (
    <Answer query={own} skeleton={<Skeleton lines={4} height={32} />}>
      {({ current }) =>
        current === null ? (
          <Notice tone="quiet" title={said.noKey}>
            {said.why} <Link to="/me">{said.makeKey}</Link>.
          </Notice>
        ) : (
          <div className={styles.form}>
            <p>
              {said.why} {said.what}
            </p>
            <p>
              {said.as} <Identity of={current.identity} />. <Link to="/me">{said.other}</Link>
            </p>
            <Button className="button primary" isDisabled={entering.isPending} onPress={() => entering.mutate(current)}>
              <KeyRound size={18} aria-hidden />
              {said.signIn}
            </Button>
            <output>{entering.isPending && said.signing}</output>
            {entering.error !== null && (
              <div role="alert">
                <Notice tone="fails" title={said.failed}>
                  {entering.error instanceof OtherLog ? said.otherLog : describeFailure(entering.error).sentence}
                </Notice>
              </div>
            )}
          </div>
        )
      }
    </Answer>
  );
};
