import { useState } from 'react';
import { Button, RadioGroup, Label } from 'react-aria-components';
import { Fold } from '../elements/Fold.tsx';
import { Foreign } from '../elements/Foreign.tsx';
import { Identity } from '../elements/Identity.tsx';
import { NameWarning } from '../elements/NameWarning.tsx';
import { Notice } from '../elements/Notice.tsx';
import { Section } from '../elements/Section.tsx';
import form from '../keys/Form.module.css';
import { keepKey } from '../keys/own-keys.ts';
import type { Recorded } from '../keys/outbox.ts';
import type { OwnKey } from '../keys/store.ts';
import { Option } from '../keys/Tick.tsx';
import { failedWords } from '../keys/UnsentNotice.tsx';
import { type Choice, lackOf, termsOf } from '../publish/presets.ts';
import { TermsChoices } from '../publish/TermsChoices.tsx';
import { TermsWords } from '../publish/TermsWords.tsx';
import { countOf, writeDay } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import type { Invitation, Reply } from './invitation-shape.ts';
import { InvitedWorks } from './InvitedWorks.tsx';
import { signInvitation } from './sign-invitation.ts';
import { type ReadyKeys, SignerKey } from './SignerKey.tsx';
import styles from './Sign.module.css';

const words = inBoth({
  en: {
    who: 'Who asks you',
    asks: {
      subject: (works: number) =>
        `They made ${countOf(works, 'work')} in which you can be recognised, and ask what may be done with ${works === 1 ? 'it' : 'them'}. Without your signature nobody may do anything.`,
      guardian: (works: number) =>
        `They made ${countOf(works, 'work')} in which a child can be recognised whom you are responsible for. You sign in the child’s place.`,
      owner: (works: number) =>
        `They made ${countOf(works, 'work')} that you own, and ask what may be done with ${works === 1 ? 'it' : 'them'}. Without your signature nobody may do anything.`,
    },
    calls: 'They call themselves',
    unchecked:
      'Nobody has checked that name. If you did not expect this link, ask them by another way before you sign.',
    until: (day: string) => `You can answer until ${day}.`,
    works: 'Which works',
    terms: 'What they propose',
    other: 'Allow something else',
    lapses: 'For how long do you sign for the child?',
    lapse: { oneYear: 'For a year', twoYears: 'For two years' },
    lapseHint:
      'Choose an end before the child is of age. It can be renewed, and says nothing of when the child was born.',
    key: 'Your key',
    decide: 'Your answer',
    forGood:
      'What you sign is public and stays in the log for good, without your name. You can withdraw it; that works from then on. A model that has already learned from these works will not forget them.',
    sign: (works: number) => `Sign for ${countOf(works, 'work')}`,
    refuse: 'I do not agree',
    notMe: 'That is not me',
    notMine: 'I do not own them',
    signing: 'Signing, sending, and checking the receipt…',
    failed: 'It is not recorded yet',
    needsKey: 'Make or choose your key first, and save it.',
    nothing: 'You allow nothing and refuse nothing. Say at least one thing.',
    noPurpose: 'You allow uses, and no purpose for them. Choose at least one.',
    nobody: 'You allow uses, and nobody who may make them. Choose at least one.',
  },
  es: {
    who: 'Quién te pregunta',
    asks: {
      subject: (works) =>
        `Hizo ${countOf(works, 'obra')} en ${works === 1 ? 'la' : 'las'} que se te puede reconocer, y pregunta qué se puede hacer con ${works === 1 ? 'ella' : 'ellas'}. Sin tu firma nadie puede hacer nada.`,
      guardian: (works) =>
        `Hizo ${countOf(works, 'obra')} en ${works === 1 ? 'la' : 'las'} que se puede reconocer a un menor a tu cargo. Firmas en su lugar.`,
      owner: (works) =>
        `Hizo ${countOf(works, 'obra')} de ${works === 1 ? 'la' : 'las'} que eres titular, y pregunta qué se puede hacer con ${works === 1 ? 'ella' : 'ellas'}. Sin tu firma nadie puede hacer nada.`,
    },
    calls: 'Se llama a sí',
    unchecked: 'Nadie ha comprobado ese nombre. Si no esperabas este enlace, pregunta por otra vía antes de firmar.',
    until: (day) => `Puedes responder hasta el ${day}.`,
    works: 'Qué obras',
    terms: 'Qué propone',
    other: 'Permitir otra cosa',
    lapses: '¿Durante cuánto tiempo firmas por el menor?',
    lapse: { oneYear: 'Durante un año', twoYears: 'Durante dos años' },
    lapseHint: 'Elige un fin anterior a su mayoría de edad. Se puede renovar, y no dice nada de cuándo nació.',
    key: 'Tu clave',
    decide: 'Tu respuesta',
    forGood:
      'Lo que firmas es público y queda en el registro para siempre, sin tu nombre. Puedes retirarlo; eso vale desde entonces. Un modelo que ya haya aprendido de estas obras no las olvidará.',
    sign: (works) => `Firmar por ${countOf(works, 'obra')}`,
    refuse: 'No estoy de acuerdo',
    notMe: 'No soy yo',
    notMine: 'No son mías',
    signing: 'Firmando, enviando y comprobando el recibo…',
    failed: 'Todavía no está registrado',
    needsKey: 'Primero crea o elige tu clave, y guárdala.',
    nothing: 'No permites nada y no rechazas nada. Di al menos una cosa.',
    noPurpose: 'Permites usos, y ningún fin para ellos. Elige al menos uno.',
    nobody: 'Permites usos, y a nadie que pueda hacerlos. Elige al menos una opción.',
  },
});

