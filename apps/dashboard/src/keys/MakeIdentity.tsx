import { type FormEvent, useState } from 'react';
import { Button, FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { Notice } from '../elements/Notice.tsx';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Form.module.css';
import { makeIdentity, type NewIdentity } from './new-identity.ts';
import { readLog, sendAll, signAndKeep } from './outbox.ts';
import { keepKey } from './own-keys.ts';
import { SaveKeys } from './SaveKeys.tsx';

/** Characters of a passphrase, at least. */
export const shortest = 12;

const words = inBoth({
  en: {
    what: 'Your identity is three keys: one that signs, one that takes its place when you change keys, and one that brings your identity back when the others are lost. You save each of them before anybody knows of it.',
    lose: 'If you lose a key',
    loss: 'Lose this browser, and the saved signing key goes on signing. Lose the signing key, and the next key or the recovery key takes its place. Lose all three, and nobody can bring them back, this registry neither: you can withdraw nothing more, and what you allowed stays allowed until it ends.',
    passphrase: 'A passphrase for the files that you save',
    hint: `At least ${shortest} characters; four words that do not belong together are good. It is not kept anywhere.`,
    short: `This is shorter than ${shortest} characters.`,
    make: 'Make my keys',
    making: 'Making three keys, and sealing them with your passphrase…',
    none: 'No identity was made',
    why: 'The registry did not say which log it keeps, or this browser makes no Ed25519 keys. Nothing was made and nothing was lost. Try again once the registry answers.',
  },
  es: {
    what: 'Tu identidad son tres claves: una que firma, una que ocupa su lugar cuando cambias de clave, y una que recupera tu identidad cuando las otras se pierden. Guardas cada una antes de que nadie sepa de ella.',
    lose: 'Si pierdes una clave',
    loss: 'Si pierdes este navegador, la clave de firma que guardaste sigue firmando. Si pierdes la clave de firma, la siguiente o la de recuperación ocupa su lugar. Si pierdes las tres, nadie puede recuperarlas, este registro tampoco: ya no podrás retirar nada, y lo que permitiste sigue permitido hasta que termine.',
    passphrase: 'Una frase de paso para los archivos que guardas',
    hint: `Al menos ${shortest} caracteres; cuatro palabras sin relación entre sí van bien. No se guarda en ningún sitio.`,
    short: `Tiene menos de ${shortest} caracteres.`,
    make: 'Crear mis claves',
    making: 'Creando tres claves y sellándolas con tu frase de paso…',
    none: 'No se ha creado ninguna identidad',
    why: 'El registro no ha dicho qué registro lleva, o este navegador no crea claves Ed25519. No se ha creado nada y no se ha perdido nada. Inténtalo otra vez cuando el registro responda.',
  },
});

type State =
  | { readonly at: 'asking' | 'making' }
  | { readonly at: 'failed'; readonly why: string }
  | { readonly at: 'saving'; readonly made: NewIdentity };

/** Make an identity whose keys can change, and save what brings it back. */
export const MakeIdentity = () => {
  const said = useWords(words);
  const [state, setState] = useState<State>({ at: 'asking' });
  const [passphrase, setPassphrase] = useState('');
  const [isShort, setShort] = useState(false);
  const make = async () => {
    setState({ at: 'making' });
    const { origin } = await readLog();
    setState({ at: 'saving', made: await makeIdentity(origin, passphrase, Date.now()) });
    setPassphrase('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase.length < shortest) return setShort(true);
    setShort(false);
    make().catch(() =>
      setState({
        at: 'failed',
        why: said.why,
      }),
    );
  };
  if (state.at === 'saving') return <SaveKeys made={state.made} onSaved={() => begin(state.made)} />;
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{said.what}</p>
      <Notice tone="quiet" title={said.lose}>
        {said.loss}
      </Notice>
      <TextField
        className={styles.field!}
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        isInvalid={isShort}
        validationBehavior="aria"
      >
        <Label>{said.passphrase}</Label>
        <Input className={styles.input!} autoComplete="new-password" />
        <Text slot="description" className={styles.hint!}>
          {said.hint}
        </Text>
        <FieldError className={styles.error!}>{said.short}</FieldError>
      </TextField>
      <Button className="button primary" type="submit" isDisabled={state.at === 'making'}>
        {said.make}
      </Button>
      <output>{state.at === 'making' && said.making}</output>
      {state.at === 'failed' && (
        <Notice tone="fails" title={said.none}>
          {state.why}
        </Notice>
      )}
    </form>
  );
};

/** The statement is kept before the key is, and both before anything is sent: whatever breaks, it goes on from there. */
const begin = async ({ statement, key }: NewIdentity): Promise<void> => {
  await signAndKeep(statement, [], key);
  await keepKey(key);
  // What does not get through now waits, and is sent before the first thing that this identity says.
  await sendAll().catch(() => undefined);
};
