import { openLines } from '@assent/consent';
import { decodeEntry, leafHash, TreeHasher } from '@assent/log';
import type { Refusal } from '@assent/schema';
import { openSigned } from '@assent/signing/verify';
import { node } from '@assent/signing/node';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Entries that follow one another, one behind the other: bytes of their own travel between threads as they are. */
export interface EntryPage {
  readonly bytes: Uint8Array;
  /** Where each entry ends. */
  readonly ends: readonly number[];
  /** By entry, the canonical lines of the list that it signs; `undefined` where it signs none, or others look after it. */
  readonly lists: readonly (readonly string[] | undefined)[];
}

/** What was found out about each entry of a page; what it says is read from the same bytes by whoever asked. */
export interface OpenedPage {
  /** Leaf hashes, 32 bytes each. */
  readonly leaves: Uint8Array;
  readonly ids: readonly string[];
  /** The did:keys whose signatures verified. */
  readonly keys: readonly (readonly string[])[];
  /** Roots of the lists, hex. */
  readonly roots: readonly (string | undefined)[];
  /** Entries that do not open, and those whose lists do not. */
  readonly refusedEntries: ReadonlyMap<number, Refusal>;
  readonly refusedLists: ReadonlyMap<number, Refusal>;
}

/** Decoding, shape, signatures and lists: whatever needs nothing but the entry's own bytes, which is most of a check. */
export const openPage = async ({ bytes, ends, lists }: EntryPage): Promise<OpenedPage> => {
  const leaves = new Uint8Array(32 * ends.length);
  const ids: string[] = [];
  const keys: (readonly string[])[] = [];
  const roots: (string | undefined)[] = [];
  const refusedEntries = new Map<number, Refusal>();
  const refusedLists = new Map<number, Refusal>();
  for (const [i, end] of ends.entries()) {
    const entry = bytes.subarray(ends[i - 1] ?? 0, end);
    leaves.set(leafHash(entry), 32 * i);
    const signed = decodeEntry(entry);
    const opened = signed.ok ? await openSigned(signed.value, node) : signed;
    ids.push(opened.ok ? opened.value.id : '');
    keys.push(opened.ok ? opened.value.keys : []);
    roots.push(undefined);
    const list = lists[i];
    if (!opened.ok) refusedEntries.set(i, opened.refusal);
    else if (list !== undefined) {
      const tree = new TreeHasher();
      const lines = openLines(opened.value.statement, list, (hash) => tree.add(hash), 0, 'stored');
      if (lines.ok) roots[i] = bytesToHex(tree.root());
      else refusedLists.set(i, lines.refusal);
    }
  }
  return { leaves, ids, keys, roots, refusedEntries, refusedLists };
};
