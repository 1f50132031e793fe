import type { Signer } from '@assent/signing';
import { type AskPassphrase, type KeptKey, readKeyFile } from '@assent/signing/key-file';
import { toUtf8 } from '@assent/schema';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { fail, unwrap } from './failure.ts';

/** The keys that a command signs with, and as whom. */
export interface OwnKeys {
  /** A key that is its own identity, or the `act:` identity that the keys sign for. */
  readonly identity: string;
  readonly signers: readonly [Signer, ...Signer[]];
  /** Of the first key: its journal stands beside it. */
  readonly file: string;
}

/**
 * Open one key, or several of one identity.
 *
 * @param passphraseFile of sealed keys; without one a terminal is asked, where there is one.
 */
export const openKeys = async (files: readonly string[], passphraseFile: string | undefined): Promise<OwnKeys> => {
  const keys: KeptKey[] = [];
  for (const file of files) keys.push(unwrap(await readKeyFile(file, asking(passphraseFile))));
  const [first, ...rest] = keys;
  if (first === undefined) return fail('file_unreadable', 'no key file');
  const identity = first.signsFor ?? first.did;
  if (rest.some(({ did, signsFor }) => (signsFor ?? did) !== identity))
    return fail('key_malformed', 'these keys do not sign for one identity');
  return { identity, signers: [first, ...rest], file: files[0]! };
};

const asking = (passphraseFile: string | undefined): AskPassphrase | undefined => {
  if (passphraseFile !== undefined) return () => readPassphrase(passphraseFile);
  return process.stdin.isTTY ? () => askAtTerminal('Passphrase: ', 'hidden') : undefined;
};

/** The first line of a file. */
export const readPassphrase = async (file: string): Promise<string> => {
  const text = await readFile(file, 'utf8').catch((cause: Error) =>
    fail('file_unreadable', `${file}: ${cause.message}`),
  );
  return text.split(/\r?\n/u)[0] ?? '';
};

/** Ask at the terminal. `hidden`: what is typed is not shown. */
export const askAtTerminal = (question: string, typed: 'hidden' | 'shown'): Promise<string> =>
  new Promise((resolve) => {
    const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
    const output = typed === 'shown' ? process.stderr : nowhere;
    const line = createInterface({ input: process.stdin, output, terminal: true });
    if (typed === 'hidden') process.stderr.write(question);
    line.question(typed === 'shown' ? question : '', (answer) => {
      // Before closing, which answers too: the first answer counts.
      resolve(answer);
      line.close();
      if (typed === 'hidden') process.stderr.write('\n');
    });
    // A terminal that is closed has not said yes.
    line.on('close', () => resolve(''));
  });

/**
 * A secret only this key can make: the signature of a fixed text that is signed for nothing else and never shown.
 * (Ed25519 is deterministic; the text is neither a DSSE encoding nor a note, so it can be mistaken for neither.)
 */
export const saltSecret = async (key: Signer): Promise<Uint8Array> =>
  createHash('sha256')
    .update(await key.sign(toUtf8('assent-salts/1')))
    .digest();
