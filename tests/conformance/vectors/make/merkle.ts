import {
  emptyRoot,
  inclusionRoot,
  leafHash,
  MemoryTree,
  nodeHash,
  proveConsistency,
  proveInclusion,
  proveMany,
} from '@assent/log';
import { toUtf8 } from '@assent/schema';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { derivedLines } from '../../derived-lines.ts';
import { type Asked, base64, Cases, no, type Vector } from './vector.ts';

const sizes = [0, 1, 2, 3, 255, 256, 257, 65_537] as const;

const data = derivedLines({ derived: 'leaf', count: sizes.at(-1)! }).map((line) => toUtf8(line));
const hashes = data.map(leafHash);
const tree = new MemoryTree(hashes);
const roots = new Map(sizes.map((size) => [size, new MemoryTree(hashes.slice(0, size)).root()]));
const rootAt = (size: number): Uint8Array => roots.get(size as (typeof sizes)[number])!;

const list = (all: Iterable<Uint8Array>): string[] => [...all].map(base64);
const other = sha256(toUtf8('assent-vector-1 other'));
/** In a list by hash, which is not an address in a tree: 31 and 33 bytes. */
const short = other.subarray(0, 31);
const long = concatBytes(other, Uint8Array.of(0));

export const makeMerkle = (): Vector[] => [
  ...makeRoots(),
  ...makeInclusion(),
  ...makeMultiproofs(),
  ...makeConsistency(),
];

const makeRoots = (): Vector[] => {
  const cases = new Cases('Merkle');
  for (const size of sizes) {
    const leaves = size <= 3 ? list(data.slice(0, size)) : { derived: 'leaf', count: size };
    cases.valid(`root/${size}`, { op: 'merkle.root', leaves }, { root: base64(rootAt(size)) });
  }
  cases.valid('root/1-empty-leaf', { op: 'merkle.root', leaves: [''] }, { root: base64(leafHash(new Uint8Array())) });
  return cases.vectors;
};

