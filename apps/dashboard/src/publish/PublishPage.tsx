import { useState } from 'react';
import { Answer } from '../elements/Answer.tsx';
import { Section } from '../elements/Section.tsx';
import { Skeleton } from '../elements/Skeleton.tsx';
import { Beginning } from '../keys/KeysPage.tsx';
import { useOwnKeys } from '../keys/own-keys.ts';
import { UnsentNotice } from '../keys/UnsentNotice.tsx';
import type { Recorded } from '../keys/outbox.ts';
import { PublishForm } from './PublishForm.tsx';
import { RecordedSection } from './RecordedSection.tsx';

/** What do I allow for these works, and what does that mean? */
export const PublishPage = () => {
  const own = useOwnKeys();
  const [recorded, setRecorded] = useState<Recorded>();
  return (
    <div className="stack">
      <title>Publish works · Assent</title>
      <div className="page-head">
        <h1>Say what your works may be used for</h1>
        <p>
          You choose, read what it means, and sign. Your works stay on this machine: only their hashes are published.
        </p>
        <UnsentNotice />
      </div>
      {recorded === undefined ? (
        <Answer query={own} skeleton={<Skeleton lines={10} height={32} />}>
          {({ current }) =>
            current === null ? (
              <>
                <Section title="First, a key that signs for you">
                  <p>Make an identity here, or bring a key that you have. It takes two minutes, once.</p>
                </Section>
                <Beginning />
              </>
            ) : (
              <PublishForm ownKey={current} onRecorded={setRecorded} />
            )
          }
        </Answer>
      ) : (
        <RecordedSection recorded={recorded} onAgain={() => setRecorded(undefined)} />
      )}
    </div>
  );
};
