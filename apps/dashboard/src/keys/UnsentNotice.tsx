import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Notice } from '../elements/Notice.tsx';
import { describeFailure } from '../failure.ts';
import { outcomeOf } from '../proof/verify-entry.ts';
import { countOf, writeNumber } from '../words/figures.ts';
import { inBoth, useWords, wordsNow } from '../words/language.ts';
import styles from './Form.module.css';
import { discard, sendAll, unsentStatements } from './outbox.ts';

const words = inBoth({
  en: {
    waiting: (statements: number) =>
      `${countOf(statements, 'statement is', 'statements are')} signed and not recorded yet`,
    kept: 'Nothing was lost: what you signed is kept in this browser, and is sent as it is. Signing it again would be another statement.',
    discardOne: (title: string) => `Do not send: ${title}`,
    discard: 'Do not send it',
    again: 'Send again',
    sending: 'Sending…',
    sent: (statements: number) => `${countOf(statements, 'statement')} recorded, and the proof holds.`,
    bad: (title: string) => `The proof of “${title}” does not hold. Do not rely on it.`,
    unreachable:
      'The registry does not answer. Nothing was lost: what you signed is kept in this browser. Send it again when the registry is back.',
    refused: (sentence: string) =>
      `The registry did not record it: ${sentence} Nothing was lost, and nothing was recorded.`,
  },
  es: {
    waiting: (statements) =>
      statements === 1
        ? '1 declaración está firmada y aún no registrada'
        : `${writeNumber(statements)} declaraciones están firmadas y aún no registradas`,
    kept: 'No se ha perdido nada: lo que firmaste se guarda en este navegador y se envía tal cual. Firmarlo otra vez sería otra declaración.',
    discardOne: (title) => `No enviar: ${title}`,
    discard: 'No enviarla',
    again: 'Enviar otra vez',
    sending: 'Enviando…',
    sent: (statements) =>
      `${countOf(statements, 'declaración registrada', 'declaraciones registradas')}, y la prueba es válida.`,
    bad: (title) => `La prueba de «${title}» no es válida. No te fíes de ella.`,
    unreachable:
      'El registro no responde. No se ha perdido nada: lo que firmaste se guarda en este navegador. Envíalo otra vez cuando el registro vuelva.',
    refused: (sentence) =>
      `El registro no lo ha anotado: ${sentence} No se ha perdido nada, y no se ha registrado nada.`,
  },
});

type State = { readonly at: 'sending' | 'waiting' } | { readonly at: 'failed' | 'sent'; readonly said: string };

/** What was signed here and did not get through: sent again as it is, or put away. */
export const UnsentNotice = () => {
  const said = useWords(words);
  const client = useQueryClient();
  const unsent = useQuery(unsentStatements);
  const [state, setState] = useState<State>({ at: 'waiting' });
  const waiting = unsent.data ?? [];
  const sendAgain = async () => {
    setState({ at: 'sending' });
    try {
      const sent = await sendAll();
      const bad = sent.find(({ proof }) => outcomeOf(proof) !== 'holds');
      setState(
        bad === undefined
          ? { at: 'sent', said: said.sent(sent.length) }
          : { at: 'failed', said: said.bad(bad.unsent.title) },
      );
    } catch (error) {
      setState({ at: 'failed', said: failedWords(error) });
    }
    await client.invalidateQueries();
  };
  return (
    <div>
      {waiting.length > 0 && (
        <Notice tone="quiet" title={said.waiting(waiting.length)}>
          <p>{said.kept}</p>
          <ul className={styles.keys}>
            {waiting.map((one) => (
              <li key={one.id}>
                {one.title}
                <Button className="button" aria-label={said.discardOne(one.title)} onPress={() => void discard(one)}>
                  {said.discard}
                </Button>
              </li>
            ))}
          </ul>
          <Button className="button primary" isDisabled={state.at === 'sending'} onPress={() => void sendAgain()}>
            {said.again}
          </Button>
        </Notice>
      )}
      <output className={state.at === 'failed' ? styles.error : undefined}>
        {state.at === 'sending' && said.sending}
        {'said' in state && state.said}
      </output>
    </div>
  );
};

/** Why a statement did not get through, that nothing was lost, and what to do. */
export const failedWords = (error: unknown): string => {
  const { kind, sentence } = describeFailure(error);
  const said = wordsNow(words);
  return kind === 'unreachable' ? said.unreachable : said.refused(sentence);
};
