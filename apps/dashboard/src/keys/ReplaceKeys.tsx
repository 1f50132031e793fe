import { Identity as IdentityShape } from '@assent/schema';
import { signerFromSeed } from '@assent/signing/sign';
import { useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button, FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { Notice } from '../elements/Notice.tsx';
import { outcomeOf } from '../proof/verify-entry.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Form.module.css';
import { readIdentityHistory } from './identity-history.ts';
import { shortest } from './MakeIdentity.tsx';
import { OpenKeyFile, type OpenedKey } from './OpenKeyFile.tsx';
import { type How, mayReplace, prepareReplacement, type Replacement, replaceKeys } from './replace-keys.ts';
import { saveFile } from './save-file.ts';
import { Tick } from './Tick.tsx';
import { failedWords } from './UnsentNotice.tsx';

const words = inBoth({
  en: {
    first: {
      rotate: 'Open the next key that you saved when this identity was made, or at its last change.',
      recover: 'Open the recovery key, from its file or as you wrote it down.',
    },
    identity: 'Which identity? It begins with act:',
    noIdentity: 'Write the identity first: it begins with act:.',
    wrong: {
      rotate:
        'This is not the next key of this identity. It has to be the one that was announced. Nothing was changed.',
      recover: 'This is not a recovery key of this identity. Nothing was changed.',
    },
    unknown: 'The registry does not answer, or does not know this identity. Nothing was changed.',
    opened: 'The key is right. Now the keys that come after it are made.',
    passphrase: 'A passphrase for the new key files',
    hint: `At least ${shortest} characters. It is not kept anywhere.`,
    short: `This is shorter than ${shortest} characters.`,
    make: 'Make the new keys',
    save: { signing: 'Save the new signing key', next: 'Save the new next key' },
    sure: 'I have saved it all. The files from before no longer sign.',
    stolen: 'If a thief has signed: from which entry of the log on was it not you? (optional)',
    stolenHint:
      'What the old keys allowed from that entry on then counts for nothing. What they withdrew stays withdrawn.',
    noEntry: 'This is no number of an entry.',
    sign: { rotate: 'Sign and change keys', recover: 'Sign and recover this identity' },
    signing: 'Signing, sending, and checking the receipt…',
    done: 'The new key signs for you from now on, and the proof holds.',
    bad: 'The registry answered, and its proof does not hold. Do not rely on this change.',
    failed: 'It is not recorded yet',
  },
  es: {
    first: {
      rotate: 'Abre la clave siguiente que guardaste al crear esta identidad, o en su último cambio.',
      recover: 'Abre la clave de recuperación, desde su archivo o como la escribiste.',
    },
    identity: '¿Qué identidad? Empieza por act:',
    noIdentity: 'Escribe primero la identidad: empieza por act:.',
    wrong: {
      rotate:
        'Esta no es la clave siguiente de esta identidad. Tiene que ser la que se anunció. No se ha cambiado nada.',
      recover: 'Esta no es una clave de recuperación de esta identidad. No se ha cambiado nada.',
    },
    unknown: 'El registro no responde, o no conoce esta identidad. No se ha cambiado nada.',
    opened: 'La clave es correcta. Ahora se crean las que vienen después.',
    passphrase: 'Una frase de paso para los archivos nuevos',
    hint: `Al menos ${shortest} caracteres. No se guarda en ningún sitio.`,
    short: `Tiene menos de ${shortest} caracteres.`,
    make: 'Crear las claves nuevas',
    save: { signing: 'Guardar la nueva clave de firma', next: 'Guardar la nueva clave siguiente' },
    sure: 'Lo he guardado todo. Los archivos de antes ya no firman.',
    stolen: 'Si ha firmado un ladrón: ¿desde qué entrada del registro no fuiste tú? (opcional)',
    stolenHint:
      'Lo que las claves antiguas permitieron desde esa entrada deja de contar. Lo que retiraron sigue retirado.',
    noEntry: 'Esto no es un número de entrada.',
    sign: { rotate: 'Firmar y cambiar de clave', recover: 'Firmar y recuperar esta identidad' },
    signing: 'Firmando, enviando y comprobando el recibo…',
    done: 'La clave nueva firma por ti desde ahora, y la prueba es válida.',
    bad: 'El registro ha respondido, y su prueba no es válida. No te fíes de este cambio.',
    failed: 'Todavía no está registrado',
  },
});

type State =
  | { readonly at: 'done' }
  | { readonly at: 'opening' }
  | { readonly at: 'asking'; readonly identity: string; readonly key: OpenedKey; readonly isShort: boolean }
  | { readonly at: 'making' }
  | { readonly at: 'saving'; readonly made: Replacement }
  | { readonly at: 'signing'; readonly made: Replacement }
  | { readonly at: 'failed'; readonly made: Replacement; readonly why: string };

interface Props {
  readonly how: How;
  /** Absent where the browser that knew it is lost: then the key file says it, or the person. */
  readonly identity: string | undefined;
}

/** Change to the key that was announced, or begin again by the recovery key. New keys are saved before anything is signed. */
export const ReplaceKeys = ({ how, identity }: Props) => {
  const said = useWords(words);
  const client = useQueryClient();
  const [state, setState] = useState<State>({ at: 'opening' });
  const [written, setWritten] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set());
  const [sure, setSure] = useState(false);
  const [stolen, setStolen] = useState('');
  const opened = async (key: OpenedKey) => {
    const of = identity ?? key.signsFor ?? written.trim();
    if (!IdentityShape.safeParse(of).success || !of.startsWith('act:')) return said.noIdentity;
    const history = await readIdentityHistory(of).catch(() => undefined);
    if (history === undefined) return said.unknown;
    if (!mayReplace(how, history.at(-1)!, signerFromSeed(key.seed))) return said.wrong[how];
    setState({ at: 'asking', identity: of, key, isShort: false });
  };
  const make = async (event: FormEvent) => {
    event.preventDefault();
    if (state.at !== 'asking') return;
    if (passphrase.length < shortest) return setState({ ...state, isShort: true });
    const { identity: of, key } = state;
    setState({ at: 'making' });
    const latest = (await readIdentityHistory(of)).at(-1)!;
    setState({ at: 'saving', made: await prepareReplacement(how, of, latest, key.seed, passphrase) });
    setPassphrase('');
  };
  const sign = async (made: Replacement) => {
    const since = stolen.trim() === '' ? undefined : Number(stolen);
    setState({ at: 'signing', made });
    try {
      const { proof } = await replaceKeys(made, since);
      setState(outcomeOf(proof) === 'holds' ? { at: 'done' } : { at: 'failed', made, why: said.bad });
      await client.invalidateQueries();
    } catch (error) {
      setState({ at: 'failed', made, why: failedWords(error) });
    }
  };
  if (state.at === 'done')
    return (
      <output>
        <Notice tone="holds" title={said.done} />
      </output>
    );
  if (state.at === 'opening' || state.at === 'making')
    return (
      <div className={styles.form}>
        <p>{said.first[how]}</p>
        {identity === undefined && (
          <TextField className={styles.field!} value={written} onChange={setWritten} maxLength={120}>
            <Label>{said.identity}</Label>
            <Input className={styles.input!} autoComplete="off" spellCheck="false" />
          </TextField>
        )}
        <OpenKeyFile mayBeTyped={how === 'recover'} onOpened={opened} />
      </div>
    );
  if (state.at === 'asking')
    return (
      <form className={styles.form} onSubmit={(event) => void make(event).catch(() => setState({ at: 'opening' }))}>
        <output>{said.opened}</output>
        <TextField
          className={styles.field!}
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          isInvalid={state.isShort}
          validationBehavior="aria"
        >
          <Label>{said.passphrase}</Label>
          <Input className={styles.input!} autoComplete="new-password" />
          <Text slot="description" className={styles.hint!}>
            {said.hint}
          </Text>
          <FieldError className={styles.error!}>{said.short}</FieldError>
        </TextField>
        <Button className="button" type="submit">
          {said.make}
        </Button>
      </form>
    );
  const { made } = state;
  const parts = (['signing', 'next'] as const).filter((part) => made.files[part] !== undefined);
  const isEntry = stolen.trim() === '' || /^\d{1,15}$/.test(stolen.trim());
  return (
    <div className={styles.form}>
      <div className={styles.actions}>
        {parts.map((part) => (
          <Button
            key={part}
            className="button"
            onPress={() => {
              const { name, text } = made.files[part]!;
              saveFile(name, text);
              setSaved(new Set([...saved, part]));
            }}
          >
            <Download size={16} aria-hidden />
            {said.save[part]}
          </Button>
        ))}
      </div>
      {how === 'recover' && (
        <TextField
          className={styles.field!}
          value={stolen}
          onChange={setStolen}
          inputMode="numeric"
          isInvalid={!isEntry}
          validationBehavior="aria"
        >
          <Label>{said.stolen}</Label>
          <Input className={styles.input!} autoComplete="off" />
          <Text slot="description" className={styles.hint!}>
            {said.stolenHint}
          </Text>
          <FieldError className={styles.error!}>{said.noEntry}</FieldError>
        </TextField>
      )}
      {parts.every((part) => saved.has(part)) && (
        <Tick isSelected={sure} onChange={setSure}>
          {said.sure}
        </Tick>
      )}
      <Button
        className="button primary"
        isDisabled={!sure || !isEntry || state.at === 'signing'}
        onPress={() => void sign(made)}
      >
        {said.sign[how]}
      </Button>
      <output>{state.at === 'signing' && said.signing}</output>
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
