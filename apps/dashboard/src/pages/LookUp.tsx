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
import { hashFile } from './hash-file.ts';
import styles from './LookUp.module.css';

/** What the field is doing: one at a time. */
type State = { readonly doing: 'hashing' | 'waiting' } | { readonly doing: 'failed'; readonly why: string };

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
    if (sha256 === undefined)
      setState({ doing: 'failed', why: 'A SHA-256 has 64 digits, from 0 to 9 and from a to f.' });
    else void open(sha256);
  };

  return (
    <div className={styles.lookUp}>
      <DropZone
        className={styles.zone!}
        aria-label="Drop a file to look it up"
        getDropOperation={() => 'copy'}
        onDrop={(event) => void droppedFile(event).then(lookUpFile)}
      >
        <FileSearch size={28} strokeWidth={1.5} aria-hidden />
        <Text slot="label" className={styles.invitation!}>
          {state.doing === 'hashing' ? 'Reading the file…' : 'Drop a file here'}
        </Text>
        <FileTrigger onSelect={(files) => void lookUpFile(files?.[0])}>
          <Button className="button">Choose a file</Button>
        </FileTrigger>
        <p className={styles.promise}>
          Your file stays on this machine. Only its SHA-256, a fingerprint of 64 digits, is sent.
        </p>
      </DropZone>
      <form className={styles.form} onSubmit={lookUpText}>
        <TextField value={text} onChange={setText} isInvalid={state.doing === 'failed'} validationBehavior="aria">
          <Label>Or paste a SHA-256</Label>
          <div className={styles.field}>
            <Input className={styles.input!} spellCheck="false" autoComplete="off" />
            <Button className="button primary" type="submit">
              Look up
            </Button>
          </div>
          <FieldError className={styles.error!}>{state.doing === 'failed' && state.why}</FieldError>
        </TextField>
      </form>
    </div>
  );
};
