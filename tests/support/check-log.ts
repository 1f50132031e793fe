import { createTRPCClient, httpLink } from '@trpc/client';
import { buildState, Ledger, replayEntry } from '@assent/consent';
import {
  decodeEntry,
  formatTilePath,
  leafHash,
  MemoryTree,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  tileWidth,
  verifyNote,
} from '@assent/log';
import { didKeyOf, openSigned } from '@assent/signing';
import { node } from '@assent/signing/node';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Router } from '../../apps/registry/src/api/router.ts';

export const apiOf = (address: string) => createTRPCClient<Router>({ links: [httpLink({ url: `${address}/trpc` })] });

const bytesAt = async (address: string, path: string): Promise<Uint8Array> => {
  const answer = await fetch(`${address}/${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};

/** Entries of the log's public files, up to a size. */
const entriesAt = async (address: string, size: number): Promise<Uint8Array[]> => {
  const entries: Uint8Array[] = [];
  for (let index = 0; index * tileWidth < size; index++) {
    const width = Math.min(tileWidth, size - index * tileWidth);
    const bundle = await bytesAt(address, formatTilePath({ level: 'entries', index, width }));
    const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
    for (let at = 0; at < bundle.length;) {
      const length = view.getUint16(at);
      entries.push(bundle.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  return entries;
};

export interface CheckedLog {
  readonly size: number;
  readonly root: Uint8Array;
  readonly ledger: Ledger;
  readonly tree: MemoryTree;
}

/**
 * The one oracle: reads the registry from outside, over HTTP alone, and verifies everything again: the checkpoint's
 * signature and root, every hash tile, every entry's signature and acceptance, every list's root, every state's root.
 * Throws where anything disagrees.
 */
export const checkLog = async (address: string): Promise<CheckedLog> => {
  const api = apiOf(address);
  const trust = await api.log.trust.query();
  const log = trust.logs[0]!;
  const key = parseVerifierKey(log.key);
  const note = parseNote(await bytesAt(address, 'checkpoint'));
  if (!key.ok || !note.ok) throw new Error('unreadable checkpoint or key');
  const signers = await verifyNote(note.value, [key.value], node);
  const checkpoint = parseCheckpoint(note.value.text);
  if (!signers.ok || !checkpoint.ok || checkpoint.value.origin !== log.origin)
    throw new Error('checkpoint does not verify');
  const { size, root } = checkpoint.value;

  const tree = new MemoryTree();
  const ledger = new Ledger();
  const registry = { origin: log.origin, identity: didKeyOf(key.value.publicKey) };
  for (const [index, entry] of (await entriesAt(address, size)).entries()) {
    const leaf = leafHash(entry);
    tree.add(leaf);
    const signed = decodeEntry(entry);
    const opened = signed.ok ? await openSigned(signed.value, node) : signed;
    if (!opened.ok) throw new Error(`entry ${index}: ${opened.refusal.code}`);
    const { statement, id } = opened.value;
    const texts = await api.statements.lines.query({ index });
    if (statement.kind === 'state') {
      if (statement.size > ledger.size) throw new Error(`state ${index} is ahead of the log`);
      // States follow what they cover at once here, so the ledger at this point differs by states alone.
      const recomputed = bytesToHex(buildState(ledger, statement.at).tree.root());
      if (statement.size === ledger.size && recomputed !== statement.root)
        throw new Error(`state ${index}: another root`);
    }
    const now = ledger.lastState()?.statement.at ?? 0;
    const { keys } = opened.value;
    const lines = texts.length === 0 ? undefined : texts;
    const entryOf = { index, id, statement, keys, leafHash: bytesToHex(leaf), lines };
    const verdict = replayEntry(ledger, entryOf, { ...registry, now });
    if (!verdict.ok) throw new Error(`entry ${index} should not be in the log: ${verdict.refusal.code}`);
  }
  if (tree.size !== size || bytesToHex(tree.root()) !== bytesToHex(root))
    throw new Error('the entries do not have the root of the checkpoint');
  await checkTiles(address, size, tree);
  return { size, root, ledger, tree };
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
