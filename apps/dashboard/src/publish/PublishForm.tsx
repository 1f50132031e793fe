import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Identity } from '../elements/Identity.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import { failedWords } from '../keys/UnsentNotice.tsx';
import { type Recorded, sendAll } from '../keys/outbox.ts';
import type { Draft, OwnKey } from '../keys/store.ts';
import { countOf } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { emptyClaim, readClaim, readDepicts, type WrittenClaim } from './claim.ts';
import { ClaimSection } from './ClaimSection.tsx';
import { keepDraft, putAway } from './drafts.ts';
import { FilesSection } from './FilesSection.tsx';
import { type Choice, lackOf, presets, termsOf } from './presets.ts';
import styles from './Publish.module.css';
import { signGrant } from './sign-grant.ts';
import { TermsChoices } from './TermsChoices.tsx';
import { TermsWords } from './TermsWords.tsx';
import { useFiles } from './use-files.ts';

const words = inBoth({
  en: {
    lacks: {
      noWork: 'Choose at least one work.',
      reading: 'Wait until every file is read.',
      unsaid: 'Say whether somebody can be recognised in them.',
      people:
        'Everybody named needs an identity, each once: invite them, or write what they gave you. It begins with did:key: or act:.',
      refusedBy: 'Somebody in them does not agree.',
      credit: 'The name to credit holds characters that cannot be seen. Write it anew.',
      tags: 'A tag is up to 64 letters from a to z, digits, dots, dashes and underscores; at most 32 of them.',
      owner: 'Name the owner by their identity, or invite them: it begins with did:key: or act:.',
      nothing: 'You allow nothing and refuse nothing. Say at least one thing.',
      noPurpose: 'You allow uses, and no purpose for them. Choose at least one.',
      nobody: 'You allow uses, and nobody who may make them. Choose at least one.',
    },
    terms: '3. What you allow',
    title: '4. Sign',
    signAs: 'You sign as',
    other: 'Sign with another key',
    forGood:
      'What you sign is public and stays in the log for good. You can withdraw it; that works from then on, and does not undo what was made before.',
    sign: (works: number) => `Sign and publish ${countOf(works, 'work')}`,
    signing: 'Signing, sending, and checking the receipt…',
    failed: 'It is not recorded yet',
    notKept:
      'This browser could not keep what you chose. The invitation is good, but its answer will find nothing here.',
  },
  es: {
    lacks: {
      noWork: 'Elige al menos una obra.',
      reading: 'Espera a que se lean todos los archivos.',
      unsaid: 'Di si se puede reconocer a alguien en ellas.',
      people:
        'Cada persona nombrada necesita una identidad, una sola vez: invítala, o escribe la que te dio. Empieza por did:key: o act:.',
      refusedBy: 'Alguien que aparece no está de acuerdo.',
      credit: 'El nombre que hay que citar contiene caracteres que no se ven. Escríbelo de nuevo.',
      tags: 'Una etiqueta tiene hasta 64 letras de la a a la z, cifras, puntos, guiones y guiones bajos; 32 como mucho.',
      owner: 'Nombra al titular por su identidad, o invítalo: empieza por did:key: o act:.',
      nothing: 'No permites nada y no rechazas nada. Di al menos una cosa.',
      noPurpose: 'Permites usos, y ningún fin para ellos. Elige al menos uno.',
      nobody: 'Permites usos, y a nadie que pueda hacerlos. Elige al menos una opción.',
    },
    terms: '3. Qué permites',
    title: '4. Firmar',
    signAs: 'Firmas como',
    other: 'Firmar con otra clave',
    forGood:
      'Lo que firmas es público y queda en el registro para siempre. Puedes retirarlo; eso vale desde entonces, y no deshace lo que se hizo antes.',
    sign: (works) => `Firmar y publicar ${countOf(works, 'obra')}`,
    signing: 'Firmando, enviando y comprobando el recibo…',
    failed: 'Todavía no está registrado',
    notKept:
      'Este navegador no ha podido guardar lo que elegiste. La invitación es buena, pero su respuesta no encontrará nada aquí.',
  },
});

interface Props {
  readonly ownKey: OwnKey;
  /** Under which it is kept, once somebody is asked. */
  readonly draftId: string;
  /** What waited for answers, to go on with. */
  readonly draft: Draft | undefined;
  readonly onRecorded: (recorded: Recorded) => void;
}

type State = { readonly at: 'choosing' | 'signing' } | { readonly at: 'failed'; readonly why: string };

/** Which works, who is concerned, what is allowed; then one signature. */
export const PublishForm = ({ ownKey, draftId, draft, onRecorded }: Props) => {
  const said = useWords(words);
  const taken = useFiles(draft?.works ?? []);
  const [claim, setClaim] = useState(() => draft?.claim ?? emptyClaim());
  const [choice, setChoice] = useState<Choice>(draft?.choice ?? presets.research);
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

  /** Once somebody was asked, what is chosen outlives the page: their answer may come next week. */
  const change = (next: { readonly claim: WrittenClaim; readonly choice: Choice }) => {
    setClaim(next.claim);
    setChoice(next.choice);
    if (![next.claim.client, ...next.claim.parties].some(({ invitation }) => invitation !== undefined)) return;
    const kept = works.map(({ id: _, problem: _p, ...work }) => work);
    void keepDraft({ id: draftId, changedAt: Date.now(), identity, works: kept, ...next }).catch(() =>
      setState({ at: 'failed', why: said.notKept }),
    );
  };

  const sign = async () => {
    if (!read.ok) return;
    setState({ at: 'signing' });
    try {
      const signed = await signGrant({ works, claim: read, written: claim, terms, ownKey });
      taken.clear();
      await putAway(draftId);
      const sent = await sendAll();
      onRecorded(sent.find(({ unsent }) => unsent.id === signed.id)!);
    } catch (error) {
      setState({ at: 'failed', why: failedWords(error) });
    }
  };

  return (
    <>
      <FilesSection {...taken} />
      <ClaimSection
        claim={claim}
        context={{
          ownKey,
          works: left > 0 ? [] : works,
          choice,
          depicts: readDepicts(claim),
          attribution: claim.attribution,
        }}
        onChange={(changed) => change({ claim: { ...claim, ...changed }, choice })}
      />
      <Section title={said.terms}>
        <TermsChoices
          choice={choice}
          begunWith={draft === undefined ? 'research' : undefined}
          mayBeOpen={identity.startsWith('act:')}
          onChange={(changed) => change({ claim, choice: changed })}
        />
        <TermsWords terms={terms} />
      </Section>
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
