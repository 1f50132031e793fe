import { verify as nobleVerify } from '@noble/ed25519';
import { noble, randomSeed, signerFromSeed, webcrypto, type Ed25519 } from '@assent/signing';
import { node } from '@assent/signing/node';
import { measure, rateRow, type Row } from '../measure.ts';

const message = new Uint8Array(600).fill(7);

const cases = async (count: number) => {
  const signers = Array.from({ length: 50 }, () => signerFromSeed(randomSeed()));
  const made = [];
  for (let i = 0; i < count; i++) {
    const signer = signers[i % signers.length]!;
    made.push({ key: signer.publicKey, signature: await signer.sign(message) });
  }
  return made;
};

/** Tens in flight, as the page does it: each is a round trip to another thread. */
const inFlight = 32;

/** Verifications per CPU second by each backend; the baseline is `@noble/ed25519`'s own `verify`. */
export const ed25519Verify = async (): Promise<Row[]> => {
  const signed = await cases(2000);
  const rate = async (backend: Ed25519, of: typeof signed): Promise<number> => {
    await backend.verify(of[0]!.key, of[0]!.signature, message);
    const { cpuSeconds, result } = await measure(async () => {
      let good = 0;
      for (let i = 0; i < of.length; i += inFlight) {
        const answers = await Promise.all(
          of.slice(i, i + inFlight).map(({ key, signature }) => backend.verify(key, signature, message)),
        );
        good += answers.filter(Boolean).length;
      }
      return good;
    });
    if (result !== of.length) throw new Error(`${backend.name} refused a good signature`);
    return of.length / cpuSeconds;
  };
  const few = signed.slice(0, 400);
  const baseline = await measure(() => few.filter(({ key, signature }) => nobleVerify(signature, message, key)).length);
  const perSecond = few.length / baseline.cpuSeconds;
  const rows: Row[] = [];
  for (const [backend, of] of [
    [node, signed],
    [webcrypto, signed],
    [noble, few],
  ] as const) {
    rows.push(
      rateRow(`ed25519-verify/${backend.name}`, 'per CPU second', await rate(backend, of), perSecond, {
        note: 'baseline: @noble/ed25519 verify',
      }),
    );
  }
  return rows;
};
