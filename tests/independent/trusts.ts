import { formatVerifierKey } from '@assent/log';
import { toUtf8, type Trust } from '@assent/schema';
import { type Signer, toBase64 } from '@assent/signing';
import { concatBytes } from '@noble/hashes/utils.js';
import type { Cheats } from '../support/bundles.ts';
import { people } from '../support/consent-story.ts';
import { keyOf } from '../support/written-statements.ts';
import { evidence, text } from './cheats.ts';

const witness = keyOf('witness');
const witnessKey = (signer: Signer, type: 1 | 4): string =>
  formatVerifierKey('witness.example', signer.publicKey, type);

/** The checkpoint cosigned by the witness at a time. */
export const cosigned = (time: number, witnesses: readonly Signer[] = [witness]): Cheats =>
  evidence('checkpoint', (bytes) => {
    const note = text(bytes);
    const [covered] = note.split('\n\n');
    const stamp = new Uint8Array(8);
    new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
    const signed = witnesses.map((signer) => {
      const signature = signer.sign(toUtf8(`cosignature/v1\ntime ${time}\n${covered}\n`)) as Uint8Array;
      const keyId = Buffer.from(witnessKey(signer, 4).split('+')[1]!, 'hex');
      return `— witness.example ${toBase64(concatBytes(keyId, stamp, signature))}\n`;
    });
    return toUtf8(`${note}${signed.join('')}`);
  });

/** Trust in a log and in one witness. */
export const withWitness = (honest: Trust, quorum = 1): Trust => ({
  ...honest,
  witnesses: { quorum, keys: [witnessKey(witness, 4)] },
});

/** Whom somebody else may trust. */
export const trusts = (honest: Trust): readonly (readonly [name: string, Trust])[] => [
  ['no log', { ...honest, logs: [] }],
  [
    'another key of the log',
    { ...honest, logs: [{ ...honest.logs[0]!, key: formatVerifierKey(honest.logs[0]!.origin, witness.publicKey) }] },
  ],
  [
    'a log key that does not parse',
    { ...honest, logs: [{ ...honest.logs[0]!, key: honest.logs[0]!.key.replace(/\+[0-9a-f]{8}\+/, '+00000000+') }] },
  ],
  ['another issuer', { ...honest, issuers: [people.stranger.did] }],
  ['no attester', { ...honest, attesters: [] }],
  ['a witness', withWitness(honest)],
  ['a monitor', { ...honest, monitors: { quorum: 1, keys: [witness.did] } }],
];
