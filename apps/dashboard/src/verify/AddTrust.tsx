import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, DropZone, FieldError, FileTrigger, Label, TextArea, TextField } from 'react-aria-components';
import { api } from '../api.ts';
import { describeRefusal } from '../failure.ts';
import styles from './AddTrust.module.css';
import { droppedFiles } from './dropped-files.ts';
import { largestPolicy, type Proposal, readProposal } from './trust-policy.ts';

/** Three ways to bring a key: paste it, drop or choose a policy file, or take this registry's own. */
export const AddTrust = ({ onProposal }: { readonly onProposal: (proposal: Proposal) => void }) => {
  const [text, setText] = useState('');
  const [why, setWhy] = useState<string>();
  const propose = (written: string) => {
    const read = readProposal(written);
    setWhy(read.ok ? undefined : describeRefusal(read.refusal));
    if (read.ok) onProposal(read.value);
  };
  const proposeFile = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > largestPolicy) return setWhy('This file is too large for a key or a trust policy.');
    const written = await file.text().catch(() => undefined);
    if (written === undefined) setWhy('This file cannot be read. Check that you may open it.');
    else propose(written);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    propose(text);
  };
  return (
    <DropZone
      className={styles.add!}
      aria-label="Drop a trust policy"
      getDropOperation={() => 'copy'}
      onDrop={(event) => void droppedFiles(event, () => {}).then(([first]) => proposeFile(first?.file))}
    >
      <form className={styles.form} onSubmit={submit}>
        <TextField value={text} onChange={setText} isInvalid={why !== undefined} validationBehavior="aria">
          <Label>Paste a verifier key or a trust policy</Label>
          <TextArea className={styles.text!} rows={3} spellCheck="false" autoComplete="off" />
          <FieldError className={styles.error!}>{why}</FieldError>
        </TextField>
        <div className={styles.actions}>
          <Button className="button" type="submit">
            Look at it
          </Button>
          <FileTrigger onSelect={(files) => void proposeFile(files?.[0])}>
            <Button className="button">Choose a policy file</Button>
          </FileTrigger>
        </div>
      </form>
      <OwnKey onProposal={onProposal} />
    </DropZone>
  );
};

/** The key of the registry that this page comes from: never trusted by itself, and never quietly. */
const OwnKey = ({ onProposal }: { readonly onProposal: (proposal: Proposal) => void }) => {
  const own = useQuery({ ...api.log.trust.queryOptions(), staleTime: Infinity });
  const log = own.data?.logs[0];
  return (
    <div className={styles.own}>
      <p>
        This page comes from a registry too. If you take its own key from it, you take its word for it: a server that
        would lie to you about a dataset would lie about its key. It then only shows that the server agrees with itself.
      </p>
      <Button
        className="button"
        isDisabled={log === undefined}
        onPress={() => log !== undefined && onProposal({ kind: 'key', ...log })}
      >
        Look at this registry’s own key
      </Button>
      {own.isError && <p className="quiet small">This registry does not answer just now.</p>}
    </div>
  );
};
