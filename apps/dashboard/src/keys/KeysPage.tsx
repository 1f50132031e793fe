import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Answer } from '../elements/Answer.tsx';
import { Fold } from '../elements/Fold.tsx';
import { Hash } from '../elements/Hash.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { LanguageSwitch } from '../shell/LanguageSwitch.tsx';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Form.module.css';
import { ImportKey } from './ImportKey.tsx';
import { MakeIdentity } from './MakeIdentity.tsx';
import { KeyCare } from './KeyCare.tsx';
import { chooseKey, useOwnKeys } from './own-keys.ts';
import { ReplaceKeys } from './ReplaceKeys.tsx';
import { UnsentNotice } from './UnsentNotice.tsx';

const words = inBoth({
  en: {
    title: 'My identity',
    lead: 'The keys that sign for you live in this browser. Nothing of them is sent but what they sign.',
    keys: 'Keys in this browser',
    identity: 'the identity',
    signsNow: 'Signs now',
    choose: 'Sign with this one',
    ways: (publish: (text: string) => ReactNode, mine: (text: string) => ReactNode) => (
      <>
        {publish('Publish works')} or see {mine('what you signed')}.
      </>
    ),
    another: 'Another key',
    bring: 'Bring a key file',
    makeAnother: 'Make another identity',
    make: 'Make an identity',
    orBring: 'Or bring a key that you have',
    recover: 'Recover an identity by its recovery key',
    settings: 'Language',
    settingsHint: 'It is kept in this browser. What you sign is in the language that you read.',
  },
  es: {
    title: 'Mi identidad',
    lead: 'Las claves que firman por ti están en este navegador. De ellas solo se envía lo que firman.',
    keys: 'Claves en este navegador',
    identity: 'la identidad',
    signsNow: 'Firma ahora',
    choose: 'Firmar con esta',
    ways: (publish, mine) => (
      <>
        {publish('Publica obras')} o mira {mine('lo que has firmado')}.
      </>
    ),
    another: 'Otra clave',
    bring: 'Traer un archivo de clave',
    makeAnother: 'Crear otra identidad',
    make: 'Crear una identidad',
    orBring: 'O traer una clave que ya tengas',
    recover: 'Recuperar una identidad con su clave de recuperación',
    settings: 'Idioma',
    settingsHint: 'Se guarda en este navegador. Lo que firmas está en el idioma que lees.',
  },
});

/** My identity, and the keys in this browser. */
export const KeysPage = () => {
  const said = useWords(words);
  const own = useOwnKeys();
  return (
    <div className="stack">
      <title>{`${said.title} · Assent`}</title>
      <div className="page-head">
        <h1>{said.title}</h1>
        <p>{said.lead}</p>
        <UnsentNotice />
      </div>
      <Answer query={own} skeleton={<Skeleton lines={6} height={32} />}>
        {({ keys, current }) =>
          current === null ? (
            <Beginning />
          ) : (
            <>
              <Section title={said.keys}>
                <ul className={styles.keys} aria-label={said.keys}>
                  {keys.map(({ identity }) => (
                    <li key={identity}>
                      <span>
                        <Identity of={identity} /> <Hash value={identity} of={said.identity} />
                      </span>
                      {identity === current.identity ? (
                        <span>{said.signsNow}</span>
                      ) : (
                        <Button className="button" onPress={() => void chooseKey(identity)}>
                          {said.choose}
                        </Button>
                      )}
                    </li>
                  ))}
                </ul>
                <p>
                  {said.ways(
                    (text) => (
                      <Link to="/publish">{text}</Link>
                    ),
                    (text) => (
                      <Link to="/mine">{text}</Link>
                    ),
                  )}
                </p>
              </Section>
              <KeyCare key={current.identity} ownKey={current} />
              <Section title={said.another}>
                <div>
                  <Fold title={said.bring}>
                    <ImportKey />
                  </Fold>
                  <Fold title={said.recover}>
                    <ReplaceKeys how="recover" identity={undefined} />
                  </Fold>
                  <Fold title={said.makeAnother}>
                    <MakeIdentity />
                  </Fold>
                </div>
              </Section>
            </>
          )
        }
      </Answer>
      <Section title={said.settings}>
        <div className={styles.actions}>
          <LanguageSwitch />
          <span className="quiet small">{said.settingsHint}</span>
        </div>
      </Section>
    </div>
  );
};

/** The two ways to begin. */
export const Beginning = () => {
  const said = useWords(words);
  return (
    <>
      <Section title={said.make}>
        <MakeIdentity />
      </Section>
      <Section title={said.orBring}>
        <ImportKey />
        <Fold title={said.recover}>
          <ReplaceKeys how="recover" identity={undefined} />
        </Fold>
      </Section>
    </>
  );
};
