import { hexToBytes } from '@noble/hashes/utils.js';
import { signerFromSeed } from '@assent/signing';
import { toUtf8 } from '@assent/schema';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeVectors } from '../support/vectors.ts';
import { backends, unanimous, verdicts } from './backends.ts';

interface Case {
  /** How the vectors name it. */
  readonly number: number;
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
}

/** The numbers of the cases that each backend accepts. */
const accepted = async (cases: readonly Case[]): Promise<Record<string, number[]>> => {
  const numbers: Record<string, number[]> = Object.fromEntries(backends.map(({ name }) => [name, []]));
  for (const { number, key, signature, message } of cases) {
    for (const [name, ok] of Object.entries(await verdicts(key, signature, message))) {
      if (ok) numbers[name]!.push(number);
    }
  }
  return numbers;
};

const byEveryBackend = (numbers: readonly number[]): Record<string, readonly number[]> =>
  Object.fromEntries(backends.map(({ name }) => [name, numbers]));

describeVectors('ed25519', 'published Ed25519 vectors', (folder) => {
  test('ed25519-speccheck: of 12 edge cases, 3 is accepted, by every backend', async () => {
    const published = await folder.json<{ message: string; pub_key: string; signature: string }[]>('speccheck.json');
    const cases = published.map(({ message, pub_key, signature }, number) => ({
      number,
      key: hexToBytes(pub_key),
      signature: hexToBytes(signature),
      message: hexToBytes(message),
    }));
    expect(cases).toHaveLength(12);
    expect(await accepted(cases)).toEqual(byEveryBackend([3]));
  });

  test('Wycheproof: each of 151 results is as stated, by every backend', async () => {
    interface Published {
      readonly testGroups: readonly {
        readonly publicKey: { readonly pk: string };
        readonly tests: readonly { tcId: number; msg: string; sig: string; result: 'invalid' | 'valid' }[];
      }[];
    }
    const { testGroups } = await folder.json<Published>('wycheproof.json');
    const published = testGroups.flatMap(({ publicKey, tests }) => tests.map((one) => ({ ...one, key: publicKey.pk })));
    const cases = published.map(({ tcId, key, sig, msg }) => ({
      number: tcId,
      key: hexToBytes(key),
      signature: hexToBytes(sig),
      message: hexToBytes(msg),
    }));
    const valid = published.filter(({ result }) => result === 'valid').map(({ tcId }) => tcId);
    expect(cases).toHaveLength(151);
    expect(valid.length).toBeGreaterThan(50);
    expect(await accepted(cases)).toEqual(byEveryBackend(valid));
  });

  test('CCTV: of 457 edge cases, the same 7 are accepted by every backend', async () => {
    interface Published {
      readonly number: number;
      readonly key: string;
      readonly sig: string;
      readonly msg: string;
      readonly flags: readonly string[] | null;
    }
    const published = await folder.json<Published[]>('cctv-even.json');
    const cases = published.map(({ number, key, sig, msg }) => ({
      number,
      key: hexToBytes(key),
      signature: hexToBytes(sig),
      message: toUtf8(msg),
    }));
    expect(cases).toHaveLength(457);
    const numbers = await accepted(cases);
    expect(numbers.node).toHaveLength(7);
    expect(numbers).toEqual(byEveryBackend(numbers.node!));
    // None of the seven is one of those that the profile is there to refuse.
    const flags = published.filter(({ number }) => numbers.node!.includes(number)).flatMap((one) => one.flags ?? []);
    expect(flags.filter((flag) => /^low_order_[AR]$|^non_canonical|residue/.test(flag))).toEqual([]);
  });
});

describe('one bit', () => {
  const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const message = fc.uint8Array({ minLength: 1, maxLength: 200 });
  const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
    const copy = Uint8Array.from(bytes);
    const at = bit % (bytes.length * 8);
    copy[Math.floor(at / 8)]! ^= 1 << (at % 8);
    return copy;
  };

  test(
    'a signature as made is accepted by every backend; with one bit changed anywhere, by none',
    { timeout: 120_000 },
    () =>
      fc.assert(
        fc.asyncProperty(seed, message, fc.nat(), async (secret, bytes, bit) => {
          const signer = signerFromSeed(secret);
          const signature = await signer.sign(bytes);
          expect(await verdicts(signer.publicKey, signature, bytes)).toEqual(unanimous(true));
          expect(await verdicts(signer.publicKey, flipped(signature, bit), bytes)).toEqual(unanimous(false));
          expect(await verdicts(flipped(signer.publicKey, bit), signature, bytes)).toEqual(unanimous(false));
          expect(await verdicts(signer.publicKey, signature, flipped(bytes, bit))).toEqual(unanimous(false));
        }),
        { numRuns: 200 },
      ),
  );

  test('every single bit of one signature and of one key counts', { timeout: 120_000 }, async () => {
    const signer = signerFromSeed(new Uint8Array(32).fill(7));
    const bytes = toUtf8('every bit counts');
    const signature = await signer.sign(bytes);
    const survivors: string[] = [];
    for (let bit = 0; bit < 512; bit++) {
      const said = await verdicts(signer.publicKey, flipped(signature, bit), bytes);
      if (Object.values(said).some(Boolean)) survivors.push(`signature bit ${bit}`);
    }
    for (let bit = 0; bit < 256; bit++) {
      const said = await verdicts(flipped(signer.publicKey, bit), signature, bytes);
      if (Object.values(said).some(Boolean)) survivors.push(`key bit ${bit}`);
    }
    expect(survivors).toEqual([]);
  });
});
