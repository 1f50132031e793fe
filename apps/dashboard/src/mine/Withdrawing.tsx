import { describeWithdrawal } from '@assent/consent';
import type { OnWithdraw, Withdraw } from '@assent/schema';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { EntryDetail } from '../answers.ts';
import { Notice } from '../elements/Notice.tsx';
import form from '../keys/Form.module.css';
import { readLog, sendAll, signAndKeep } from '../keys/outbox.ts';
import type { OwnKey } from '../keys/store.ts';
import { failedWords } from '../keys/UnsentNotice.tsx';
import { outcomeOf } from '../proof/verify-entry.ts';
import { countOf } from '../words/figures.ts';
import { inBoth, useLanguage, useWords } from '../words/language.ts';
import { leavesOf, mostRanges } from './leaves.ts';
import type { ListedWork } from './listed-works.ts';
import styles from './Mine.module.css';
import { Reached } from './Reached.tsx';

const words = inBoth({
  en: {
    title: (works: number) => `Withdraw ${countOf(works, 'work')}?`,
    apart: 'These works lie too far apart in the list for one withdrawal. Choose fewer of them, or all.',
    sign: (works: number) => `Sign and withdraw ${countOf(works, 'work')}`,
    cancel: 'Leave it as it is',
    signing: 'Signing, sending, and checking the receipt…',
    failed: 'It is not withdrawn yet',
    bad: 'The registry answered, and its proof does not hold. Do not rely on this withdrawal until it does.',
  },
  es: {
    title: (works) => `¿Retirar ${countOf(works, 'obra')}?`,
    apart: 'Estas obras están demasiado lejos unas de otras en la lista para una sola retirada. Elige menos, o todas.',
    sign: (works) => `Firmar y retirar ${countOf(works, 'obra')}`,
    cancel: 'Dejarlo como está',
    signing: 'Firmando, enviando y comprobando el recibo…',
    failed: 'Todavía no está retirado',
    bad: 'El registro ha respondido, y su prueba no es válida. No te fíes de esta retirada hasta que lo sea.',
  },
});

/** A permission, and which of its works are taken out of it. */
export interface Withdrawn {
  readonly entry: EntryDetail;
  readonly wanted: readonly ListedWork[];
  /** How many works the permission still covers. */
  readonly live: number;
}

interface Props {
  readonly of: readonly Withdrawn[];
  readonly ownKey: OwnKey;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

type State = { readonly at: 'asking' | 'signing' } | { readonly at: 'failed'; readonly why: string };

const isAll = ({ wanted, live }: Withdrawn): boolean => wanted.length === live;
const leavesOfOne = ({ wanted }: Withdrawn) => leavesOf(wanted.map(({ leaf }) => leaf));

/** The most that any of these permissions asks for. */
const askedBy = (of: readonly Withdrawn[]): OnWithdraw => {
  const asked = of.flatMap(({ entry: { statement } }) => (statement.kind === 'grant' ? [statement.onWithdraw] : []));
  if (asked.includes('retrain-or-delete')) return 'retrain-or-delete';
  return asked.includes('remove-from-datasets') ? 'remove-from-datasets' : 'future-only';
};

/** What a withdrawal does, which datasets and models it touches, and what it cannot undo; then one signature a permission. */
export const Withdrawing = ({ of, ownKey, onDone, onCancel }: Props) => {
  const said = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const [state, setState] = useState<State>({ at: 'asking' });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const hashes = [...new Set(of.flatMap(({ wanted }) => wanted.map(({ sha256 }) => sha256)))];
  const covered = of.reduce((sum, { entry, wanted }) => sum + (entry.works ?? wanted.length), 0);
  const works = of.reduce((sum, { wanted }) => sum + wanted.length, 0);
  const isApart = of.some((one) => !isAll(one) && leavesOfOne(one).length > mostRanges);
  const sign = async () => {
    setState({ at: 'signing' });
    try {
      const { origin } = await readLog();
      const ids = new Set<string>();
      // Each is kept before any is sent: what breaks in the middle goes on from there.
      for (const one of of) {
        const statement: Withdraw = {
          v: 1,
          kind: 'withdraw',
          aud: origin,
          iss: ownKey.identity,
          iat: Math.floor(Date.now() / 1000),
          statement: one.entry.id,
          ...(!isAll(one) && { leaves: leavesOfOne(one) }),
        };
        ids.add((await signAndKeep(statement, [], ownKey)).id);
      }
      const sent = (await sendAll()).filter(({ unsent }) => ids.has(unsent.id));
      if (sent.length < ids.size || sent.some(({ proof }) => outcomeOf(proof) !== 'holds'))
        return setState({ at: 'failed', why: said.bad });
      onDone();
      await client.invalidateQueries();
    } catch (error) {
      setState({ at: 'failed', why: failedWords(error) });
    }
  };
  return (
    <div className={styles.asking}>
      <h3 ref={heading} tabIndex={-1} className={form.heading}>
        {said.title(works)}
      </h3>
      {describeWithdrawal(language, works, covered).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Reached hashes={hashes} onWithdraw={askedBy(of)} />
      {isApart && <p className={form.error}>{said.apart}</p>}
      <div className={form.actions}>
        <Button className="button primary" isDisabled={state.at === 'signing' || isApart} onPress={() => void sign()}>
          {said.sign(works)}
        </Button>
        <Button className="button" onPress={onCancel}>
          {said.cancel}
        </Button>
      </div>
      <output>{state.at === 'signing' && said.signing}</output>
      {state.at === 'failed' && (
        <div role="alert">
          <Notice tone="fails" title={said.failed}>
            {state.why}
          </Notice>
        </div>
      )}
    </div>
  );
};
