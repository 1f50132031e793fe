import type { Lanes } from './lanes.ts';

/**
 * SHA-256 (FIPS 180-4) over four messages at once, one in each 32-bit lane of WebAssembly's 128-bit registers. The
 * module is assembled here, instruction by instruction, so that nothing has to be believed of a binary: it holds one
 * function for one block of four messages, one that hashes four padded messages, one that joins four pairs of hashes.
 */

/** Where things stand in the module's memory: constants, four blocks' words, four states. Then the caller's. */
const [constantsAt, wordsAt, stateAt, free] = [0, 256, 512, 1024] as const;

const roundConstants = Uint32Array.from(
  (
    '428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa9812835b01243185be550c7dc372be5d7480deb1fe' +
    '9bdc06a7c19bf174e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da983e5152a831c66db00327c8bf597fc7' +
    'c6e00bf3d5a7914706ca63511429296727b70a852e1b21384d2c6dfc53380d13650a7354766a0abb81c2c92e92722c85a2bfe8a1a81a664b' +
    'c24b8b70c76c51a3d192e819d6990624f40e3585106aa07019a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3' +
    '748f82ee78a5636f84c878148cc7020890befffaa4506cebbef9a3f7c67178f2'
  )
    .replaceAll(' ', '')
    .match(/.{8}/g)!,
  (word) => Number.parseInt(word, 16),
);
const initialState = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const;

type Code = readonly number[];
const code = (...parts: readonly Code[]): Code => parts.flat();
const each = (count: number, make: (i: number) => Code): Code =>
  Array.from({ length: count }, (_, i) => make(i)).flat();

/** LEB128, as WebAssembly writes numbers. */
const unsigned = (value: number): Code => (value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]);
const signed = (value: number): Code =>
  value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];

const get = (local: number): Code => [0x20, ...unsigned(local)];
const set = (local: number): Code => [0x21, ...unsigned(local)];
const tee = (local: number): Code => [0x22, ...unsigned(local)];
const int = (value: number): Code => [0x41, ...signed(value | 0)];
const addInt: Code = [0x6a];
const subtractInt: Code = [0x6b];
const differs: Code = [0x47];
/** What is inside runs again as long as it leaves something other than 0. */
const repeat = (...parts: readonly Code[]): Code => [0x03, 0x40, ...code(...parts), 0x0d, 0, 0x0b];
const callCompress: Code = [0x10, 0];
const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];
/** From and to the address on the stack; `At` from and to a fixed one. */
const load = (offset: number): Code => [...simd(0), 0, ...unsigned(offset)];
const store = (offset: number): Code => [...simd(11), 0, ...unsigned(offset)];
const loadAt = (address: number): Code => code(int(0), load(address));
const storeAt = (address: number, value: Code): Code => code(int(0), value, store(address));
const loadSplat = (offset: number): Code => [...simd(9), 2, ...unsigned(offset)];
const shuffle = (lanes: Code): Code => [...simd(13), ...lanes];
const splat = simd(17);
const [and, or, xor] = [simd(78), simd(80), simd(81)] as const;
const [shiftLeft, shiftRight, add] = [simd(0xab), simd(0xad), simd(0xae)] as const;

/** Exclusive or of a word's rotations to the right, and of one shift. */
const mix = (word: Code, rotations: Code, shift?: number): Code => {
  const shifted = (by: number): Code => code(word, int(by), shiftRight);
  const parts = rotations.flatMap((by) => [shifted(by), code(word, int(32 - by), shiftLeft)]);
  if (shift !== undefined) parts.push(shifted(shift));
  return parts.flatMap((part, i) => (i === 0 ? part : code(part, xor)));
};

