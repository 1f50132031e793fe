import { createTRPCClient, httpLink } from '@trpc/client';
import type { Ledger } from '@assent/consent';
import { formatTilePath, type MemoryTree, parseTlogProof, tileWidth, verifyInclusion } from '@assent/log';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Router } from '../../apps/registry/src/api/router.ts';
import { bytesAt } from '../../apps/cli/src/operations/monitor-follow.ts';
import { follow } from './follow.ts';

export const apiOf = (address: string) => createTRPCClient<Router>({ links: [httpLink({ url: `${address}/trpc` })] });

export interface CheckedLog {
  readonly size: number;
  readonly root: Uint8Array;
  readonly ledger: Ledger;
  readonly tree: MemoryTree;
}

/**
 * The one oracle: reads the registry from outside, over plain HTTP alone, and verifies everything again: what a `Follower`
 * does, that entry bundles hold the same entries, every hash tile, and proofs that stand alone.
 * Throws where anything disagrees.
 */
export const checkLog = async (address: string): Promise<CheckedLog> => {
  const entries: Uint8Array[] = [];
  const follower = await follow(address, (entry) => entries.push(entry));
  const { size } = await follower.catchUp();
  const { tree, ledger } = follower;
  const root = tree.root();
  await checkBundles(address, entries);
  await checkTiles(address, size, tree);
  await checkProofs(address, tree);
  return { size, root, ledger, tree };
};

/** Entry bundles hold what the download does. */
const checkBundles = async (address: string, entries: readonly Uint8Array[]): Promise<void> => {
  for (let first = 0; first < entries.length; first += tileWidth) {
    const width = Math.min(tileWidth, entries.length - first);
    const bundle = await bytesAt(address, formatTilePath({ level: 'entries', index: first / tileWidth, width }));
    const expected = Buffer.concat(
      entries.slice(first, first + width).flatMap((entry) => {
        const length = Buffer.alloc(2);
        length.writeUInt16BE(entry.length);
        return [length, entry];
      }),
    );
    if (!expected.equals(bundle)) throw new Error(`entry bundle ${first / tileWidth} holds something else`);
  }
};

/** Hash tiles of every level hold what the entries hash to. */
const checkTiles = async (address: string, size: number, tree: MemoryTree): Promise<void> => {
  for (let level = 0, nodes = size; nodes > 0; level++, nodes = Math.floor(nodes / tileWidth)) {
    for (let index = 0; index * tileWidth < nodes; index++) {
      const width = Math.min(tileWidth, nodes - index * tileWidth);
      const tile = await bytesAt(address, formatTilePath({ level, index, width }));
      for (let i = 0; i < width; i++) {
        const expected = tree.read(8 * level, index * tileWidth + i);
        if (bytesToHex(tile.subarray(i * 32, i * 32 + 32)) !== bytesToHex(expected))
          throw new Error(`tile ${level}/${index}, hash ${i}`);
      }
    }
  }
};

/** Entries whose proofs are read, spread over the log. */
const proofsRead = 8;

/** A proof in a file leads from its entry to its checkpoint. */
const checkProofs = async (address: string, tree: MemoryTree): Promise<void> => {
  const step = Math.max(1, Math.floor(tree.size / proofsRead));
  for (let index = 0; index < tree.size; index += step) {
    const proof = parseTlogProof(await bytesAt(address, `api/v1/entries/${index}/proof`));
    if (!proof.ok) throw new Error(`proof ${index}: ${proof.refusal.code}`);
    const [, size, root] = proof.value.checkpoint.split('\n') as [string, string, string];
    // The log may have grown meanwhile; a checkpoint of this size has the root that was verified.
    if (Number(size) !== tree.size) continue;
    if (root !== Buffer.from(tree.root()).toString('base64')) throw new Error(`proof ${index}: another root`);
    if (!verifyInclusion(tree.read(0, index), index, tree.size, proof.value.hashes, tree.root()))
      throw new Error(`proof ${index} does not lead to the root`);
  }
};
