import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Notice } from '../elements/Notice.tsx';
import { describeFailure } from '../failure.ts';
import { outcomeOf } from '../proof/verify-entry.ts';
import { countOf } from '../words/figures.ts';
import styles from './Form.module.css';
import { discard, type Recorded, sendAll, unsentStatements } from './outbox.ts';

type State = { readonly at: 'sending' | 'waiting' } | { readonly at: 'failed' | 'sent'; readonly said: string };

const refused = ({ unsent }: Recorded): string => `The proof of “${unsent.title}” does not hold. Do not rely on it.`;

/** What was signed here and did not get through: sent again as it is, or put away. */
export const UnsentNotice = () => {
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
          ? { at: 'sent', said: `${countOf(sent.length, 'statement')} recorded, and the proof holds.` }
          : { at: 'failed', said: refused(bad) },
      );
    } catch (error) {
      setState({ at: 'failed', said: failedWords(error) });
    }
    await client.invalidateQueries();
  };
  return (
    <div>
      {waiting.length > 0 && (
        <Notice
          tone="quiet"
          title={`${countOf(waiting.length, 'statement is', 'statements are')} signed and not recorded yet`}
        >
          <p>
            Nothing was lost: what you signed is kept in this browser, and is sent as it is. Signing it again would be
            another statement.
          </p>
          <ul className={styles.keys}>
            {waiting.map((one) => (
              <li key={one.id}>
                {one.title}
                <Button className="button" aria-label={`Do not send: ${one.title}`} onPress={() => void discard(one)}>
                  Do not send it
                </Button>
              </li>
            ))}
          </ul>
          <Button className="button primary" isDisabled={state.at === 'sending'} onPress={() => void sendAgain()}>
            Send again
          </Button>
        </Notice>
      )}
      <output className={state.at === 'failed' ? styles.error : undefined}>
        {state.at === 'sending' && 'Sending…'}
        {'said' in state && state.said}
      </output>
    </div>
  );
};

/** Why a statement did not get through, that nothing was lost, and what to do. */
export const failedWords = (error: unknown): string => {
  const { kind, sentence } = describeFailure(error);
  return kind === 'unreachable'
    ? 'The registry does not answer. Nothing was lost: what you signed is kept in this browser. Send it again when the registry is back.'
    : `The registry did not record it: ${sentence} Nothing was lost, and nothing was recorded.`;
};