/** One block of four messages: locals 0 to 7 are a … h, 8 to 23 the words, then what a round leaves to the next. */
const compress = (): Code => {
  const [words, constants, sum, majority, previous] = [8, 24, 25, 26, 27] as const;
  const round = (i: number): Code => {
    const at = (name: number): Code => get((name + 64 - i) % 8);
    const into = (name: number): Code => set((name + 64 - i) % 8);
    const [a, b, d, e, f, g, h] = [at(0), at(1), at(3), at(4), at(5), at(6), at(7)] as const;
    return code(
      // t1 = h + Σ1(e) + ch(e, f, g) + K + w
      code(h, mix(e, [6, 11, 25]), add),
      code(f, g, xor, e, and, g, xor, add),
      code(get(constants), loadSplat(constantsAt + i * 4), get(words + i), add, add, set(sum)),
      code(d, get(sum), add, into(3)),
      // maj(a, b, c) = b ^ ((a ^ b) & (b ^ c)), and b ^ c is the a ^ b of the round before.
      code(a, b, xor, tee(majority), get(previous), and, b, xor),
      code(get(sum), add, mix(a, [2, 13, 22]), add, into(7)),
      code(get(majority), set(previous)),
    );
  };
  const schedule = (i: number): Code => {
    const word = (j: number): Code => get(words + ((i + j) % 16));
    const ahead = code(word(9), mix(word(14), [17, 19], 10), add);
    return code(word(0), mix(word(1), [7, 18], 3), add, ahead, add, set(words + i));
  };
  return code(
    each(8, (i) => code(loadAt(stateAt + i * 16), set(i))),
    each(16, (i) => code(loadAt(wordsAt + i * 16), set(words + i))),
    code(get(1), get(2), xor, set(previous)),
    each(16, round),
    repeat(
      code(get(constants), int(64), addInt, set(constants)),
      each(16, (i) => code(schedule(i), round(i))),
      code(get(constants), int(192), differs),
    ),
    each(8, (i) => storeAt(stateAt + i * 16, code(loadAt(stateAt + i * 16), get(i), add))),
  );
};

/** Bytes of two registers, by pairs of words: the lower or the higher two of each in turns. */
const interleaved = (high: boolean): Code =>
  [0, 1].flatMap((i) => [0, 16].flatMap((of) => [0, 1, 2, 3].map((byte) => of + (i + (high ? 2 : 0)) * 4 + byte)));
const halves = (high: boolean): Code =>
  [0, 16].flatMap((of) => Array.from({ length: 8 }, (_, i) => of + i + (high ? 8 : 0)));
/** Messages and hashes are bytes, most significant first; the machine's words are the other way round. */
const swapped = (local: number): Code =>
  code(get(local), get(local), shuffle([3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12]));

/** Four locals with four words each, transposed: word i of all four in local i. Uses the four locals after them. */
const transpose = (at: number): Code => {
  const spare = at + 4;
  const pair = (one: number, other: number, lanes: Code, into: number): Code =>
    code(get(one), get(other), shuffle(lanes), set(into));
  return code(
    pair(at, at + 1, interleaved(false), spare),
    pair(at, at + 1, interleaved(true), spare + 1),
    pair(at + 2, at + 3, interleaved(false), spare + 2),
    pair(at + 2, at + 3, interleaved(true), spare + 3),
    pair(spare, spare + 2, halves(false), at),
    pair(spare, spare + 2, halves(true), at + 1),
    pair(spare + 1, spare + 3, halves(false), at + 2),
    pair(spare + 1, spare + 3, halves(true), at + 3),
  );
};

const begin: Code = initialState.flatMap((word, i) => storeAt(stateAt + i * 16, code(int(word), splat)));

/** The four states as 32 bytes each, at the addresses that four locals hold. */
const finish = (out: readonly number[], vectors: number): Code =>
  each(2, (half) =>
    code(
      each(4, (i) => code(loadAt(stateAt + (half * 4 + i) * 16), set(vectors + i))),
      transpose(vectors),
      ...out.map((address, i) => code(get(address), swapped(vectors + i), store(half * 16))),
    ),
  );

const wordAt = (i: number): number => wordsAt + i * 16;

