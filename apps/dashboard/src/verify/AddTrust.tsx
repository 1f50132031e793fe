import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, DropZone, FieldError, FileTrigger, Label, TextArea, TextField } from 'react-aria-components';
import { api } from '../api.ts';
import { describeRefusal } from '../failure.ts';
import { inBoth, useWords } from '../words/language.ts';
import styles from './AddTrust.module.css';
import { droppedFiles } from './dropped-files.ts';
import { largestPolicy, type Proposal, readProposal } from './trust-policy.ts';

const words = inBoth({
  en: {
    tooLarge: 'This file is too large for a key or a trust policy.',
    unreadable: 'This file cannot be read. Check that you may open it.',
    drop: 'Drop a trust policy',
    paste: 'Paste a verifier key or a trust policy',
    look: 'Look at it',
    choose: 'Choose a policy file',
    ownWarning:
      'This page comes from a registry too. If you take its own key from it, you take its word for it: a server that would lie to you about a dataset would lie about its key. It then only shows that the server agrees with itself.',
    own: 'Look at this registry’s own key',
    silent: 'This registry does not answer just now.',
  },
  es: {
    tooLarge: 'Este archivo es demasiado grande para ser una clave o unas reglas de confianza.',
    unreadable: 'Este archivo no se puede leer. Comprueba que tienes permiso para abrirlo.',
    drop: 'Suelta unas reglas de confianza',
    paste: 'Pega una clave de verificación o unas reglas de confianza',
    look: 'Verla',
    choose: 'Elegir un archivo de reglas',
    ownWarning:
      'Esta página también viene de un registro. Si tomas de él su propia clave, te fías de su palabra: un servidor que te mintiera sobre un conjunto de datos mentiría sobre su clave. Así solo se ve que el servidor está de acuerdo consigo mismo.',
    own: 'Ver la clave de este registro',
    silent: 'Este registro no responde ahora mismo.',
  },
});

/** Three ways to bring a key: paste it, drop or choose a policy file, or take this registry's own. */
export const AddTrust = ({ onProposal }: { readonly onProposal: (proposal: Proposal) => void }) => {
  const said = useWords(words);
  const [text, setText] = useState('');
  const [why, setWhy] = useState<string>();
  const propose = (written: string) => {
    const read = readProposal(written);
    setWhy(read.ok ? undefined : describeRefusal(read.refusal));
    if (read.ok) onProposal(read.value);
  };
  const proposeFile = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > largestPolicy) return setWhy(said.tooLarge);
    const written = await file.text().catch(() => undefined);
    if (written === undefined) setWhy(said.unreadable);
    else propose(written);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    propose(text);
  };
  return (
    <DropZone
      className={styles.add!}
      aria-label={said.drop}
      getDropOperation={() => 'copy'}
      onDrop={(event) => void droppedFiles(event, () => {}).then(([first]) => proposeFile(first?.file))}
    >
      <form className={styles.form} onSubmit={submit}>
        <TextField value={text} onChange={setText} isInvalid={why !== undefined} validationBehavior="aria">
          <Label>{said.paste}</Label>
          <TextArea className={styles.text!} rows={3} spellCheck="false" autoComplete="off" />
          <FieldError className={styles.error!}>{why}</FieldError>
        </TextField>
        <div className={styles.actions}>
          <Button className="button" type="submit">
            {said.look}
          </Button>
          <FileTrigger onSelect={(files) => void proposeFile(files?.[0])}>
            <Button className="button">{said.choose}</Button>
          </FileTrigger>
        </div>
      </form>
      <OwnKey onProposal={onProposal} />
    </DropZone>
  );
};

/** The key of the registry that this page comes from: never trusted by itself, and never quietly. */
const OwnKey = ({ onProposal }: { readonly onProposal: (proposal: Proposal) => void }) => {
  const said = useWords(words);
  const own = useQuery({ ...api.log.trust.queryOptions(), staleTime: Infinity });
  const log = own.data?.logs[0];
  return (
    <div className={styles.own}>
      <p>{said.ownWarning}</p>
      <Button
        className="button"
        isDisabled={log === undefined}
        onPress={() => log !== undefined && onProposal({ kind: 'key', ...log })}
      >
        {said.own}
      </Button>
      {own.isError && <p className="quiet small">{said.silent}</p>}
    </div>
  );
};
