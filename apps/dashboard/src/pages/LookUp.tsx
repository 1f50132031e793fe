import { useNavigate } from '@tanstack/react-router';
import { FileSearch } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import {
  Button,
  DropZone,
  type DropZoneProps,
  FieldError,
  FileTrigger,
  Input,
  Label,
  Text,
  TextField,
} from 'react-aria-components';
import { inBoth, useWords } from '../words/language.ts';
import { hashFile, type HashProblem } from './hash-file.ts';
import styles from './LookUp.module.css';

const words = inBoth({
  en: {
    label: 'Drop a file to look it up',
    reading: 'Reading the file…',
    drop: 'Drop a file here',
    choose: 'Choose a file',
    promise: 'Your file stays on this machine. Only its SHA-256, a fingerprint of 64 digits, is sent.',
    paste: 'Or paste a SHA-256',
    lookUp: 'Look up',
    noHash: 'A SHA-256 has 64 digits, from 0 to 9 and from a to f.',
    large: 'This file is larger than 1 GiB. Compute its SHA-256 with another program and paste it.',
    insecure: 'This browser computes no SHA-256 on a page without https. Compute it with another program and paste it.',
    unreadable: 'This file cannot be read. Check that you may open it.',
  },
  es: {
    label: 'Suelta un archivo para buscarlo',
    reading: 'Leyendo el archivo…',
    drop: 'Suelta un archivo aquí',
    choose: 'Elegir un archivo',
    promise: 'Tu archivo se queda en este equipo. Solo se envía su SHA-256, una huella de 64 cifras.',
    paste: 'O pega un SHA-256',
    lookUp: 'Buscar',
    noHash: 'Un SHA-256 tiene 64 cifras, del 0 al 9 y de la a a la f.',
    large: 'Este archivo ocupa más de 1 GiB. Calcula su SHA-256 con otro programa y pégalo.',
    insecure: 'Este navegador no calcula SHA-256 en una página sin https. Calcúlalo con otro programa y pégalo.',
    unreadable: 'Este archivo no se puede leer. Comprueba que tienes permiso para abrirlo.',
  },
});

/** What the field is doing: one at a time. */
type State =
  | { readonly doing: 'hashing' | 'waiting' }
  | { readonly doing: 'failed'; readonly why: HashProblem | 'noHash' };

const asHash = (text: string): string | undefined => {
  const hash = text
    .trim()
    .toLowerCase()
    .replace(/^sha256:/, '');
  return /^[0-9a-f]{64}$/.test(hash) ? hash : undefined;
};

type Dropped = Parameters<NonNullable<DropZoneProps['onDrop']>>[0];

const droppedFile = async ({ items }: Dropped): Promise<File | undefined> => {
  const item = items.find(({ kind }) => kind === 'file');
  return item?.kind === 'file' ? item.getFile() : undefined;
};

/** Finds what was said about a file, by the file itself or by its SHA-256. The file stays where it is. */
export const LookUp = () => {
  const said = useWords(words);
  const navigate = useNavigate();
  const [state, setState] = useState<State>({ doing: 'waiting' });
  const [text, setText] = useState('');
  const open = (sha256: string) => navigate({ to: '/works/$sha256', params: { sha256 } });

  const lookUpFile = async (file: File | undefined) => {
    if (file === undefined) return;
    setState({ doing: 'hashing' });
    const hashed = await hashFile(file);
    setState(hashed.ok ? { doing: 'waiting' } : { doing: 'failed', why: hashed.why });
    if (hashed.ok) await open(hashed.sha256);
  };
  const lookUpText = (event: FormEvent) => {
    event.preventDefault();
    const sha256 = asHash(text);
    if (sha256 === undefined) setState({ doing: 'failed', why: 'noHash' });
    else void open(sha256);
  };

  return (
    <div className={styles.lookUp}>
      <DropZone
        className={styles.zone!}
        aria-label={said.label}
        getDropOperation={() => 'copy'}
        onDrop={(event) => void droppedFile(event).then(lookUpFile)}
      >
        <FileSearch size={28} strokeWidth={1.5} aria-hidden />
        <Text slot="label" className={styles.invitation!}>
          {state.doing === 'hashing' ? said.reading : said.drop}
        </Text>
        <FileTrigger onSelect={(files) => void lookUpFile(files?.[0])}>
          <Button className="button">{said.choose}</Button>
        </FileTrigger>
        <p className={styles.promise}>{said.promise}</p>
      </DropZone>
      <form className={styles.form} onSubmit={lookUpText}>
        <TextField value={text} onChange={setText} isInvalid={state.doing === 'failed'} validationBehavior="aria">
          <Label>{said.paste}</Label>
          <div className={styles.field}>
            <Input className={styles.input!} spellCheck="false" autoComplete="off" />
            <Button className="button primary" type="submit">
              {said.lookUp}
            </Button>
          </div>
          <FieldError className={styles.error!}>{state.doing === 'failed' && said[state.why]}</FieldError>
        </TextField>
      </form>
    </div>
  );
};
