import { fromBase64 } from '@assent/signing/verify';
import { type FormEvent, useState } from 'react';
import { Button, FieldError, FileTrigger, Input, Label, TextField } from 'react-aria-components';
import { describeRefusal } from '../failure.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Form.module.css';
import { askSealer } from './sealing.ts';

const words = inBoth({
  en: {
    choose: 'Choose a key file',
    passphrase: 'Passphrase of this file',
    open: 'Open the key',
    opening: 'Opening the key file',
    unchanged: 'Nothing was changed.',
    notTaken: 'This key could not be used in this browser. Your file is as it was.',
    tooLarge: 'This file is too large for a key file.',
    written: 'Or type the recovery key as it was printed',
    noSeed: 'A recovery key has 44 characters, the last of which is “=”. Spaces do not count.',
  },
  es: {
    choose: 'Elegir un archivo de clave',
    passphrase: 'Frase de paso de este archivo',
    open: 'Abrir la clave',
    opening: 'Abriendo el archivo de clave',
    unchanged: 'No se ha cambiado nada.',
    notTaken: 'Esta clave no se ha podido usar en este navegador. Tu archivo está como estaba.',
    tooLarge: 'Este archivo es demasiado grande para ser una clave.',
    written: 'O escribe la clave de recuperación como se imprimió',
    noSeed: 'Una clave de recuperación tiene 44 caracteres, el último «=». Los espacios no cuentan.',
  },
});

/** Larger than any key file. */
const tooLarge = 64 * 1024;

/** A key, opened: its seed, and whom its file says it signs for. */
export interface OpenedKey {
  readonly seed: Uint8Array;
  readonly signsFor?: string;
}

type State =
  | { readonly at: 'opening' | 'waiting' }
  | { readonly at: 'sealed'; readonly bytes: Uint8Array; readonly why?: string }
  | { readonly at: 'failed'; readonly why: string };

interface Props {
  /** Whether a key that was written down may be typed instead. */
  readonly mayBeTyped: boolean;
  /** What is done with it; what it returns is why it was not taken. */
  readonly onOpened: (key: OpenedKey) => Promise<string | undefined>;
}

/** Open a key file, under its passphrase if it has one. It is read here and sent nowhere. */
export const OpenKeyFile = ({ mayBeTyped, onOpened }: Props) => {
  const said = useWords(words);
  const [state, setState] = useState<State>({ at: 'waiting' });
  const [passphrase, setPassphrase] = useState('');
  const [typed, setTyped] = useState('');
  const take = async (key: OpenedKey) => {
    const why = await onOpened(key);
    setState(why === undefined ? { at: 'waiting' } : { at: 'failed', why });
  };
  const open = async (bytes: Uint8Array, written: string | undefined) => {
    setState({ at: 'opening' });
    const opened = await askSealer({ kind: 'open', bytes, passphrase: written });
    if (opened.ok) return take(opened.value);
    if (opened.refusal.code === 'passphrase_needed') return setState({ at: 'sealed', bytes });
    const why = `${describeRefusal(opened.refusal)} ${said.unchanged}`;
    setState(opened.refusal.code === 'passphrase_wrong' ? { at: 'sealed', bytes, why } : { at: 'failed', why });
  };
  const attempt = (work: Promise<unknown>) => void work.catch(() => setState({ at: 'failed', why: said.notTaken }));
  const choose = (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > tooLarge) return setState({ at: 'failed', why: said.tooLarge });
    attempt(file.arrayBuffer().then((buffer) => open(new Uint8Array(buffer), undefined)));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (state.at === 'sealed') return attempt(open(state.bytes, passphrase));
    const seed = fromBase64(typed.replaceAll(/\s/gu, ''));
    if (!seed.ok || seed.value.length !== 32) return setState({ at: 'failed', why: said.noSeed });
    attempt(take({ seed: seed.value }));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <FileTrigger onSelect={(files) => choose(files?.[0])}>
        <Button className="button">{said.choose}</Button>
      </FileTrigger>
      {state.at === 'sealed' && (
        <>
          <TextField
            className={styles.field!}
            type="password"
            value={passphrase}
            onChange={setPassphrase}
            isInvalid={state.why !== undefined}
            validationBehavior="aria"
            // What was just asked for is where one types next.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
          >
            <Label>{said.passphrase}</Label>
            <Input className={styles.input!} autoComplete="off" />
            <FieldError className={styles.error!}>{state.why}</FieldError>
          </TextField>
          <Button className="button primary" type="submit">
            {said.open}
          </Button>
        </>
      )}
      {mayBeTyped && state.at !== 'sealed' && (
        <>
          <TextField className={styles.field!} value={typed} onChange={setTyped} maxLength={100}>
            <Label>{said.written}</Label>
            <Input className={styles.input!} autoComplete="off" spellCheck="false" />
          </TextField>
          <Button className="button" type="submit" isDisabled={typed.trim() === ''}>
            {said.open}
          </Button>
        </>
      )}
      <output className={state.at === 'failed' ? styles.error : 'visually-hidden'}>
        {state.at === 'opening' && said.opening}
        {state.at === 'failed' && state.why}
      </output>
    </form>
  );
};