type Span = 'oneYear' | 'twoYears';
type State = { readonly at: 'choosing' | 'signing' } | { readonly at: 'failed'; readonly why: string };

interface Props {
  readonly invitation: Invitation;
  readonly keys: readonly OwnKey[];
  readonly onSigned: (recorded: Recorded, reply: Reply) => void;
  readonly onRefused: (reply: Reply) => void;
}

const years: Readonly<Record<Span, number>> = { oneYear: 365, twoYears: 730 };

/** What am I asked to agree to? Who asks, which works, what it means; then one signature, or none. */
export const SignForm = ({ invitation, keys, onSigned, onRefused }: Props) => {
  const said = useWords(words);
  const { capacity, works, inviter, from, until } = invitation;
  const [proposed, setProposed] = useState<Choice>(invitation.choice);
  const [lapse, setLapse] = useState<Span>('oneYear');
  const [ready, setReady] = useState<ReadyKeys>();
  const [state, setState] = useState<State>({ at: 'choosing' });
  const [now] = useState(() => Date.now());
  // A key that cannot be replaced allows nothing without an end, and a guardian nothing that outlasts them.
  const mayBeOpen = capacity !== 'guardian' && ready?.key.identity.startsWith('act:') === true;
  const span = capacity === 'guardian' ? lapse : proposed.span === 'open' && !mayBeOpen ? 'twoYears' : proposed.span;
  const terms = termsOf({ ...proposed, span }, now, capacity);
  const lapsesOn = Math.floor(now / 1000) + years[lapse] * 86_400;
  const bounded = capacity === 'guardian' ? { ...terms, until: Math.min(terms.until ?? lapsesOn, lapsesOn) } : terms;
  const lack = lackOf(proposed);
  const sign = async ({ key, isNew, child }: ReadyKeys) => {
    setState({ at: 'signing' });
    try {
      if (isNew) await keepKey(key);
      const signed = await signInvitation({
        invitation,
        terms: bounded,
        key,
        child: child === undefined ? undefined : { signer: child.signer, lapsesOn },
      });
      onSigned(signed.recorded, signed.reply);
    } catch (error) {
      setState({ at: 'failed', why: failedWords(error) });
    }
  };
  const refuse = (answer: 'notMe' | 'refused') => onRefused({ said: answer, invitation: invitation.id });
  return (
    <>
      <Section title={said.who}>
        <div className={styles.who}>
          <Identity of={inviter} />
          {from !== undefined && (
            <>
              <p>
                {said.calls}{' '}
                <strong>
                  <Foreign>{from}</Foreign>
                </strong>
                . {said.unchecked}
              </p>
              <NameWarning of={from} />
            </>
          )}
          <p>{said.asks[capacity](works.length)}</p>
          <p className="quiet">{said.until(writeDay(until))}</p>
        </div>
      </Section>
      <Section title={said.works}>
        <InvitedWorks works={works} />
      </Section>
      <Section title={said.terms}>
        <TermsWords terms={bounded} />
        <Fold title={said.other}>
          <TermsChoices
            choice={{ ...proposed, span }}
            begunWith={undefined}
            mayBeOpen={mayBeOpen}
            onChange={setProposed}
          />
        </Fold>
        {capacity === 'guardian' && (
          <RadioGroup value={lapse} onChange={(next) => setLapse(next as Span)}>
            <Label className={form.label!}>{said.lapses}</Label>
            <div className={form.choices}>
              <Option value="oneYear">{said.lapse.oneYear}</Option>
              <Option value="twoYears">{said.lapse.twoYears}</Option>
            </div>
            <p className={form.hint}>{said.lapseHint}</p>
          </RadioGroup>
        )}
      </Section>
      <Section title={said.key}>
        <SignerKey keys={keys} forChild={capacity === 'guardian'} onReady={setReady} />
      </Section>
      <Section title={said.decide}>
        <p>{said.forGood}</p>
        <div aria-live="polite">
          {ready === undefined && <p className="quiet">{said.needsKey}</p>}
          {lack !== undefined && <p className="quiet">{said[lack]}</p>}
        </div>
        <div className={form.actions}>
          <Button
            className="button primary"
            isDisabled={ready === undefined || lack !== undefined || state.at === 'signing'}
            onPress={() => ready !== undefined && void sign(ready)}
          >
            {said.sign(works.length)}
          </Button>
          <Button className="button" isDisabled={state.at === 'signing'} onPress={() => refuse('refused')}>
            {said.refuse}
          </Button>
          {capacity !== 'guardian' && (
            <Button className="button" isDisabled={state.at === 'signing'} onPress={() => refuse('notMe')}>
              {capacity === 'owner' ? said.notMine : said.notMe}
            </Button>
          )}
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
