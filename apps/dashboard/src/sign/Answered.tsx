import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { CopyField } from '../elements/CopyField.tsx';
import { Section } from '../elements/Section.tsx';
import form from '../keys/Form.module.css';
import type { Recorded } from '../keys/outbox.ts';
import { entrySteps } from '../proof/entry-steps.tsx';
import { ProofStrip } from '../proof/ProofStrip.tsx';
import { ProofVerdict } from '../proof/ProofVerdict.tsx';
import { outcomeOf } from '../proof/verify-entry.ts';
import { writeNumber, writeTime } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { linkTo, writeReply } from './invitation.ts';
import type { Reply } from './invitation-shape.ts';

const words = inBoth({
  en: {
    signed: 'You have signed',
    refused: 'You do not agree',
    notMe: 'You say that this is wrong',
    before: (time: string) => `You answered this in this browser on ${time}. Nothing has to be done again.`,
    entry: (index: number) => `Entry ${writeNumber(index)} of the log`,
    send: 'Now send this link back to the one who asked you. It tells them which key stands for you, and nothing else.',
    sendNo: 'Nothing was signed or sent. To let them know, send this link back to the one who asked you.',
    reply: 'Your answer, as a link',
    mine: 'See or withdraw what I signed',
    again: 'Answer anew',
    proof: 'The receipt’s proof',
  },
  es: {
    signed: 'Has firmado',
    refused: 'No estás de acuerdo',
    notMe: 'Dices que esto no es así',
    before: (time) => `Respondiste a esto en este navegador el ${time}. No hay que hacer nada otra vez.`,
    entry: (index) => `Entrada ${writeNumber(index)} del registro`,
    send: 'Ahora envía este enlace a quien te preguntó. Le dice qué clave te representa, y nada más.',
    sendNo: 'No se ha firmado ni enviado nada. Para que lo sepa, envía este enlace a quien te preguntó.',
    reply: 'Tu respuesta, como enlace',
    mine: 'Ver o retirar lo que he firmado',
    again: 'Responder de nuevo',
    proof: 'La prueba del recibo',
  },
});

interface Props {
  readonly reply: Reply;
  /** What the log answered just now; absent when the answer was given before. */
  readonly recorded: Recorded | undefined;
  /** When it was answered before, in milliseconds. */
  readonly before: number | undefined;
  readonly onAgain: () => void;
}

/** An answer was given: what the log holds of it, and how it gets back to the one who asked. */
export const Answered = ({ reply, recorded, before, onAgain }: Props) => {
  const said = useWords(words);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} className="stack">
      <Section title={said[reply.said]}>
        {recorded !== undefined && <ProofVerdict outcome={outcomeOf(recorded.proof)} />}
        {before !== undefined && <p>{said.before(writeTime(before / 1000))}</p>}
        {reply.said === 'signed' && (
          <p>
            <Link to="/log/$index" params={{ index: String(reply.index) }}>
              {said.entry(reply.index)}
            </Link>
          </p>
        )}
        <p>{reply.said === 'signed' ? said.send : said.sendNo}</p>
        <CopyField label={said.reply} value={linkTo('/publish#reply=', writeReply(reply))} />
        <div className={form.actions}>
          {reply.said === 'signed' && (
            <Link to="/mine" className="button">
              {said.mine}
            </Link>
          )}
          <Button className="button" onPress={onAgain}>
            {said.again}
          </Button>
        </div>
      </Section>
      {recorded !== undefined && (
        <Section title={said.proof}>
          <ProofStrip steps={entrySteps(recorded.proof, recorded.logKey.from, [])} />
        </Section>
      )}
    </div>
  );
};
