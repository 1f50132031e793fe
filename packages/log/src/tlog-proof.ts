import { accepted, fromUtf8, refused, type Result, toUtf8 } from '@assent/schema';
import { fromBase64, toBase64 } from '@assent/signing/verify';
import { parseNote } from './note.ts';

/** A proof that stands alone (C2SP tlog-proof): the place of an entry, the hashes beside its way up, a checkpoint. */
export interface TlogProof {
  readonly index: number;
  /** 32 bytes each, deepest first. */
  readonly hashes: readonly Uint8Array[];
  /** The signed note, as text. */
  readonly checkpoint: string;
}

const header = 'c2sp.org/tlog-proof@v1';
const largest = 32 * 1024;

/** The text of a `.tlog-proof` file, without extra data. */
export const formatTlogProof = ({ index, hashes, checkpoint }: TlogProof): string =>
  `${header}\nindex ${index}\n${hashes.map((hash) => `${toBase64(hash)}\n`).join('')}\n${checkpoint}`;

/**
 * Read a `.tlog-proof` file. Extra data is passed over: nothing vouches for it. Nothing is verified yet: that is
 * `verifyNote`'s and `verifyInclusion`'s. Refuses with `too_large`, `bundle_unreadable`, `checkpoint_malformed`.
 */
export const parseTlogProof = (bytes: Uint8Array): Result<TlogProof> => {
  if (bytes.length > largest) return refused('too_large', `a proof of ${bytes.length} bytes`);
  const text = fromUtf8(bytes);
  if (!text.ok) return text;
  const match =
    /^c2sp\.org\/tlog-proof@v1\n(?:extra ([^\n]*)\n)?index (0|[1-9][0-9]{0,15})\n((?:[A-Za-z0-9+/]{43}=\n){0,64})\n/.exec(
      text.value,
    );
  const index = Number(match?.[2]);
  if (match === null || !Number.isSafeInteger(index) || (match[1] !== undefined && !fromBase64(match[1]).ok))
    return refused('bundle_unreadable', 'not a tlog-proof');
  const hashes: Uint8Array[] = [];
  for (const line of match[3]!.split('\n').slice(0, -1)) {
    const hash = fromBase64(line);
    if (!hash.ok) return refused('bundle_unreadable', 'a hash of the proof');
    hashes.push(hash.value);
  }
  const checkpoint = text.value.slice(match[0].length);
  const note = parseNote(toUtf8(checkpoint));
  return note.ok ? accepted({ index, hashes, checkpoint }) : note;
};
