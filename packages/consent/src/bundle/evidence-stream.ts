import { accepted, AsOf, canonicalBytes, Count, openJson, refused, type Result } from '@assent/schema';
import { concatBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { type EvidenceFile, evidenceFiles, type EvidencePiece } from './evidence-pieces.ts';

/** What a stream of evidence begins with. */
export const EvidenceHead = z.strictObject({
  asOf: AsOf,
  /** The signed note of the checkpoint. */
  checkpoint: z.string().max(64 * 1024),
  /** Lines that `state.jsonl` will have. */
  stateLines: Count,
});
export type EvidenceHead = z.infer<typeof EvidenceHead>;

/** What a frame holds. The last one is empty: a stream that was cut off does not have it. */
const frames = ['head', ...evidenceFiles, 'end'] as const;
type Frame = (typeof frames)[number];

const headerLength = 5;
/** Bytes of a frame: no reader has to hold more. */
const longest = 1 << 20;

const frame = (kind: Frame, bytes: Uint8Array): Uint8Array => {
  const header = new Uint8Array(headerLength);
  header[0] = frames.indexOf(kind);
  new DataView(header.buffer).setUint32(1, bytes.length);
  return concatBytes(header, bytes);
};

/** Evidence as it is sent: frames of `u8 kind ‖ u32be length ‖ bytes`, kinds in the order `head`, a file's each, `end`. */
export async function* encodeEvidence(
  head: EvidenceHead,
  pieces: AsyncIterable<EvidencePiece>,
): AsyncGenerator<Uint8Array> {
  yield frame('head', canonicalBytes(head));
  for await (const { file, bytes } of pieces)
    for (let from = 0; from < bytes.length; from += longest) yield frame(file, bytes.subarray(from, from + longest));
  yield frame('end', new Uint8Array());
}

/** Evidence as it comes: what it is of, then piece by piece. What is given to it is hostile. */
export class EvidenceStream {
  readonly #bytes: AsyncIterator<Uint8Array>;
  #waiting: Uint8Array = new Uint8Array();

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bytes = bytes[Symbol.asyncIterator]();
  }

  /** Asked for once, before the pieces. */
  async head(): Promise<Result<EvidenceHead>> {
    const first = await this.#next();
    if (!first.ok) return first;
    return first.value.kind === 'head' ? openJson(EvidenceHead, first.value.bytes, longest) : cutOff;
  }

  /** The next piece; `undefined` at the end, which is the end of the stream too. */
  async piece(): Promise<Result<EvidencePiece | undefined>> {
    const next = await this.#next();
    if (!next.ok) return next;
    const { kind, bytes } = next.value;
    if (kind === 'head') return cutOff;
    if (kind !== 'end') return accepted({ file: kind, bytes });
    const rest = bytes.length === 0 && this.#waiting.length === 0 ? await this.#bytes.next() : undefined;
    return rest?.done === true ? accepted(undefined) : cutOff;
  }

  /** Read no further, wherever it stands. */
  async close(): Promise<void> {
    await this.#bytes.return?.();
  }

  async #next(): Promise<Result<{ kind: Frame; bytes: Uint8Array }>> {
    const header = await this.#take(headerLength);
    if (header === undefined) return cutOff;
    const kind = frames[header[0]!];
    const length = new DataView(header.buffer, header.byteOffset).getUint32(1);
    if (kind === undefined || length > longest) return cutOff;
    const bytes = await this.#take(length);
    return bytes === undefined ? cutOff : accepted({ kind, bytes });
  }

  async #take(length: number): Promise<Uint8Array | undefined> {
    const parts = [this.#waiting];
    let there = this.#waiting.length;
    while (there < length) {
      const next = await this.#bytes.next();
      if (next.done === true) return undefined;
      parts.push(next.value);
      there += next.value.length;
    }
    const all = parts.length === 1 ? parts[0]! : concatBytes(...parts);
    this.#waiting = all.subarray(length);
    return all.subarray(0, length);
  }
}

const cutOff = refused('bundle_unreadable', 'the evidence was cut off, or is none');

/** Evidence that is small enough for memory, as it came. */
export const readEvidence = async (
  bytes: AsyncIterable<Uint8Array>,
): Promise<Result<{ readonly head: EvidenceHead; readonly files: Record<EvidenceFile, Uint8Array> }>> => {
  const stream = new EvidenceStream(bytes);
  try {
    const head = await stream.head();
    if (!head.ok) return head;
    const pieces: EvidencePiece[] = [];
    for (;;) {
      const next = await stream.piece();
      if (!next.ok) return next;
      if (next.value === undefined) return accepted({ head: head.value, files: joined(pieces) });
      pieces.push(next.value);
    }
  } finally {
    await stream.close();
  }
};

/** The same as it was made. */
export const gatherEvidence = async (
  pieces: AsyncIterable<EvidencePiece>,
): Promise<Record<EvidenceFile, Uint8Array>> => {
  const gathered: EvidencePiece[] = [];
  for await (const piece of pieces) gathered.push(piece);
  return joined(gathered);
};

const joined = (pieces: readonly EvidencePiece[]): Record<EvidenceFile, Uint8Array> => {
  const of = (name: EvidenceFile): Uint8Array =>
    concatBytes(...pieces.flatMap(({ file, bytes }) => (file === name ? [bytes] : [])));
  return { statements: of('statements'), works: of('works'), state: of('state'), proofs: of('proofs') };
};
