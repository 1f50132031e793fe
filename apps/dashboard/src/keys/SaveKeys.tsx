import { Download, Printer } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Notice } from '../elements/Notice.tsx';
import styles from './Form.module.css';
import type { KeyFileText, NewIdentity } from './new-identity.ts';
import { saveFile } from './save-file.ts';
import { Tick } from './Tick.tsx';

type Part = 'next' | 'recovery' | 'signing';

/** Save three keys, one after the other, before anybody knows of them. */
export const SaveKeys = ({ made, onSaved }: { readonly made: NewIdentity; readonly onSaved: () => Promise<void> }) => {
  const [saved, setSaved] = useState<ReadonlySet<Part>>(new Set());
  const [sure, setSure] = useState(false);
  const [state, setState] = useState<'beginning' | 'failed' | 'saving'>('saving');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const save = (part: Part, { name, text }: KeyFileText) => {
    saveFile(name, text);
    setSaved(new Set([...saved, part]));
  };
  const begin = () => {
    setState('beginning');
    onSaved().catch(() => setState('failed'));
  };
  return (
    <div className={styles.form}>
      <h3 ref={heading} tabIndex={-1} className={styles.heading}>
        Save your three keys
      </h3>
      <ol className={styles.steps}>
        <li>
          <p className={styles.label}>1. The key that signs</p>
          <p>It stays in this browser, which never gives it out again. The file takes it to another one.</p>
          <Button className="button" onPress={() => save('signing', made.signing)}>
            <Download size={16} aria-hidden />
            Save the signing key
          </Button>
        </li>
        <li>
          <p className={styles.label}>2. The key that comes next</p>
          <p>It is announced now and used when you change keys. Keep its file apart from the first.</p>
          <Button className="button" onPress={() => save('next', made.next)}>
            <Download size={16} aria-hidden />
            Save the next key
          </Button>
        </li>
        <li>
          <p className={styles.label}>3. The recovery key</p>
          <p>
            It is shown this once. Print it or write it down, and keep it where you keep what you must not lose. Whoever
            has it can take your identity over: no passphrase protects it.
          </p>
          <code className={styles.secret}>
            {made.recoverySeed.match(/.{1,4}/g)!.map((group, at) => (
              // Groups never move: their place is their name.
              <span key={at}>{group}</span>
            ))}
          </code>
          <div className={styles.actions}>
            <Button className="button" onPress={() => save('recovery', made.recovery)}>
              <Download size={16} aria-hidden />
              Save the recovery key
            </Button>
            <Button className="button" onPress={() => print()}>
              <Printer size={16} aria-hidden />
              Print this page
            </Button>
          </div>
        </li>
      </ol>
      <Tick isSelected={sure} onChange={setSure}>
        I have all three. I know that nobody can bring them back if I lose them all.
      </Tick>
      <Button
        className="button primary"
        isDisabled={!sure || !saved.has('signing') || !saved.has('next') || state === 'beginning'}
        onPress={begin}
      >
        Make this my identity
      </Button>
      <p className={styles.hint}>
        {saved.has('signing') && saved.has('next')
          ? 'Your identity, with these keys, is then recorded in the public log. It says nothing of who you are.'
          : 'Save the signing key and the next key first.'}
      </p>
      <output className="visually-hidden">{saved.size > 0 && `${saved.size} of 3 files saved`}</output>
      {state === 'failed' && (
        <Notice tone="fails" title="This browser could not keep the key">
          Nothing was recorded. Your saved files are good: choose the signing key file in a browser that may store data
          for this page.
        </Notice>
      )}
    </div>
  );
};
