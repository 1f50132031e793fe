import { createHash } from 'node:crypto';
import { CompactRange, HashBatch } from '@assent/log';
import { costRow, measure, type Row } from '../measure.ts';

const leaves = 1_000_000;

const dataAt = (() => {
  const data = new Uint8Array(200);
  const view = new DataView(data.buffer);
  return (i: number): Uint8Array => {
    view.setUint32(0, i);
    return data;
  };
})();

/** CPU seconds for the root over 1,000,000 leaves of 200 bytes; the baseline hashes the same with `node:crypto`. */
export const merkleRoot1m = async (): Promise<Row[]> => {
  const own = await measure(() => {
    const batch = new HashBatch();
    const tree = new CompactRange(batch.node);
    for (let i = 0; i < leaves; i++) tree.add(batch.leaf(dataAt(i)));
    return batch.read(tree.root()!);
  });
  const naive = await measure(() => {
    const node = (prefix: number, ...parts: Uint8Array[]): Uint8Array => {
      const hash = createHash('sha256').update(Uint8Array.of(prefix));
      for (const part of parts) hash.update(part);
      return hash.digest();
    };
    let level = Array.from({ length: leaves }, (_, i) => node(0, dataAt(i)));
    while (level.length > 1) {
      const next: Uint8Array[] = [];
      for (let i = 0; i < level.length; i += 2)
        next.push(i + 1 < level.length ? node(1, level[i]!, level[i + 1]!) : level[i]!);
      level = next;
    }
    return level[0]!;
  });
  if (Buffer.compare(own.result, naive.result) !== 0) throw new Error('the roots differ');
  return [
    costRow('merkle-root-1m', 'CPU seconds', own.cpuSeconds, naive.cpuSeconds, {
      cpuSeconds: own.cpuSeconds,
      peakMB: own.peakMB,
      note: 'target ≤ 1.5; baseline: node:crypto createHash, level by level in memory',
    }),
  ];
};
