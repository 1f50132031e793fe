import { acceptPayload, canonicalBytes, limits } from '@assent/schema';
import canonicalize from 'canonicalize';
import { measure, rateRow, type Row } from '../measure.ts';
import { grantOf } from '../statements.ts';

/** Typical grants through the gate per CPU second; the baseline parses and canonicalises with the `canonicalize` package. */
export const payloadGate = async (): Promise<Row[]> => {
  const payload = canonicalBytes(
    grantOf('did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', '00'.repeat(32), 1, 0),
  );
  const count = 50_000;
  const run = (gate: () => boolean) =>
    measure(() => {
      let good = 0;
      for (let i = 0; i < count; i++) if (gate()) good++;
      if (good !== count) throw new Error('a good payload was refused');
    });
  const text = new TextDecoder();
  run(() => acceptPayload(payload, limits.payload).ok);
  const own = await run(() => acceptPayload(payload, limits.payload).ok);
  const peer = await run(() => {
    const decoded = text.decode(payload);
    return canonicalize(JSON.parse(decoded)) === decoded;
  });
  return [
    rateRow(
      'payload-gate',
      `per CPU second, ${payload.length} bytes`,
      count / own.cpuSeconds,
      count / peer.cpuSeconds,
      { note: 'baseline: JSON.parse and the canonicalize package, without limits' },
    ),
  ];
};
