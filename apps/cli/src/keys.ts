import type { Signer } from '@assent/signing';
import { readKeyFile } from '@assent/signing/key-file';
import { toUtf8 } from '@assent/schema';
import { createHash } from 'node:crypto';
import { unwrap } from './failure.ts';

/** A key that a command signs with, and where its file is. */
export interface OwnKey extends Signer {
  readonly file: string;
}

export const openKey = async (file: string): Promise<OwnKey> => ({ ...unwrap(await readKeyFile(file)), file });

/**
 * A secret only this key can make: the signature of a fixed text that is signed for nothing else and never shown.
 * (Ed25519 is deterministic; the text is neither a DSSE encoding nor a note, so it can be mistaken for neither.)
 */
export const saltSecret = async (key: Signer): Promise<Uint8Array> =>
  createHash('sha256')
    .update(await key.sign(toUtf8('assent-salts/1')))
    .digest();
