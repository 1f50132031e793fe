import {
  HashBatch,
  MultiproofWalk,
  proveInclusion,
  proveMany,
  type NodeReader,
  verifyInclusion,
  rangeHash,
} from '@assent/log';
import { costRow, measure, type Row } from '../measure.ts';

const size = 10_000_000;
const proven = 1_000_000;

/** All nodes of a log of 10,000,000 leaves in one buffer a level: 640 MB, made before anything is measured. */
const buildTree = async (): Promise<NodeReader> => {
  const { nodeHash } = await import('@assent/log');
  const levels: Uint8Array[] = [new Uint8Array(size * 32)];
  const view = new DataView(levels[0]!.buffer);
  // Leaf hashes need not be hashes of anything here: a counter spread over 32 bytes.
  for (let i = 0; i < size; i++) view.setUint32(i * 32 + 28, i);
  for (let nodes = Math.floor(size / 2); nodes > 0; nodes = Math.floor(nodes / 2)) {
    const below = levels.at(-1)!;
    const level = new Uint8Array(nodes * 32);
    for (let i = 0; i < nodes; i++)
      level.set(nodeHash(below.subarray(i * 64, i * 64 + 32), below.subarray(i * 64 + 32, i * 64 + 64)), i * 32);
    levels.push(level);
  }
  return (level, index) => levels[level]!.subarray(index * 32, index * 32 + 32);
};

/** CPU seconds to verify 1,000,000 leaves of a log of 10,000,000; the baseline verifies single proofs, sampled and scaled. */
export const multiproof1m = async (): Promise<Row[]> => {
  const read = await buildTree();
  const root = rangeHash(0, size, read);
  // Spread unevenly, as chosen works are: every tenth on average.
  const indices = Array.from({ length: proven }, (_, i) => i * 10 + ((i * 7) % 10));
  const proof = [...proveMany(indices, size, read)];
  const own = await measure(() => {
    let next = 0;
    const batch = new HashBatch();
    const take = () => (next < proof.length ? batch.put(proof[next++]!) : undefined);
    const walk = new MultiproofWalk(size, take, batch.node);
    for (const index of indices) walk.push(index, batch.put(read(0, index)));
    return batch.read(walk.root()!);
  });
  if (Buffer.compare(own.result, root) !== 0) throw new Error('the multiproof does not lead to the root');
  const sample = indices.filter((_, i) => i % 100 === 0);
  const singles = sample.map((index) => proveInclusion(index, size, read));
  const single = await measure(
    () => sample.filter((index, i) => verifyInclusion(read(0, index), index, size, singles[i]!, root)).length,
  );
  if (single.result !== sample.length) throw new Error('a single proof does not verify');
  const hashes = singles.reduce((sum, path) => sum + path.length, 0) / singles.length;
  return [
    costRow('multiproof-1m', 'CPU seconds', own.cpuSeconds, single.cpuSeconds * 100, {
      cpuSeconds: own.cpuSeconds,
      note: `baseline: single proofs, sampled and scaled; ${(proof.length / proven).toFixed(2)} hashes a leaf instead of ${hashes.toFixed(1)}`,
    }),
  ];
};
