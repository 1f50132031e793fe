import type { Trust } from '@assent/schema';
import { Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Fold } from '../elements/Fold.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { AddTrust } from './AddTrust.tsx';
import { LogKey } from './LogKey.tsx';
import type { OpenedBundle } from './messages.ts';
import { Review } from './Review.tsx';
import { type Proposal, withKey, withoutKey } from './trust-policy.ts';
import { describeTrust } from './trust-words.ts';
import styles from './TrustSection.module.css';

interface Props {
  readonly trust: Trust;
  readonly onChange: (trust: Trust) => void;
  /** A bundle that waits for somebody to be trusted. */
  readonly wanted: OpenedBundle | undefined;
}

/** Whom the person at this browser trusts. Nobody is trusted unless they say so here. */
export const TrustSection = ({ trust, onChange, wanted }: Props) => {
  const [proposal, setProposal] = useState<Proposal>();
  const [news, setNews] = useState('');
  const place = useRef<HTMLDivElement>(null);
  /** What was pressed goes away with what it did: the reading place goes to what is trusted now. */
  const settle = (said: string) => {
    setNews(said);
    setProposal(undefined);
    place.current?.focus({ preventScroll: true });
  };
  const agree = (vouches: boolean) => {
    if (proposal === undefined) return;
    onChange(proposal.kind === 'policy' ? proposal.trust : withKey(trust, proposal.origin, proposal.key, vouches));
    settle(proposal.kind === 'policy' ? 'The policy is trusted now.' : `${proposal.origin} is trusted now.`);
  };
  const remove = (origin: string, key: string) => {
    onChange(withoutKey(trust, key));
    settle(`${origin} is no longer trusted.`);
  };
  const isEmpty = trust.logs.length === 0;
  const adding = proposal === undefined && <AddTrust onProposal={setProposal} />;
  return (
    <Section title="Whom you trust">
      <output className="visually-hidden">{news}</output>
      <div ref={place} tabIndex={-1} className={styles.trusted}>
        {isEmpty ? (
          <Notice tone="quiet" title="You trust nobody yet">
            A dataset is checked against the key of the log that its permissions are recorded in. Get that key from
            somebody you believe: who runs the registry, your own organisation, a colleague who checked it before. It is
            kept in this browser.
          </Notice>
        ) : (
          <>
            <ul className={styles.keys}>
              {trust.logs.map(({ origin, key }) => (
                <li key={key}>
                  <LogKey origin={origin} logKey={key} />
                  <Button className="button" onPress={() => remove(origin, key)} aria-label={`Remove ${origin}`}>
                    <Trash2 size={16} aria-hidden />
                    Remove
                  </Button>
                </li>
              ))}
            </ul>
            <ul className={styles.sentences}>
              {describeTrust(trust).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      {proposal !== undefined && (
        <Review
          proposal={proposal}
          replaces={proposal.kind === 'policy' && !isEmpty}
          onAgree={agree}
          onCancel={() => settle('Nothing was changed.')}
        />
      )}
      {isEmpty || wanted !== undefined
        ? adding
        : adding && <Fold title="Trust another key, or another policy">{adding}</Fold>}
    </Section>
  );
};
