import { acceptLine, openList } from '@assent/consent';
import { accepted, fromUtf8, type Grant, type HolderLine, isAscending, refused, type Result } from '@assent/schema';

/** Lines of a chunk: all but the last have as many. A power of two, so that a chunk is a perfect subtree of its list. */
export const chunkLines = 8192;

/** A chunk of a list as it came. */
export interface GivenChunk {
  readonly grant: Grant;
  /** Canonical lines, each ended by a line feed. */
  readonly bytes: Uint8Array;
  /** How many lines it has to have. */
  readonly lines: number;
}

export interface CheckedChunk {
  /** The root over its lines, hex. */
  readonly root: string;
  /** The works that its lines name, 32 bytes each. */
  readonly works: Uint8Array;
  /** Where each line begins in the bytes, counted from 1, and its length. */
  readonly begins: number[];
  readonly lengths: number[];
}

/**
 * Whatever can be asked of lines before the whole list is there: encoding, shape, order, what the grant's rule asks of
 * each. The root of the list and the order between chunks are asked when it is complete.
 */
export const checkChunk = ({ grant, bytes, lines: expected }: GivenChunk): Result<CheckedChunk> => {
  const text = fromUtf8(bytes);
  if (!text.ok) return text;
  const texts = text.value.split('\n');
  if (texts.pop() !== '') return refused('malformed', 'the last line has no line feed');
  if (texts.length !== expected)
    return refused('works_list_mismatch', `${texts.length} lines, ${expected} belong here`);
  const list = openList(grant, texts);
  if (!list.ok) return list;
  const works = list.value.lines.map(({ sha256 }) => sha256);
  if (!isAscending(works)) return refused('works_list_order');
  for (const [i, line] of list.value.lines.entries()) {
    const held = acceptLine(grant, line as HolderLine);
    if (!held.ok) return refused(held.refusal.code, `line ${i}: ${held.refusal.detail}`);
  }
  const begins: number[] = [];
  const lengths: number[] = [];
  for (let begin = 0; begin < bytes.length;) {
    const end = bytes.indexOf(0x0a, begin);
    begins.push(begin + 1);
    lengths.push(end - begin);
    begin = end + 1;
  }
  return accepted({ root: list.value.root, works: Buffer.from(works.join(''), 'hex'), begins, lengths });
};
