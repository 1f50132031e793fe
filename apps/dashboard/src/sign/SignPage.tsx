import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Answer } from '../elements/Answer.tsx';
import { Fold } from '../elements/Fold.tsx';
import { Hash } from '../elements/Hash.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { useOwnKeys } from '../keys/own-keys.ts';
import { readLog, type Recorded } from '../keys/outbox.ts';
import { type OwnKey, keep, readOne } from '../keys/store.ts';
import { UnsentNotice } from '../keys/UnsentNotice.tsx';
import { inBoth, useWords } from '../words/language.ts';
import { Answered } from './Answered.tsx';
import { openInvitation } from './invitation.ts';
import type { Invitation, Reply } from './invitation-shape.ts';
import { Objecting } from './Objecting.tsx';
import { OpenInvitation } from './OpenInvitation.tsx';
import { SignForm } from './SignForm.tsx';

const words = inBoth({
  en: {
    title: 'Sign',
    heading: 'What am I asked to agree to?',
    lead: 'Somebody asks for your signature. What they sent you stays between the two of you: this registry learns only what you sign.',
    broken: {
      title: 'This invitation is cut off',
      sentence:
        'A part of the link or file is missing, or it is no invitation. Copy the whole of it, or ask for a new one. Nothing was signed.',
    },
    changed: {
      title: 'This invitation was changed on its way',
      sentence:
        'It does not carry the signature of the one it names. Do not answer it; ask them, by another way, for a new one. Nothing was signed.',
    },
    old: {
      title: 'This invitation is too old',
      sentence: 'It could be answered for 30 days. Ask for a new one. Nothing was signed.',
    },
    elsewhere: {
      title: 'This invitation belongs to another registry',
      sentence: 'What you signed here would have no effect there. Open the link as it was sent. Nothing was signed.',
    },
    wrong: 'Something is wrong with these works',
    object: 'Say that something is wrong',
    objectTo: 'You speak of the work',
    theId: 'the SHA-256',
  },
  es: {
    title: 'Firmar',
    heading: '¿A qué se me pide que diga que sí?',
    lead: 'Alguien pide tu firma. Lo que te envió queda entre vosotros: este registro solo conoce lo que firmas.',
    broken: {
      title: 'Esta invitación está cortada',
      sentence:
        'Falta una parte del enlace o del archivo, o no es una invitación. Cópialo entero, o pide una nueva. No se ha firmado nada.',
    },
    changed: {
      title: 'Esta invitación se cambió por el camino',
      sentence:
        'No lleva la firma de quien nombra. No la respondas; pide una nueva por otra vía. No se ha firmado nada.',
    },
    old: {
      title: 'Esta invitación es demasiado antigua',
      sentence: 'Se podía responder durante 30 días. Pide una nueva. No se ha firmado nada.',
    },
    elsewhere: {
      title: 'Esta invitación es de otro registro',
      sentence:
        'Lo que firmaras aquí no tendría efecto allí. Abre el enlace tal como te lo enviaron. No se ha firmado nada.',
    },
    wrong: 'Algo no es así en estas obras',
    object: 'Decir que algo no es así',
    objectTo: 'Hablas de la obra',
    theId: 'el SHA-256',
  },
});

const route = getRouteApi('/sign');

const textOf = (): string => globalThis.location.hash.slice(1);

/** The invitation in the address, also when another is opened in the same page. */
const useAddressText = () => {
  const [text, setText] = useState(textOf);
  useEffect(() => {
    const change = () => setText(textOf());
    globalThis.addEventListener('hashchange', change);
    return () => globalThis.removeEventListener('hashchange', change);
  }, []);
  return [text, setText] as const;
};

const open = async (text: string) => openInvitation(text, (await readLog()).origin, Math.floor(Date.now() / 1000));

/** What am I asked to agree to? */
export const SignPage = () => {
  const said = useWords(words);
  const { work } = route.useSearch();
  const own = useOwnKeys();
  const [text, setText] = useAddressText();
  const opened = useQuery({
    queryKey: ['invitation', text],
    queryFn: () => open(text),
    enabled: text !== '',
    staleTime: Infinity,
  });
  return (
    <div className="stack">
      <title>{`${said.title} · Assent`}</title>
      <div className="page-head">
        <h1>{said.heading}</h1>
        <p>{said.lead}</p>
        <UnsentNotice />
      </div>
      {work !== undefined && (
        <Section title={said.object}>
          <p>
            {said.objectTo} <Hash value={work} of={said.theId} />
          </p>
          <Answer query={own} skeleton={<Skeleton lines={6} height={32} />}>
            {({ current }) => <Objecting works={[work]} ownKey={current} />}
          </Answer>
        </Section>
      )}
      {text === '' && work === undefined && <OpenInvitation onText={setText} />}
      {text !== '' && (
        <Answer query={opened} skeleton={<Skeleton lines={10} height={32} />}>
          {(result) =>
            result.ok ? (
              <Answer query={own} skeleton={<Skeleton lines={10} height={32} />}>
                {({ keys, current }) => (
                  <Asked key={result.invitation.id} invitation={result.invitation} keys={keys} current={current} />
                )}
              </Answer>
            ) : (
              <>
                <div role="alert">
                  <Notice tone="fails" title={said[result.why].title}>
                    {said[result.why].sentence}
                  </Notice>
                </div>
                <OpenInvitation onText={setText} />
              </>
            )
          }
        </Answer>
      )}
    </div>
  );
};

type State =
  | { readonly at: 'asking' | 'looking' }
  | { readonly at: 'answered'; readonly reply: Reply; readonly recorded?: Recorded; readonly before?: number };

interface Props {
  readonly invitation: Invitation;
  readonly keys: readonly OwnKey[];
  readonly current: OwnKey | null;
}

/** An invitation is answered once: whoever opens it again sees what they answered. */
const Asked = ({ invitation, keys, current }: Props) => {
  const said = useWords(words);
  const { id, works } = invitation;
  const [state, setState] = useState<State>({ at: 'looking' });
  // While it is signed a key may join the others: what one chooses among is what was there at first.
  const [known] = useState(keys);
  useEffect(() => {
    const look = async () => {
      const answered = await readOne('answered', id);
      setState(
        answered === undefined ? { at: 'asking' } : { at: 'answered', reply: answered.reply, before: answered.at },
      );
    };
    look().catch(() => setState({ at: 'asking' }));
  }, [id]);
  const refuse = (reply: Reply) => {
    setState({ at: 'answered', reply });
    void keep('answered', { id, at: Date.now(), reply }).catch(() => undefined);
  };
  if (state.at === 'looking') return <Skeleton lines={10} height={32} />;
  if (state.at === 'answered')
    return (
      <Answered
        reply={state.reply}
        recorded={state.recorded}
        before={state.before}
        onAgain={() => setState({ at: 'asking' })}
      />
    );
  return (
    <>
      <SignForm
        invitation={invitation}
        keys={known}
        onSigned={(recorded, reply) => setState({ at: 'answered', recorded, reply })}
        onRefused={refuse}
      />
      <Fold title={said.wrong}>
        <Objecting works={works.map(({ sha256 }) => sha256)} ownKey={current} />
      </Fold>
    </>
  );
};
