import type { Disclaim, Dispute } from '@assent/schema';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Label, RadioGroup } from 'react-aria-components';
import { Identity } from '../elements/Identity.tsx';
import { Notice } from '../elements/Notice.tsx';
import form from '../keys/Form.module.css';
import { readLog, sendAll, signAndKeep } from '../keys/outbox.ts';
import type { OwnKey } from '../keys/store.ts';
import { Option } from '../keys/Tick.tsx';
import { failedWords } from '../keys/UnsentNotice.tsx';
import { outcomeOf } from '../proof/verify-entry.ts';
import { countOf } from '../words/figures.ts';
import { inBoth, useWords } from '../words/language.ts';
import { plainList } from './plain-list.ts';

const words = inBoth({
  en: {
    what: 'What is wrong?',
    'disclaim-depicted': 'I am named as being in them, and it is not me.',
    'disclaim-owner': 'I am named as their owner, and I own no rights in them.',
    'disclaim-author': 'I am named as having made them, and I did not.',
    'dispute-owner': 'Who is said to own them or to have made them is wrong.',
    'dispute-depicted': 'Who is said to be in them is wrong, or somebody is missing.',
    'dispute-guardian': 'Whoever signs for this child may not.',
    'dispute-forged': 'Something here is forged.',
    effect:
      'A dispute keeps the works out of new datasets until it is settled. One by a key that nobody has checked lapses after 30 days. It is public, and stays in the log.',
    signAs: 'You sign as',
    noKey: 'To say that something is wrong, a key has to sign it.',
    getKey: 'Make one, or bring a key file',
    sign: (works: number) => `Sign this for ${countOf(works, 'work')}`,
    signing: 'Signing, sending, and checking the receipt…',
    done: 'It is recorded, and the proof holds.',
    bad: 'The registry answered, and its proof does not hold. Do not rely on it.',
    failed: 'It is not recorded',
  },
  es: {
    what: '¿Qué no es así?',
    'disclaim-depicted': 'Se me nombra como alguien que aparece en ellas, y no soy yo.',
    'disclaim-owner': 'Se me nombra como titular, y no tengo derechos sobre ellas.',
    'disclaim-author': 'Se me nombra como quien las hizo, y no las hice.',
    'dispute-owner': 'No es verdad de quién se dice que son o quién las hizo.',
    'dispute-depicted': 'No es verdad quién se dice que aparece, o falta alguien.',
    'dispute-guardian': 'Quien firma por este menor no puede hacerlo.',
    'dispute-forged': 'Algo aquí está falsificado.',
    effect:
      'Una impugnación deja las obras fuera de nuevos conjuntos de datos hasta que se resuelva. La de una clave que nadie ha comprobado caduca a los 30 días. Es pública y queda en el registro.',
    signAs: 'Firmas como',
    noKey: 'Para decir que algo no es así, una clave tiene que firmarlo.',
    getKey: 'Crea una, o trae un archivo de clave',
    sign: (works) => `Firmar esto para ${countOf(works, 'obra')}`,
    signing: 'Firmando, enviando y comprobando el recibo…',
    done: 'Está registrado, y la prueba es válida.',
    bad: 'El registro ha respondido, y su prueba no es válida. No te fíes de ello.',
    failed: 'No está registrado',
  },
});

const objections = [
  'disclaim-depicted',
  'disclaim-owner',
  'disclaim-author',
  'dispute-owner',
  'dispute-depicted',
  'dispute-guardian',
  'dispute-forged',
] as const satisfies readonly (`disclaim-${Disclaim['about']}` | `dispute-${Dispute['about']}`)[];
type Objection = (typeof objections)[number];

type State = { readonly at: 'asking' | 'done' | 'signing' } | { readonly at: 'failed'; readonly why: string };

const statementOf = (
  objection: Objection,
  header: Pick<Dispute, 'aud' | 'iat' | 'iss' | 'v' | 'works'>,
): Disclaim | Dispute => {
  const [kind, about] = objection.split('-') as ['disclaim', Disclaim['about']] | ['dispute', Dispute['about']];
  return kind === 'disclaim' ? { ...header, kind, about } : { ...header, kind, about };
};

interface Props {
  readonly works: readonly string[];
  readonly ownKey: OwnKey | null;
}

/** Say, signed and in public, that what stands in the log of some works is wrong. */
export const Objecting = ({ works, ownKey }: Props) => {
  const said = useWords(words);
  const [objection, setObjection] = useState<Objection>();
  const [state, setState] = useState<State>({ at: 'asking' });
  if (ownKey === null)
    return (
      <p>
        {said.noKey} <Link to="/me">{said.getKey}</Link>.
      </p>
    );
  const sign = async (chosen: Objection) => {
    setState({ at: 'signing' });
    try {
      const list = plainList(works);
      const { origin } = await readLog();
      const header = { v: 1, aud: origin, iss: ownKey.identity, iat: Math.floor(Date.now() / 1000) } as const;
      const { id } = await signAndKeep(statementOf(chosen, { ...header, works: list.works }), list.lines, ownKey);
      const sent = (await sendAll()).find(({ unsent }) => unsent.id === id);
      setState(
        sent !== undefined && outcomeOf(sent.proof) === 'holds' ? { at: 'done' } : { at: 'failed', why: said.bad },
      );
    } catch (error) {
      setState({ at: 'failed', why: failedWords(error) });
    }
  };
  return (
    <div className={form.form}>
      <RadioGroup value={objection ?? null} onChange={(next) => setObjection(next as Objection)}>
        <Label className={form.label!}>{said.what}</Label>
        <div className={form.choices}>
          {objections.map((one) => (
            <Option key={one} value={one}>
              {said[one]}
            </Option>
          ))}
        </div>
      </RadioGroup>
      <p className={form.hint}>{said.effect}</p>
      <p>
        {said.signAs} <Identity of={ownKey.identity} />.
      </p>
      <Button
        className="button"
        isDisabled={objection === undefined || state.at === 'signing' || state.at === 'done'}
        onPress={() => objection !== undefined && void sign(objection)}
      >
        {said.sign(works.length)}
      </Button>
      <output>
        {state.at === 'signing' && said.signing}
        {state.at === 'done' && said.done}
      </output>
      {state.at === 'failed' && (
        <div role="alert">
          <Notice tone="fails" title={said.failed}>
            {state.why}
          </Notice>
        </div>
      )}
    </div>
  );
};
