import { signerFromSeed } from '@assent/signing/sign';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, FieldError, FileTrigger, Input, Label, TextField } from 'react-aria-components';
import { describeRefusal } from '../failure.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Form.module.css';
import { importSeed, keepKey } from './own-keys.ts';
import { askSealer } from './sealing.ts';

const words = inBoth({
  en: {
    what: (command: ReactNode) => (
      <>A key file that {command} wrote, or that you saved from this page. It is read here and sent nowhere.</>
    ),
    choose: 'Choose a key file',
    passphrase: 'Passphrase of this file',
    open: 'Open the key',
    opening: 'Opening the key file',
    unchanged: 'Nothing was changed.',
    notKept: 'This key could not be put into this browser. Your file is as it was.',
    tooLarge: 'This file is too large for a key file.',
  },
  es: {
    what: (command) => (
      <>Un archivo de clave que escribió {command}, o que guardaste desde esta página. Se lee aquí y no se envía.</>
    ),
    choose: 'Elegir un archivo de clave',
    passphrase: 'Frase de paso de este archivo',
    open: 'Abrir la clave',
    opening: 'Abriendo el archivo de clave',
    unchanged: 'No se ha cambiado nada.',
    notKept: 'Esta clave no se ha podido poner en este navegador. Tu archivo está como estaba.',
    tooLarge: 'Este archivo es demasiado grande para ser una clave.',
  },
});

/** Larger than any key file. */
const tooLarge = 64 * 1024;

type State =
  | { readonly at: 'waiting' | 'opening' }
  | { readonly at: 'sealed'; readonly bytes: Uint8Array; readonly why?: string }
  | { readonly at: 'failed'; readonly why: string };

/** Bring a key file, from the terminal or saved by this page before. */
export const ImportKey = () => {
  const said = useWords(words);
  const [state, setState] = useState<State>({ at: 'waiting' });
  const [passphrase, setPassphrase] = useState('');
  const open = async (bytes: Uint8Array, written: string | undefined) => {
    setState({ at: 'opening' });
    const opened = await askSealer({ kind: 'open', bytes, passphrase: written });
    if (opened.ok) {
      const { seed, signsFor } = opened.value;
      const { did, publicKey } = signerFromSeed(seed);
      const privateKey = await importSeed(seed);
      return keepKey({ identity: signsFor ?? did, did, publicKey, privateKey, since: Date.now() });
    }
    if (opened.refusal.code === 'passphrase_needed') return setState({ at: 'sealed', bytes });
    const why = `${describeRefusal(opened.refusal)} ${said.unchanged}`;
    setState(opened.refusal.code === 'passphrase_wrong' ? { at: 'sealed', bytes, why } : { at: 'failed', why });
  };
  const attempt = (bytes: Promise<Uint8Array> | Uint8Array, written?: string) =>
    void Promise.resolve(bytes)
      .then((read) => open(read, written))
      .catch(() => setState({ at: 'failed', why: said.notKept }));
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > tooLarge) return setState({ at: 'failed', why: said.tooLarge });
    attempt(file.arrayBuffer().then((buffer) => new Uint8Array(buffer)));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (state.at === 'sealed') attempt(state.bytes, passphrase);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{said.what(<code>assent keygen</code>)}</p>
      <FileTrigger onSelect={(files) => take(files?.[0])}>
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
      <output className={state.at === 'failed' ? styles.error : 'visually-hidden'}>
        {state.at === 'opening' && said.opening}
        {state.at === 'failed' && state.why}
      </output>
    </form>
  );
};
