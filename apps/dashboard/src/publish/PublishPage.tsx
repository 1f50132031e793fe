import { useState } from 'react';
import { Answer } from '../elements/Answer.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { Beginning } from '../keys/KeysPage.tsx';
import { useOwnKeys } from '../keys/own-keys.ts';
import { UnsentNotice } from '../keys/UnsentNotice.tsx';
import type { Recorded } from '../keys/outbox.ts';
import { inBoth, useWords } from '../words/language.ts';
import { PublishForm } from './PublishForm.tsx';
import { RecordedSection } from './RecordedSection.tsx';

const words = inBoth({
  en: {
    title: 'Publish works',
    heading: 'Say what your works may be used for',
    lead: 'You choose, read what it means, and sign. Your works stay on this machine: only their hashes are published.',
    first: 'First, a key that signs for you',
    once: 'Make an identity here, or bring a key that you have. It takes two minutes, once.',
  },
  es: {
    title: 'Publicar obras',
    heading: 'Di para qué se pueden usar tus obras',
    lead: 'Eliges, lees qué significa y firmas. Tus obras se quedan en este equipo: solo se publican sus huellas.',
    first: 'Primero, una clave que firme por ti',
    once: 'Crea aquí una identidad, o trae una clave que ya tengas. Lleva dos minutos, una sola vez.',
  },
});

/** What do I allow for these works, and what does that mean? */
export const PublishPage = () => {
  const said = useWords(words);
  const own = useOwnKeys();
  const [recorded, setRecorded] = useState<Recorded>();
  return (
    <div className="stack">
      <title>{`${said.title} · Assent`}</title>
      <div className="page-head">
        <h1>{said.heading}</h1>
        <p>{said.lead}</p>
        <UnsentNotice />
      </div>
      {recorded === undefined ? (
        <Answer query={own} skeleton={<Skeleton lines={10} height={32} />}>
          {({ current }) =>
            current === null ? (
              <>
                <Section title={said.first}>
                  <p>{said.once}</p>
                </Section>
                <Beginning />
              </>
            ) : (
              <PublishForm ownKey={current} onRecorded={setRecorded} />
            )
          }
        </Answer>
      ) : (
        <RecordedSection recorded={recorded} onAgain={() => setRecorded(undefined)} />
      )}
    </div>
  );
};
