import { signerFromSeed } from '@assent/signing/sign';
import type { ReactNode } from 'react';
import { inBoth, useWords } from '../words/language.ts';
import styles from './Form.module.css';
import { OpenKeyFile, type OpenedKey } from './OpenKeyFile.tsx';
import { importSeed, keepKey } from './own-keys.ts';

const words = inBoth({
  en: (command: ReactNode) => (
    <>A key file that {command} wrote, or that you saved from this page. It is read here and sent nowhere.</>
  ),
  es: (command) => (
    <>Un archivo de clave que escribió {command}, o que guardaste desde esta página. Se lee aquí y no se envía.</>
  ),
});

const putIntoBrowser = async ({ seed, signsFor }: OpenedKey): Promise<undefined> => {
  const { did, publicKey } = signerFromSeed(seed);
  await keepKey({ identity: signsFor ?? did, did, publicKey, privateKey: await importSeed(seed), since: Date.now() });
};

/** Bring a key file, from the terminal or saved by this page before. */
export const ImportKey = () => {
  const what = useWords(words);
  return (
    <div className={styles.form}>
      <p>{what(<code>assent keygen</code>)}</p>
      <OpenKeyFile mayBeTyped={false} onOpened={putIntoBrowser} />
    </div>
  );
};
