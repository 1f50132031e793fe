import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Identity } from '../elements/Identity.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { failedWords } from '../keys/UnsentNotice.tsx';
import { type Recorded, sendAll } from '../keys/outbox.ts';
import type { OwnKey } from '../keys/store.ts';
import { countOf } from '../words/figures.ts';
import { emptyClaim, readClaim } from './claim.ts';
import { ClaimSection } from './ClaimSection.tsx';
import { FilesSection } from './FilesSection.tsx';
import { type Choice, lackOf, type PresetName, presets, termsOf } from './presets.ts';
import styles from './Publish.module.css';
import { signGrant } from './sign-grant.ts';
import { TermsSection } from './TermsSection.tsx';
import { useFiles } from './use-files.ts';

interface Props {
  readonly ownKey: OwnKey;
  readonly onRecorded: (recorded: Recorded) => void;
}

type State = { readonly at: 'choosing' | 'signing' } | { readonly at: 'failed'; readonly why: string };

/** Which works, who is concerned, what is allowed; then one signature. */
export const PublishForm = ({ ownKey, onRecorded }: Props) => {
  const taken = useFiles();
  const [claim, setClaim] = useState(emptyClaim);
  const [preset, setPreset] = useState<PresetName | undefined>('research');
  const [choice, setChoice] = useState<Choice>(presets.research.choice);
  const [state, setState] = useState<State>({ at: 'choosing' });
  const [now] = useState(() => Date.now());
  const { identity } = ownKey;
  const terms = termsOf(choice, now);
  const read = readClaim(claim, identity);
  const { works, left } = taken.files;
  const lacks = [
    ...(works.length === 0 && left === 0 ? ['Choose at least one work.'] : []),
    ...(left > 0 ? ['Wait until every file is read.'] : []),
    ...(read.ok ? [] : [read.why]),
    lackOf(choice) ?? [],
  ].flat();

  const sign = async () => {
    if (!read.ok) return;
    setState({ at: 'signing' });
    try {
      const signed = await signGrant({ works, claim: read, attribution: claim.attribution, terms, ownKey });
      taken.clear();
      const sent = await sendAll();
      onRecorded(sent.find(({ unsent }) => unsent.id === signed.id)!);
    } catch (error) {
      setState({ at: 'failed', why: failedWords(error) });
    }
  };

  return (
    <>
      <FilesSection {...taken} />
      <ClaimSection claim={claim} onChange={(change) => setClaim({ ...claim, ...change })} />
      <TermsSection
        choice={choice}
        preset={preset}
        terms={terms}
        mayBeOpen={identity.startsWith('act:')}
        onPreset={(name) => {
          setPreset(name);
          setChoice({ ...presets[name].choice, span: choice.span, onWithdraw: choice.onWithdraw });
        }}
        onChange={(change) => {
          if (Object.keys(change).some((name) => name !== 'span' && name !== 'onWithdraw')) setPreset(undefined);
          setChoice({ ...choice, ...change });
        }}
      />
      <Section title="4. Sign">
        <p>
          You sign as <Identity of={identity} />. <Link to="/me">Sign with another key</Link>
        </p>
        <p>
          What you sign is public and stays in the log for good. You can withdraw it; that works from then on, and does
          not undo what was made before.
        </p>
        <div className={styles.missing} aria-live="polite">
          {lacks.map((lack) => (
            <p key={lack} className="quiet">
              {lack}
            </p>
          ))}
        </div>
        <div className={styles.actions}>
          <Button
            className="button primary"
            isDisabled={lacks.length > 0 || state.at === 'signing'}
            onPress={() => void sign()}
          >
            Sign and publish {countOf(works.length, 'work')}
          </Button>
        </div>
        <output>{state.at === 'signing' && 'Signing, sending, and checking the receipt…'}</output>
        {state.at === 'failed' && (
          <div role="alert">
            <Notice tone="fails" title="It is not recorded yet">
              {state.why}
            </Notice>
          </div>
        )}
      </Section>
    </>
  );
};