interface Inclusion {
  readonly leaf: Uint8Array;
  readonly index: number | string;
  readonly size: number | string;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

const included = ({ leaf, index, size, proof, root }: Inclusion): Asked => ({
  op: 'merkle.inclusion',
  leafHash: base64(leaf),
  index,
  size,
  proof: list(proof),
  root: base64(root),
});

const leafOf = (index: number, size: number): Inclusion => ({
  leaf: hashes[index]!,
  index,
  size,
  proof: [...proveInclusion(index, size, tree.read)],
  root: rootAt(size),
});

const makeInclusion = (): Vector[] => {
  const cases = new Cases('Merkle');
  for (const size of sizes.slice(1)) {
    for (const index of new Set([0, Math.floor(size / 2), size - 1])) {
      cases.valid(`inclusion/${index}-of-${size}`, included(leafOf(index, size)));
    }
  }
  const fails = (name: string, attack: string, neighbour: string, asked: Inclusion): void =>
    cases.attack(`inclusion/${name}`, attack, neighbour, included(asked), no);
  const [one, two, three, last] = [leafOf(0, 1), leafOf(1, 2), leafOf(2, 3), leafOf(256, 257)];
  const large = leafOf(65_536, 65_537);
  const pair = concatBytes(hashes[0]!, hashes[1]!);
  fails('leaf-as-node', 'a leaf of 64 bytes read as a node', 'inclusion/0-of-1', {
    ...one,
    leaf: leafHash(pair),
    root: rootAt(2),
  });
  fails('node-as-leaf', 'a node shown as a leaf of a smaller tree', 'inclusion/1-of-2', {
    ...two,
    leaf: hashes[2]!,
    proof: [rootAt(2)],
    root: rootAt(3),
    size: 3,
    index: 1,
  });
  fails('leaf-unprefixed', 'a leaf hashed without its prefix', 'inclusion/0-of-1', {
    ...one,
    leaf: sha256(data[0]!),
    root: rootAt(1),
  });
  fails('data-as-leaf-hash', 'the hash of other data', 'inclusion/2-of-3', { ...three, leaf: hashes[1]! });
  const doubled = nodeHash(rootAt(2), nodeHash(hashes[2]!, hashes[2]!));
  fails('odd-leaf-doubled', 'an odd leaf doubled', 'inclusion/2-of-3', {
    ...three,
    proof: [hashes[2]!, rootAt(2)],
    root: doubled,
  });
  const unprefixed = sha256(concatBytes(hashes[0]!, hashes[1]!));
  fails('node-unprefixed', 'nodes hashed without their prefix', 'inclusion/1-of-2', { ...two, root: unprefixed });
  const sorted = [hashes[0]!, hashes[1]!].toSorted(Buffer.compare) as [Uint8Array, Uint8Array];
  const inOrder = sorted[0] === hashes[0];
  fails('children-exchanged', 'two children exchanged', inOrder ? 'inclusion/1-of-2' : 'inclusion/0-of-2', {
    ...two,
    root: nodeHash(hashes[1]!, hashes[0]!),
  });
  for (const [name, base] of [
    ['2-of-3', three],
    ['256-of-257', last],
    ['65536-of-65537', large],
  ] as const) {
    const neighbour = `inclusion/${name}`;
    fails(`${name}-too-long`, 'a proof too long by a hash', neighbour, { ...base, proof: [...base.proof, other] });
    fails(`${name}-too-short`, 'a proof too short by a hash', neighbour, { ...base, proof: base.proof.slice(1) });
    fails(`${name}-another-index`, 'another index', neighbour, { ...base, index: Number(base.index) - 1 });
    fails(`${name}-another-root`, 'another root', neighbour, { ...base, root: other });
  }
  fails('reordered', 'the hashes of a proof in reverse', 'inclusion/128-of-257', {
    ...leafOf(128, 257),
    proof: leafOf(128, 257).proof.toReversed(),
  });
  fails('index-is-size', 'index = size', 'inclusion/2-of-3', { ...three, index: 3 });
  fails('index-beyond', 'index > size', 'inclusion/2-of-3', { ...three, index: 7 });
  fails('index-negative', 'an index below zero', 'inclusion/0-of-1', { ...one, index: -1 });
  fails('index-fraction', 'an index that is no whole number', 'inclusion/2-of-3', { ...three, index: 1.5 });
  fails('size-0', 'size 0', 'inclusion/0-of-1', { ...one, size: 0 });
  fails('size-0-empty-root', 'a leaf in the empty tree', 'inclusion/0-of-1', { ...one, size: 0, root: emptyRoot() });
  fails('size-1-with-proof', 'size 1, with a proof', 'inclusion/0-of-1', {
    ...one,
    proof: [hashes[1]!],
    root: rootAt(2),
  });
  fails('size-2-as-1', 'a tree of 2 said to be of 1', 'inclusion/1-of-2', { ...two, size: 1, index: 0 });
  fails('another-size', 'another size, of as long a proof', 'inclusion/2-of-3', { ...leafOf(2, 3), size: 5 });
  fails('hash-31-bytes', 'a hash of 31 bytes in a proof', 'inclusion/1-of-2', { ...two, proof: [short] });
  fails('hash-33-bytes', 'a hash of 33 bytes in a proof', 'inclusion/1-of-2', { ...two, proof: [long] });
  fails('leaf-hash-31-bytes', 'a leaf hash of 31 bytes, which is its own root', 'inclusion/0-of-1', {
    ...one,
    leaf: short,
    root: short,
  });
  fails('leaf-hash-empty', 'an empty leaf hash, which is its own root', 'inclusion/0-of-1', {
    ...one,
    leaf: new Uint8Array(),
    root: new Uint8Array(),
  });
  for (const vector of makeLarge()) cases.vectors.push(vector);
  return cases.vectors;
};

/** Trees that nobody can build: proofs of arbitrary hashes, and the root that they lead to. */
const makeLarge = (): Vector[] => {
  const cases = new Cases('Merkle');
  const siblings = Array.from({ length: 60 }, (_, i) => leafHash(toUtf8(`assent-vector-1 sibling ${i}`)));
  const [leaf] = hashes as [Uint8Array];
  const large = (index: number, size: number, length: number): Inclusion => {
    const proof = siblings.slice(0, length);
    return { leaf, index, size, proof, root: inclusionRoot(leaf, index, size, proof)! };
  };
  const four = large(2 ** 32 + 5, 2 ** 33, 33);
  const neighbour = cases.valid('inclusion/beyond-32-bits', included(four));
  cases.attack(
    'inclusion/index-modulo-32-bits',
    'an index of which only 32 bits are read',
    neighbour,
    included({ ...four, index: 5 }),
    no,
  );
  const most = large(2 ** 53 - 2, 2 ** 53 - 1, 52);
  const greatest = cases.valid('inclusion/greatest', included(most));
  cases.attack(
    'inclusion/size-2-to-53',
    'a size of 2^53',
    greatest,
    included({ ...most, size: '9007199254740992' }),
    no,
  );
  cases.attack(
    'inclusion/index-rounded',
    'a size that a double rounds',
    greatest,
    included({ ...most, size: '9007199254740993' }),
    no,
  );
  return cases.vectors;
};

interface Many {
  readonly leaves: readonly (readonly [index: number, hash: Uint8Array])[];
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

const many = ({ leaves, size, proof, root }: Many): Asked => ({
  op: 'merkle.multiproof',
  leaves: leaves.map(([index, hash]) => ({ index, leafHash: base64(hash) })),
  size,
  proof: list(proof),
  root: base64(root),
});

const manyOf = (indices: readonly number[], size: number): Many => ({
  leaves: indices.map((index) => [index, hashes[index]!]),
  size,
  proof: [...proveMany(indices, size, tree.read)],
  root: rootAt(size),
});

const makeMultiproofs = (): Vector[] => {
  const cases = new Cases('Merkle');
  const shown: readonly (readonly [indices: readonly number[], size: number])[] = [
    [[0], 1],
    [[0], 2],
    [[0, 1], 2],
    [[2], 3],
    [[0, 2], 3],
    [[0, 1, 2], 3],
    [[254], 255],
    [[0, 254], 255],
    [[0, 127, 128, 255], 256],
    [[1, 2, 128, 256], 257],
    [[256], 257],
    [[0, 1, 255, 256, 32_768, 65_536], 65_537],
  ];
  for (const [indices, size] of shown) {
    cases.valid(`multiproof/${indices.join('-')}-of-${size}`, many(manyOf(indices, size)));
  }
  const fails = (name: string, attack: string, neighbour: string, asked: Many): void =>
    cases.attack(`multiproof/${name}`, attack, `multiproof/${neighbour}`, many(asked), no);
  const [one, pair, three, all] = [manyOf([0], 1), manyOf([0], 2), manyOf([0, 2], 3), manyOf([0, 1, 2], 3)];
  const wide = manyOf([1, 2, 128, 256], 257);
  const name = '1-2-128-256-of-257';
  fails('unused-hash', 'an unused hash at the end', name, { ...wide, proof: [...wide.proof, other] });
  fails('unused-hash-first', 'an unused hash at the beginning', name, { ...wide, proof: [other, ...wide.proof] });
  fails('unused-hash-of-all', 'a hash in a proof of all leaves', '0-1-2-of-3', { ...all, proof: [rootAt(3)] });
  fails('hash-missing', 'a hash missing', name, { ...wide, proof: wide.proof.slice(0, -1) });
  fails('hashes-reordered', 'hashes reordered', name, { ...wide, proof: wide.proof.toReversed() });
  fails('hashes-of-leaves', 'hashes of the leaves that are shown, too', '0-2-of-3', {
    ...three,
    proof: [...three.proof, hashes[0]!],
  });
  fails('leaves-reordered', 'leaves reordered', '0-2-of-3', { ...three, leaves: three.leaves.toReversed() });
  fails('leaf-twice', 'a leaf twice', '0-of-2', { ...pair, leaves: [pair.leaves[0]!, pair.leaves[0]!] });
  fails('leaf-exchanged', 'two leaves under each other’s index', '0-2-of-3', {
    ...three,
    leaves: [
      [0, hashes[2]!],
      [2, hashes[0]!],
    ],
  });
  fails('leaf-moved', 'a leaf under another index', '0-of-2', { ...pair, leaves: [[1, hashes[0]!]] });
  fails('leaf-beyond', 'index = size', '0-2-of-3', { ...three, leaves: [three.leaves[0]!, [3, hashes[2]!]] });
  fails('leaf-left-out', 'a leaf left out', '0-2-of-3', { ...three, leaves: three.leaves.slice(1) });
  fails('leaf-added', 'a leaf added that the proof does not show', '0-2-of-3', {
    ...three,
    leaves: [
      [0, hashes[0]!],
      [1, hashes[1]!],
      [2, hashes[2]!],
    ],
  });
  fails('no-leaves', 'no leaf at all, the root for a proof', '0-of-1', { ...one, leaves: [], proof: [rootAt(1)] });
  fails('size-0', 'a leaf of the empty tree', '0-of-1', { ...one, size: 0, root: emptyRoot() });
  fails('size-more', 'a size greater by one', '0-1-2-of-3', { ...all, size: 4 });
  fails('size-less', 'a size smaller by one', '256-of-257', { ...manyOf([256], 257), size: 256 });
  fails('node-as-leaf', 'a node shown as a leaf', '0-of-2', {
    leaves: [
      [0, rootAt(2)],
      [1, hashes[2]!],
    ],
    size: 3,
    proof: [],
    root: rootAt(3),
  });
  fails('odd-leaf-doubled', 'an odd leaf doubled', '0-1-2-of-3', {
    ...all,
    root: nodeHash(rootAt(2), nodeHash(hashes[2]!, hashes[2]!)),
  });
  fails('hash-31-bytes', 'a hash of 31 bytes', '0-of-2', { ...pair, proof: [short] });
  fails('leaf-hash-33-bytes', 'a leaf hash of 33 bytes, which is its own root', '0-of-1', {
    ...one,
    leaves: [[0, long]],
    root: long,
  });
  fails('another-root', 'another root', name, { ...wide, root: other });
  return cases.vectors;
};

interface Consistency {
  readonly from: number;
  readonly to: number;
  readonly old: Uint8Array;
  readonly now: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

const consistent = ({ from, to, old, now, proof }: Consistency): Asked => ({
  op: 'merkle.consistency',
  size1: from,
  size2: to,
  root1: base64(old),
  root2: base64(now),
  proof: list(proof),
});

const grown = (from: number, to: number): Consistency => ({
  from,
  to,
  old: rootAt(from),
  now: rootAt(to),
  proof: [...proveConsistency(from, to, tree.read)],
});

const makeConsistency = (): Vector[] => {
  const cases = new Cases('Merkle');
  sizes.forEach((to, i) => {
    const from = new Set([0, sizes[Math.max(i - 1, 0)]!, to]);
    for (const size of from) cases.valid(`consistency/${size}-to-${to}`, consistent(grown(size, to)));
  });
  const fails = (name: string, attack: string, neighbour: string, asked: Consistency): void =>
    cases.attack(`consistency/${name}`, attack, `consistency/${neighbour}`, consistent(asked), no);
  const [small, wide, same, none] = [grown(2, 3), grown(255, 256), grown(3, 3), grown(0, 3)];
  fails('shrunk', 'a log that shrinks', '2-to-3', { ...small, from: 3, to: 2, old: small.now, now: small.old });
  fails('two-roots-of-one-size', 'two roots for one size', '3-to-3', { ...same, now: other });
  fails('same-with-proof', 'a proof where the sizes are the same', '3-to-3', { ...same, proof: [rootAt(3)] });
  fails('from-0-with-proof', 'a proof from the empty log', '0-to-3', { ...none, proof: [rootAt(3)] });
  fails('from-0-another-root', 'an empty log with a root', '0-to-3', { ...none, old: other });
  fails('old-root', 'another old root: a rollback', '255-to-256', { ...wide, old: other });
  fails('new-root', 'another new root', '255-to-256', { ...wide, now: other });
  fails('too-long', 'a proof too long', '255-to-256', { ...wide, proof: [...wide.proof, other] });
  fails('too-short', 'a proof too short', '255-to-256', { ...wide, proof: wide.proof.slice(0, -1) });
  fails('no-proof', 'no proof', '2-to-3', { ...small, proof: [] });
  fails('reordered', 'hashes reordered', '255-to-256', { ...wide, proof: wide.proof.toReversed() });
  fails('another-size', 'another old size', '256-to-257', { ...grown(256, 257), from: 255 });
  fails('hash-31-bytes', 'a hash of 31 bytes', '2-to-3', { ...small, proof: [short] });
  fails('root-31-bytes', 'an old root of 31 bytes', '2-to-3', { ...small, old: small.old.subarray(0, 31) });
  return cases.vectors;
};
