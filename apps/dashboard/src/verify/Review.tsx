import { useEffect, useRef, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import { Check } from 'lucide-react';
import { LogKey } from './LogKey.tsx';
import styles from './Review.module.css';
import type { Proposal } from './trust-policy.ts';
import { describeTrust } from './trust-words.ts';

interface Props {
  readonly proposal: Proposal;
  /** Whether it takes the place of what is trusted now. */
  readonly replaces: boolean;
  readonly onAgree: (vouches: boolean) => void;
  readonly onCancel: () => void;
}

/** What somebody is about to trust, and what that means, before they do. */
export const Review = ({ proposal, replaces, onAgree, onCancel }: Props) => {
  const [vouches, setVouches] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const logs = proposal.kind === 'key' ? [proposal] : proposal.trust.logs;
  return (
    <div className={styles.review}>
      <h3 ref={title} tabIndex={-1}>
        {logs.length === 1 ? 'Is this the key that you expect?' : 'Are these the keys that you expect?'}
      </h3>
      {logs.map(({ origin, key }) => (
        <LogKey key={key} origin={origin} logKey={key} />
      ))}
      {proposal.kind === 'key' ? (
        <>
          <p>
            Compare it, group by group, with one that reached you on another way. Whoever holds this key can say what
            was recorded, and when.
          </p>
          <Checkbox className={styles.choice!} isSelected={vouches} onChange={setVouches}>
            <span className={styles.box} aria-hidden>
              {vouches && <Check size={16} />}
            </span>
            <span>Also believe this registry about who people are, and about disputes that it settled</span>
          </Checkbox>
        </>
      ) : (
        <ul className={styles.sentences}>
          {describeTrust(proposal.trust).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {replaces && <p>It takes the place of everything that you trust now.</p>}
      <div className={styles.actions}>
        <Button className="button primary" onPress={() => onAgree(vouches)}>
          {proposal.kind === 'key' ? 'Trust this key' : 'Trust this policy'}
        </Button>
        <Button className="button" onPress={onCancel}>
          Do not trust it
        </Button>
      </div>
    </div>
  );
};
