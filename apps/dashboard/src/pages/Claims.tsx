import type { Claim } from '@assent/schema';
import type { ReactNode } from 'react';
import { Facts } from '../elements/Facts.tsx';
import { Identity } from '../elements/Identity.tsx';
import styles from './Claims.module.css';

const Identities = ({ of }: { readonly of: readonly string[] }) => (
  <ul className={styles.identities}>
    {of.map((identity) => (
      <li key={identity}>
        <Identity of={identity} />
      </li>
    ))}
  </ul>
);

const peopleOf = ({ depicts }: Claim): ReactNode => {
  if (depicts === 'uncleared') return 'There are people in it who were not asked.';
  if (depicts.length === 0) return 'Nobody who could be recognised.';
  return <Identities of={depicts.map(({ subject }) => subject)} />;
};

/** What the holders say of who holds what: each different account on its own. */
export const Claims = ({ claims }: { readonly claims: readonly Claim[] }) => (
  <div className={styles.claims}>
    {claims.length > 1 && (
      <p>
        Not everybody says the same. Each account is shown; where they contradict each other, the work waits until that
        is settled.
      </p>
    )}
    {claims.length === 0 && <p>Nobody, so far.</p>}
    {claims.map((claim) => (
      <Facts
        key={JSON.stringify(claim)}
        facts={[
          ['Author', claim.author === null ? 'Not known' : <Identity key="author" of={claim.author} />],
          [claim.owners.length === 1 ? 'Owner' : 'Owners', <Identities key="owners" of={claim.owners} />],
          ['People in it', peopleOf(claim)],
        ]}
      />
    ))}
  </div>
);
