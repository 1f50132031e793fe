import { canonicalBytes, canonicalize } from '@assent/schema';
import { publicKeyOf } from '@assent/signing/verify';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { describeVectors, type VectorFolder } from '../support/vectors.ts';
import { unanimous, verdicts } from './backends.ts';

const suite = 'TestVectors/eddsa-jcs-2022';

const text = async (folder: VectorFolder, name: string): Promise<string> =>
  (await folder.text(`${suite}/${name}`)).trim();

/** The did:key that the proof names signs the concatenation of two hashes: of the proof's configuration, of the document. */
const keyOf = async (folder: VectorFolder): Promise<Uint8Array> => {
  const { publicKeyMultibase } = await folder.json<{ publicKeyMultibase: string }>('TestVectors/keyPair.json');
  const key = publicKeyOf(`did:key:${publicKeyMultibase}`);
  if (!key.ok) throw new Error(key.refusal.code);
  return key.value;
};

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Multibase `z`: base58btc, here of 64 bytes that do not begin with zero. */
const fromMultibase = (encoded: string): string => {
  let value = 0n;
  for (const digit of encoded.slice(1)) value = value * 58n + BigInt(alphabet.indexOf(digit));
  return value.toString(16).padStart(128, '0');
};

describeVectors('data-integrity', 'the W3C eddsa-jcs-2022 example', (folder) => {
  test('document and proof configuration have the published canonical form and hash', async () => {
    for (const [source, canonical, hash] of [
      ['TestVectors/unsigned.json', 'canonDocJCS.txt', 'docHashJCS.txt'],
      [`${suite}/proofConfigJCS.json`, 'proofCanonJCS.txt', 'proofHashJCS.txt'],
    ] as const) {
      const value = await folder.json(source);
      expect(canonicalize(value)).toBe(await text(folder, canonical));
      expect(bytesToHex(sha256(canonicalBytes(value)))).toBe(await text(folder, hash));
    }
  });

  test('the published signature verifies on the two hashes, by every backend, and on no other', async () => {
    const key = await keyOf(folder);
    const signature = hexToBytes(await text(folder, 'sigHexJCS.txt'));
    const message = hexToBytes(await text(folder, 'combinedHashJCS.txt'));
    expect(message).toHaveLength(64);
    expect(await verdicts(key, signature, message)).toEqual(unanimous(true));
    const swapped = concatBytes(message.subarray(32), message.subarray(0, 32));
    expect(await verdicts(key, signature, swapped)).toEqual(unanimous(false));
  });

  test('the signed document verifies from its own bytes alone', async () => {
    interface Signed {
      readonly proof: { readonly proofValue: string; readonly verificationMethod: string };
    }
    const { proof, ...document } = await folder.json<Signed>(`${suite}/signedJCS.json`);
    const { proofValue, ...configuration } = proof;
    const [did] = proof.verificationMethod.split('#');
    const key = publicKeyOf(did!);
    const message = concatBytes(sha256(canonicalBytes(configuration)), sha256(canonicalBytes(document)));
    const signature = hexToBytes(fromMultibase(proofValue));
    expect(proofValue).toBe(await text(folder, 'sigBTC58JCS.txt'));
    expect(bytesToHex(signature)).toBe(await text(folder, 'sigHexJCS.txt'));
    expect(key).toEqual({ ok: true, value: await keyOf(folder) });
    expect(await verdicts(await keyOf(folder), signature, message)).toEqual(unanimous(true));
    const altered = sha256(canonicalBytes({ ...document, name: 'Another credential' }));
    expect(await verdicts(await keyOf(folder), signature, concatBytes(message.subarray(0, 32), altered))).toEqual(
      unanimous(false),
    );
  });
});