/** `hash4(in × 4, blocks, out × 4)`: four messages of as many blocks, padded, to four hashes. */
const hash4 = (): Code => {
  const [blocks, vectors] = [4, 9] as const;
  return code(
    begin,
    repeat(
      each(4, (quarter) =>
        code(
          each(4, (i) => code(get(i), load(quarter * 16), set(vectors + i))),
          transpose(vectors),
          each(4, (i) => storeAt(wordAt(quarter * 4 + i), swapped(vectors + i))),
        ),
      ),
      callCompress,
      each(4, (i) => code(get(i), int(64), addInt, set(i))),
      code(get(blocks), int(1), subtractInt, tee(blocks)),
    ),
    finish([5, 6, 7, 8], vectors),
  );
};

/** `node4(left × 4, right × 4, out × 4)`: four times the hash of `0x01 ‖ left ‖ right`, each of 32 bytes. */
const node4 = (): Code => {
  const vectors = 12;
  // The word before: the prefix moves all by a byte, so its lowest byte is the highest of the next.
  const last = vectors + 8;
  const carried = code(get(last), int(24), shiftLeft);
  return code(
    begin,
    code(int(1), splat, set(last)),
    each(4, (quarter) =>
      code(
        each(4, (lane) => code(get(quarter < 2 ? lane : 4 + lane), load((quarter % 2) * 16), set(vectors + lane))),
        transpose(vectors),
        each(4, (i) =>
          code(
            code(swapped(vectors + i), set(vectors + i)),
            storeAt(wordAt(quarter * 4 + i), code(carried, get(vectors + i), int(8), shiftRight, or)),
            code(get(vectors + i), set(last)),
          ),
        ),
      ),
    ),
    callCompress,
    // The last byte, the padding's first bit, the length in bits.
    storeAt(wordAt(0), code(carried, int(0x00800000), splat, or)),
    each(15, (i) => storeAt(wordAt(i + 1), code(int(i === 14 ? 65 * 8 : 0), splat))),
    callCompress,
    finish([8, 9, 10, 11], vectors),
  );
};

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const list = (members: readonly Code[]): Code => [...unsigned(members.length), ...members.flat()];
const name = (text: string): Code => [text.length, ...new TextEncoder().encode(text)];
const [i32, v128] = [0x7f, 0x7b] as const;
const body = (locals: readonly Code[], inside: Code): Code => {
  const content = [...list(locals), ...inside, 0x0b];
  return [...unsigned(content.length), ...content];
};
/** A function of so many numbers that answers nothing. */
const takes = (count: number): Code => [0x60, count, ...each(count, () => [i32]), 0];

const assemble = (): Uint8Array<ArrayBuffer> => {
  const compressBody = body(
    [
      [24, v128],
      [1, i32],
      [3, v128],
    ],
    compress(),
  );
  return Uint8Array.from(
    code(
      [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, list([takes(0), takes(9), takes(12)])),
      section(3, list([[0], [1], [2]])),
      section(5, list([[0, 1]])),
      section(7, list([code(name('memory'), [2, 0]), code(name('hash4'), [0, 1]), code(name('node4'), [0, 2])])),
      section(10, list([compressBody, body([[8, v128]], hash4()), body([[9, v128]], node4())])),
    ),
  );
};

type FourAddresses = [number, number, number, number];
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly hash4: (...addresses: [...FourAddresses, number, ...FourAddresses]) => void;
  readonly node4: (...addresses: [...FourAddresses, ...FourAddresses, ...FourAddresses]) => void;
}

let compiled: WebAssembly.Module | undefined;

/** Four messages at a time, in WebAssembly. */
export const openLanes = (): Lanes => {
  compiled ??= new WebAssembly.Module(assemble());
  const { memory, hash4: hash, node4: node } = new WebAssembly.Instance(compiled).exports as unknown as Exports;
  new Uint32Array(memory.buffer, constantsAt, 64).set(roundConstants);
  return {
    free,
    memory: (bytes) => {
      const missing = bytes - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / 65_536));
      return new Uint8Array(memory.buffer);
    },
    hash4: hash,
    node4: node,
  };
};
