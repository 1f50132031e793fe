import type { Signer } from '@assent/signing';
import { type AskPassphrase, readKeyFile } from '@assent/signing/key-file';
import { toUtf8 } from '@assent/schema';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { fail, unwrap } from './failure.ts';

/** A key that a command signs with, and where its file is. */
export interface OwnKey extends Signer {
  readonly file: string;
}

/** @param passphraseFile of a sealed key; without one a terminal is asked, where there is one. */
export const openKey = async (file: string, passphraseFile: string | undefined): Promise<OwnKey> => ({
  ...unwrap(await readKeyFile(file, asking(passphraseFile))),
  file,
});

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
      line.close();
      if (typed === 'hidden') process.stderr.write('\n');
      resolve(answer);
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
