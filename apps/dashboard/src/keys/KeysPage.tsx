import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { Answer } from '../elements/Answer.tsx';
import { Fold } from '../elements/Fold.tsx';
import { Hash } from '../elements/Hash.tsx';
import { Identity } from '../elements/Identity.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import styles from './Form.module.css';
import { ImportKey } from './ImportKey.tsx';
import { MakeIdentity } from './MakeIdentity.tsx';
import { chooseKey, useOwnKeys } from './own-keys.ts';
import { UnsentNotice } from './UnsentNotice.tsx';

/** My identity, and the keys in this browser. */
export const KeysPage = () => {
  const own = useOwnKeys();
  return (
    <div className="stack">
      <title>My identity · Assent</title>
      <div className="page-head">
        <h1>My identity</h1>
        <p>The keys that sign for you live in this browser. Nothing of them is sent but what they sign.</p>
        <UnsentNotice />
      </div>
      <Answer query={own} skeleton={<Skeleton lines={6} height={32} />}>
        {({ keys, current }) =>
          current === null ? (
            <Beginning />
          ) : (
            <>
              <Section title="Keys in this browser">
                <ul className={styles.keys} aria-label="Keys in this browser">
                  {keys.map(({ identity }) => (
                    <li key={identity}>
                      <span>
                        <Identity of={identity} /> <Hash value={identity} of="the identity" />
                      </span>
                      {identity === current.identity ? (
                        <span>Signs now</span>
                      ) : (
                        <Button className="button" onPress={() => void chooseKey(identity)}>
                          Sign with this one
                        </Button>
                      )}
                    </li>
                  ))}
                </ul>
                <p>
                  <Link to="/publish">Publish works</Link> or see <Link to="/mine">what you signed</Link>.
                </p>
              </Section>
              <Section title="Another key">
                <div>
                  <Fold title="Bring a key file">
                    <ImportKey />
                  </Fold>
                  <Fold title="Make another identity">
                    <MakeIdentity />
                  </Fold>
                </div>
              </Section>
            </>
          )
        }
      </Answer>
    </div>
  );
};

/** The two ways to begin. */
export const Beginning = () => (
  <>
    <Section title="Make an identity">
      <MakeIdentity />
    </Section>
    <Section title="Or bring a key that you have">
      <ImportKey />
    </Section>
  </>
);
