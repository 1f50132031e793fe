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
import { inBoth, useWords } from '../words/language.ts';
import { emptyClaim, readClaim } from './claim.ts';
import { ClaimSection } from './ClaimSection.tsx';
import { FilesSection } from './FilesSection.tsx';
import { type Choice, lackOf, type PresetName, presets, termsOf } from './presets.ts';
import styles from './Publish.module.css';
import { signGrant } from './sign-grant.ts';
import { TermsSection } from './TermsSection.tsx';
import { useFiles } from './use-files.ts';

const words = inBoth({
  en: {
    lacks: {
      noWork: 'Choose at least one work.',
      reading: 'Wait until every file is read.',
      unsaid: 'Say whether somebody can be recognised in them.',
      people: 'Name the people by their identities, each once, at most 64. An identity begins with did:key: or act:.',
      owner: 'Name the owner by their identity: it begins with did:key: or act:.',
      nothing: 'You allow nothing and refuse nothing. Say at least one thing.',
      noPurpose: 'You allow uses, and no purpose for them. Choose at least one.',
      nobody: 'You allow uses, and nobody who may make them. Choose at least one.',
    },
    title: '4. Sign',
    signAs: 'You sign as',
    other: 'Sign with another key',
    forGood:
      'What you sign is public and stays in the log for good. You can withdraw it; that works from then on, and does not undo what was made before.',
    sign: (works: number) => `Sign and publish ${countOf(works, 'work')}`,
    signing: 'Signing, sending, and checking the receipt…',
    failed: 'It is not recorded yet',
  },
  es: {
    lacks: {
      noWork: 'Elige al menos una obra.',
      reading: 'Espera a que se lean todos los archivos.',
      unsaid: 'Di si se puede reconocer a alguien en ellas.',
      people:
        'Nombra a las personas por sus identidades, cada una una vez, 64 como mucho. Una identidad empieza por did:key: o act:.',
      owner: 'Nombra al titular por su identidad: empieza por did:key: o act:.',
      nothing: 'No permites nada y no rechazas nada. Di al menos una cosa.',
      noPurpose: 'Permites usos, y ningún fin para ellos. Elige al menos uno.',
      nobody: 'Permites usos, y a nadie que pueda hacerlos. Elige al menos una opción.',
    },
    title: '4. Firmar',
    signAs: 'Firmas como',
    other: 'Firmar con otra clave',
    forGood:
      'Lo que firmas es público y queda en el registro para siempre. Puedes retirarlo; eso vale desde entonces, y no deshace lo que se hizo antes.',
    sign: (works) => `Firmar y publicar ${countOf(works, 'obra')}`,
    signing: 'Firmando, enviando y comprobando el recibo…',
    failed: 'Todavía no está registrado',
  },
});

interface Props {
  readonly ownKey: OwnKey;
  readonly onRecorded: (recorded: Recorded) => void;
}

type State = { readonly at: 'choosing' | 'signing' } | { readonly at: 'failed'; readonly why: string };

/** Which works, who is concerned, what is allowed; then one signature. */
export const PublishForm = ({ ownKey, onRecorded }: Props) => {
  const said = useWords(words);
  const taken = useFiles();
  const [claim, setClaim] = useState(emptyClaim);
  const [preset, setPreset] = useState<PresetName | undefined>('research');
  const [choice, setChoice] = useState<Choice>(presets.research);
  const [state, setState] = useState<State>({ at: 'choosing' });
  const [now] = useState(() => Date.now());
  const { identity } = ownKey;
  const terms = termsOf(choice, now);
  const read = readClaim(claim, identity);
  const { works, left } = taken.files;
  const lacks: (keyof typeof said.lacks)[] = [
    ...(works.length === 0 && left === 0 ? (['noWork'] as const) : []),
    ...(left > 0 ? (['reading'] as const) : []),
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
          setChoice({ ...presets[name], span: choice.span, onWithdraw: choice.onWithdraw });
        }}
        onChange={(change) => {
          if (Object.keys(change).some((name) => name !== 'span' && name !== 'onWithdraw')) setPreset(undefined);
          setChoice({ ...choice, ...change });
        }}
      />
      <Section title={said.title}>
        <p>
          {said.signAs} <Identity of={identity} />. <Link to="/me">{said.other}</Link>
        </p>
        <p>{said.forGood}</p>
        <div className={styles.missing} aria-live="polite">
          {lacks.map((lack) => (
            <p key={lack} className="quiet">
              {said.lacks[lack]}
            </p>
          ))}
        </div>
        <div className={styles.actions}>
          <Button
            className="button primary"
            isDisabled={lacks.length > 0 || state.at === 'signing'}
            onPress={() => void sign()}
          >
            {said.sign(works.length)}
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
      </Section>
    </>
  );
};
