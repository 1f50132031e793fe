import { Download, Printer } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Notice } from '../elements/Notice.tsx';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Form.module.css';
import type { KeyFileText, NewIdentity } from './new-identity.ts';
import { saveFile } from './save-file.ts';
import { Tick } from './Tick.tsx';

const words = inBoth({
  en: {
    heading: 'Save your three keys',
    signing: '1. The key that signs',
    signingIs: 'It stays in this browser, which never gives it out again. The file takes it to another one.',
    saveSigning: 'Save the signing key',
    next: '2. The key that comes next',
    nextIs: 'It is announced now and used when you change keys. Keep its file apart from the first.',
    saveNext: 'Save the next key',
    recovery: '3. The recovery key',
    recoveryIs:
      'It is shown this once. Print it or write it down, and keep it where you keep what you must not lose. Whoever has it can take your identity over: no passphrase protects it.',
    saveRecovery: 'Save the recovery key',
    print: 'Print this page',
    sure: 'I have all three. I know that nobody can bring them back if I lose them all.',
    make: 'Make this my identity',
    recorded: 'Your identity, with these keys, is then recorded in the public log. It says nothing of who you are.',
    first: 'Save the signing key and the next key first.',
    saved: (files: number) => `${files} of 3 files saved`,
    notKept: 'This browser could not keep the key',
    good: 'Nothing was recorded. Your saved files are good: choose the signing key file in a browser that may store data for this page.',
  },
  es: {
    heading: 'Guarda tus tres claves',
    signing: '1. La clave que firma',
    signingIs: 'Se queda en este navegador, que no la vuelve a dar. El archivo la lleva a otro.',
    saveSigning: 'Guardar la clave de firma',
    next: '2. La clave que viene después',
    nextIs: 'Se anuncia ahora y se usa cuando cambias de clave. Guarda su archivo lejos del primero.',
    saveNext: 'Guardar la clave siguiente',
    recovery: '3. La clave de recuperación',
    recoveryIs:
      'Se muestra solo esta vez. Imprímela o escríbela, y guárdala donde guardas lo que no debes perder. Quien la tenga puede quedarse con tu identidad: ninguna frase de paso la protege.',
    saveRecovery: 'Guardar la clave de recuperación',
    print: 'Imprimir esta página',
    sure: 'Tengo las tres. Sé que nadie puede recuperarlas si las pierdo todas.',
    make: 'Hacer de esto mi identidad',
    recorded: 'Tu identidad, con estas claves, se anota entonces en el registro público. No dice nada de quién eres.',
    first: 'Guarda primero la clave de firma y la siguiente.',
    saved: (files) => `${files} de 3 archivos guardados`,
    notKept: 'Este navegador no ha podido guardar la clave',
    good: 'No se ha registrado nada. Tus archivos guardados son buenos: elige el de la clave de firma en un navegador que pueda guardar datos de esta página.',
  },
});

type Part = 'next' | 'recovery' | 'signing';

/** Save three keys, one after the other, before anybody knows of them. */
export const SaveKeys = ({ made, onSaved }: { readonly made: NewIdentity; readonly onSaved: () => Promise<void> }) => {
  const said = useWords(words);
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
        {said.heading}
      </h3>
      <ol className={styles.steps}>
        <li>
          <p className={styles.label}>{said.signing}</p>
          <p>{said.signingIs}</p>
          <Button className="button" onPress={() => save('signing', made.signing)}>
            <Download size={16} aria-hidden />
            {said.saveSigning}
          </Button>
        </li>
        <li>
          <p className={styles.label}>{said.next}</p>
          <p>{said.nextIs}</p>
          <Button className="button" onPress={() => save('next', made.next)}>
            <Download size={16} aria-hidden />
            {said.saveNext}
          </Button>
        </li>
        <li>
          <p className={styles.label}>{said.recovery}</p>
          <p>{said.recoveryIs}</p>
          <code className={styles.secret}>
            {made.recoverySeed.match(/.{1,4}/g)!.map((group, at) => (
              // Groups never move: their place is their name.
              <span key={at}>{group}</span>
            ))}
          </code>
          <div className={styles.actions}>
            <Button className="button" onPress={() => save('recovery', made.recovery)}>
              <Download size={16} aria-hidden />
              {said.saveRecovery}
            </Button>
            <Button className="button" onPress={() => print()}>
              <Printer size={16} aria-hidden />
              {said.print}
            </Button>
          </div>
        </li>
      </ol>
      <Tick isSelected={sure} onChange={setSure}>
        {said.sure}
      </Tick>
      <Button
        className="button primary"
        isDisabled={!sure || !saved.has('signing') || !saved.has('next') || state === 'beginning'}
        onPress={begin}
      >
        {said.make}
      </Button>
      <p className={styles.hint}>{saved.has('signing') && saved.has('next') ? said.recorded : said.first}</p>
      <output className="visually-hidden">{saved.size > 0 && said.saved(saved.size)}</output>
      {state === 'failed' && (
        <Notice tone="fails" title={said.notKept}>
          {said.good}
        </Notice>
      )}
    </div>
  );
};
