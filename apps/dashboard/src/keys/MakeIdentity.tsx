import { type FormEvent, useState } from 'react';
import { Button, FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { Notice } from '../elements/Notice.tsx';
import styles from './Form.module.css';
import { makeIdentity, type NewIdentity } from './new-identity.ts';
import { readLog, sendAll, signAndKeep } from './outbox.ts';
import { keepKey } from './own-keys.ts';
import { SaveKeys } from './SaveKeys.tsx';

const shortest = 12;

type State =
  | { readonly at: 'asking' | 'making' }
  | { readonly at: 'failed'; readonly why: string }
  | { readonly at: 'saving'; readonly made: NewIdentity };

/** Make an identity whose keys can change, and save what brings it back. */
export const MakeIdentity = () => {
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
        why: 'The registry did not say which log it keeps, or this browser makes no Ed25519 keys. Nothing was made and nothing was lost. Try again once the registry answers.',
      }),
    );
  };
  if (state.at === 'saving') return <SaveKeys made={state.made} onSaved={() => begin(state.made)} />;
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>
        Your identity is three keys: one that signs, one that takes its place when you change keys, and one that brings
        your identity back when the others are lost. You save each of them before anybody knows of it.
      </p>
      <Notice tone="quiet" title="If you lose a key">
        Lose this browser, and the saved signing key goes on signing. Lose the signing key, and the next key or the
        recovery key takes its place. Lose all three, and nobody can bring them back, this registry neither: you can
        withdraw nothing more, and what you allowed stays allowed until it ends.
      </Notice>
      <TextField
        className={styles.field!}
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        isInvalid={isShort}
        validationBehavior="aria"
      >
        <Label>A passphrase for the files that you save</Label>
        <Input className={styles.input!} autoComplete="new-password" />
        <Text slot="description" className={styles.hint!}>
          At least {shortest} characters; four words that do not belong together are good. It is not kept anywhere.
        </Text>
        <FieldError className={styles.error!}>This is shorter than {shortest} characters.</FieldError>
      </TextField>
      <Button className="button primary" type="submit" isDisabled={state.at === 'making'}>
        Make my keys
      </Button>
      <output>{state.at === 'making' && 'Making three keys, and sealing them with your passphrase…'}</output>
      {state.at === 'failed' && (
        <Notice tone="fails" title="No identity was made">
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
