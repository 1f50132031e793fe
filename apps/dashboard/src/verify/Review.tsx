import { useEffect, useRef, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import { Check } from 'lucide-react';
import { inBoth, useWords } from '../words/language.ts';
import { LogKey } from './LogKey.tsx';
import styles from './Review.module.css';
import type { Proposal } from './trust-policy.ts';
import { describeTrust, trustWords } from './trust-words.ts';

const words = inBoth({
  en: {
    isIt: 'Is this the key that you expect?',
    areThey: 'Are these the keys that you expect?',
    compare:
      'Compare it, group by group, with one that reached you on another way. Whoever holds this key can say what was recorded, and when.',
    vouches: 'Also believe this registry about who people are, and about disputes that it settled',
    replaces: 'It takes the place of everything that you trust now.',
    trustKey: 'Trust this key',
    trustPolicy: 'Trust this policy',
    no: 'Do not trust it',
  },
  es: {
    isIt: '¿Es esta la clave que esperas?',
    areThey: '¿Son estas las claves que esperas?',
    compare:
      'Compárala, grupo por grupo, con una que te haya llegado por otro camino. Quien tiene esta clave puede decir qué se registró, y cuándo.',
    vouches: 'Creer también a este registro sobre quién es cada persona, y sobre las impugnaciones que resolvió',
    replaces: 'Sustituye a todo aquello en lo que confías ahora.',
    trustKey: 'Confiar en esta clave',
    trustPolicy: 'Confiar en estas reglas',
    no: 'No confiar',
  },
});

interface Props {
  readonly proposal: Proposal;
  /** Whether it takes the place of what is trusted now. */
  readonly replaces: boolean;
  readonly onAgree: (vouches: boolean) => void;
  readonly onCancel: () => void;
}

/** What somebody is about to trust, and what that means, before they do. */
export const Review = ({ proposal, replaces, onAgree, onCancel }: Props) => {
  const said = useWords(words);
  const sentences = useWords(trustWords);
  const [vouches, setVouches] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const logs = proposal.kind === 'key' ? [proposal] : proposal.trust.logs;
  return (
    <div className={styles.review}>
      <h3 ref={title} tabIndex={-1}>
        {logs.length === 1 ? said.isIt : said.areThey}
      </h3>
      {logs.map(({ origin, key }) => (
        <LogKey key={key} origin={origin} logKey={key} />
      ))}
      {proposal.kind === 'key' ? (
        <>
          <p>{said.compare}</p>
          <Checkbox className={styles.choice!} isSelected={vouches} onChange={setVouches}>
            <span className={styles.box} aria-hidden>
              {vouches && <Check size={16} />}
            </span>
            <span>{said.vouches}</span>
          </Checkbox>
        </>
      ) : (
        <ul className={styles.sentences}>
          {describeTrust(proposal.trust, sentences).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {replaces && <p>{said.replaces}</p>}
      <div className={styles.actions}>
        <Button className="button primary" onPress={() => onAgree(vouches)}>
          {proposal.kind === 'key' ? said.trustKey : said.trustPolicy}
        </Button>
        <Button className="button" onPress={onCancel}>
          {said.no}
        </Button>
      </div>
    </div>
  );
};
