import { describeWithdrawal } from '@assent/consent';
import type { Withdraw } from '@assent/schema';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { EntryDetail } from '../answers.ts';
import { Answer } from '../elements/Answer.tsx';
import { Foreign } from '../elements/Foreign.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import form from '../keys/Form.module.css';
import { failedWords } from '../keys/UnsentNotice.tsx';
import { readLog, sendAll, signAndKeep } from '../keys/outbox.ts';
import type { OwnKey } from '../keys/store.ts';
import { outcomeOf } from '../proof/verify-entry.ts';
import { countOf } from '../words/figures.ts';
import { useLanguage } from '../words/language.ts';
import { leavesOf, mostRanges } from './leaves.ts';
import type { ListedWork } from './listed-works.ts';
import styles from './Mine.module.css';
import { readTouched } from './touched.ts';

interface Props {
  readonly entry: EntryDetail;
  readonly ownKey: OwnKey;
  readonly wanted: readonly ListedWork[];
  /** How many works the permission still covers. */
  readonly live: number;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

type State = { readonly at: 'asking' | 'signing' } | { readonly at: 'failed'; readonly why: string };

/** What a withdrawal does, which datasets it touches, and what it cannot undo; then one signature. */
export const Withdrawing = ({ entry, ownKey, wanted, live, onDone, onCancel }: Props) => {
  const client = useQueryClient();
  const language = useLanguage();
  const [state, setState] = useState<State>({ at: 'asking' });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const hashes = wanted.map(({ sha256 }) => sha256);
  const touched = useQuery({ queryKey: ['touched', hashes], queryFn: () => readTouched(hashes) });
  const isAll = wanted.length === live;
  const leaves = leavesOf(wanted.map(({ leaf }) => leaf));
  const sign = async () => {
    setState({ at: 'signing' });
    try {
      const { origin } = await readLog();
      const statement: Withdraw = {
        v: 1,
        kind: 'withdraw',
        aud: origin,
        iss: ownKey.identity,
        iat: Math.floor(Date.now() / 1000),
        statement: entry.id,
        ...(!isAll && { leaves }),
      };
      const { id } = await signAndKeep(statement, [], ownKey);
      const sent = (await sendAll()).find(({ unsent }) => unsent.id === id);
      if (sent === undefined || outcomeOf(sent.proof) !== 'holds')
        return setState({
          at: 'failed',
          why: 'The registry answered, and its proof does not hold. Do not rely on this withdrawal until it does.',
        });
      onDone();
      await client.invalidateQueries();
    } catch (error) {
      setState({ at: 'failed', why: failedWords(error) });
    }
  };
  return (
    <div className={styles.asking}>
      <h4 ref={heading} tabIndex={-1} className={form.heading}>
        Withdraw {countOf(wanted.length, 'work')}?
      </h4>
      {describeWithdrawal(language, wanted.length, entry.works ?? wanted.length).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Answer query={touched} skeleton={<Skeleton lines={1} height={24} />}>
        {(datasets) =>
          datasets.length === 0 ? (
            <p>No dataset that was released here holds {wanted.length === 1 ? 'it' : 'any of them'}.</p>
          ) : (
            <div>
              <p>Released datasets that hold {wanted.length === 1 ? 'it' : 'some of them'}:</p>
              <ul aria-label="Datasets it touches">
                {datasets.map(({ release, title, version }) => (
                  <li key={release}>
                    <Link to="/datasets/$release" params={{ release: String(release) }}>
                      <Foreign>{title}</Foreign>
                    </Link>{' '}
                    <span className="quiet">{version}</span>
                  </li>
                ))}
              </ul>
            </div>
          )
        }
      </Answer>
      {!isAll && leaves.length > mostRanges && (
        <p className={form.error}>
          These works lie too far apart in the list for one withdrawal. Choose fewer of them, or all.
        </p>
      )}
      <div className={form.actions}>
        <Button
          className="button primary"
          isDisabled={state.at === 'signing' || (!isAll && leaves.length > mostRanges)}
          onPress={() => void sign()}
        >
          Sign and withdraw {countOf(wanted.length, 'work')}
        </Button>
        <Button className="button" onPress={onCancel}>
          Leave it as it is
        </Button>
      </div>
      <output>{state.at === 'signing' && 'Signing, sending, and checking the receipt…'}</output>
      {state.at === 'failed' && (
        <div role="alert">
          <Notice tone="fails" title="It is not withdrawn yet">
            {state.why}
          </Notice>
        </div>
      )}
    </div>
  );
};
