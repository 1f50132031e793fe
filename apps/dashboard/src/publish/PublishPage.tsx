import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer } from '../elements/Answer.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { Beginning } from '../keys/KeysPage.tsx';
import { useOwnKeys } from '../keys/own-keys.ts';
import type { Recorded } from '../keys/outbox.ts';
import type { Draft } from '../keys/store.ts';
import { UnsentNotice } from '../keys/UnsentNotice.tsx';
import { inBoth, useWords } from '../words/language.ts';
import { draftsKept } from './drafts.ts';
import { PublishForm } from './PublishForm.tsx';
import { RecordedSection } from './RecordedSection.tsx';
import { type ReplyState, useReply } from './use-reply.ts';
import { Waiting } from './Waiting.tsx';

const words = inBoth({
  en: {
    title: 'Publish works',
    heading: 'Say what your works may be used for',
    lead: 'You choose, read what it means, and sign. Your works stay on this machine: only their hashes are published.',
    first: 'First, a key that signs for you',
    once: 'Make an identity here, or bring a key that you have. It takes two minutes, once.',
    taken: {
      title: 'An answer has come',
      sentence: 'It is written into what you were preparing. Press “Go on” below.',
    },
    unknown: {
      title: 'This answer belongs to nothing that waits here',
      sentence: 'Open it in the browser in which you made the invitation. Nothing was changed.',
    },
    untrue: {
      title: 'The log does not hold what this answer says',
      sentence: 'Nothing was changed. Ask them to open their link again, or to send again what they signed.',
    },
    broken: {
      title: 'This answer is cut off',
      sentence: 'Copy the whole of the link that they sent you, and open it again. Nothing was changed.',
    },
    failed: 'The answer could not be looked up',
  },
  es: {
    title: 'Publicar obras',
    heading: 'Di para qué se pueden usar tus obras',
    lead: 'Eliges, lees qué significa y firmas. Tus obras se quedan en este equipo: solo se publican sus huellas.',
    first: 'Primero, una clave que firme por ti',
    once: 'Crea aquí una identidad, o trae una clave que ya tengas. Lleva dos minutos, una sola vez.',
    taken: {
      title: 'Ha llegado una respuesta',
      sentence: 'Está escrita en lo que preparabas. Pulsa «Seguir» abajo.',
    },
    unknown: {
      title: 'Esta respuesta no es de nada que espere aquí',
      sentence: 'Ábrela en el navegador en el que hiciste la invitación. No se ha cambiado nada.',
    },
    untrue: {
      title: 'El registro no contiene lo que dice esta respuesta',
      sentence: 'No se ha cambiado nada. Pide que abran otra vez su enlace, o que envíen otra vez lo que firmaron.',
    },
    broken: {
      title: 'Esta respuesta está cortada',
      sentence: 'Copia entero el enlace que te enviaron y ábrelo otra vez. No se ha cambiado nada.',
    },
    failed: 'No se ha podido consultar la respuesta',
  },
});

const ReplyNotice = ({ reply }: { readonly reply: ReplyState }) => {
  const said = useWords(words);
  if (reply.at === 'none') return null;
  const { title, sentence } = reply.at === 'failed' ? { title: said.failed, sentence: reply.why } : said[reply.at];
  return (
    <div role="alert">
      <Notice tone={reply.at === 'taken' ? 'holds' : 'fails'} title={title}>
        {sentence}
      </Notice>
    </div>
  );
};

/** What do I allow for these works, and what does that mean? */
export const PublishPage = () => {
  const said = useWords(words);
  const own = useOwnKeys();
  const kept = useQuery(draftsKept);
  const reply = useReply();
  const [draft, setDraft] = useState<Draft>();
  const [freshId, setFreshId] = useState(() => crypto.randomUUID());
  const draftId = draft?.id ?? freshId;
  const [recorded, setRecorded] = useState<Recorded>();
  const again = () => {
    setRecorded(undefined);
    setDraft(undefined);
    setFreshId(crypto.randomUUID());
  };
  return (
    <div className="stack">
      <title>{`${said.title} · Assent`}</title>
      <div className="page-head">
        <h1>{said.heading}</h1>
        <p>{said.lead}</p>
        <UnsentNotice />
        <ReplyNotice reply={reply} />
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
              <>
                <Waiting
                  drafts={(kept.data ?? []).filter(
                    ({ id, identity }) => identity === current.identity && id !== draftId,
                  )}
                  onGoOn={setDraft}
                />
                <PublishForm
                  key={`${current.identity} ${draftId}`}
                  ownKey={current}
                  draftId={draftId}
                  draft={draft}
                  onRecorded={setRecorded}
                />
              </>
            )
          }
        </Answer>
      ) : (
        <RecordedSection recorded={recorded} onAgain={again} />
      )}
    </div>
  );
};
