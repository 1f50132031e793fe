/**
 * A zlib stream (RFC 1950) holding one block of deflate (RFC 1951) with its fixed Huffman codes: integer operations
 * alone, the same bytes on every engine.
 *
 * For drawn pictures, where rows repeat: what lies one of the `near` distances back is tried first, then the last place
 * where the same four bytes began.
 */
export const zlibStream = (bytes: Uint8Array, near: readonly number[]): Uint8Array => {
  const count = findTokens(bytes, near);
  // A literal takes 9 bits at most, and a token of two or more bytes no more than the literals it stands for.
  const most = bytes.length + (bytes.length >> 3) + 16;
  if (out.length < most) out = new Uint8Array(most);
  // Method 8, window of 32 KiB; no dictionary, fastest level, and the check bits that make it a multiple of 31.
  out.set([0x78, 0x01]);
  const end = writeBlock(count, 2);
  new DataView(out.buffer).setUint32(end, adler32(bytes));
  return out.slice(0, end + 4);
};

const shortest = 4;
const longest = 258;
const window = 32_768;

// Room that is kept between calls: every call writes before it reads.
/** Literals, and matches as `length << 16 | distance`. */
let tokens = new Uint32Array(0);
let out = new Uint8Array(0);
const lastPlace = new Int32Array(1 << 13);

const findTokens = (bytes: Uint8Array, near: readonly number[]): number => {
  if (tokens.length < bytes.length) tokens = new Uint32Array(bytes.length);
  lastPlace.fill(-1);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let count = 0;
  for (let at = 0; at < bytes.length;) {
    const most = Math.min(longest, bytes.length - at);
    let length = 0;
    let distance = 0;
    for (let i = 0; i < near.length && length < most; i++) {
      const back = near[i]!;
      // What is not alike one byte beyond the longest so far is no longer.
      if (back > at || bytes[at + length] !== bytes[at - back + length]) continue;
      const same = sameLength(bytes, view, at, at - back, most);
      if (same <= length) continue;
      length = same;
      distance = back;
    }
    if (most >= shortest) {
      const slot = Math.imul(view.getInt32(at, true), 0x9e_37_79_b1) >>> 19;
      const from = lastPlace[slot]!;
      lastPlace[slot] = at;
      if (from >= 0 && at - from <= window && length < most && bytes[from + length] === bytes[at + length]) {
        const same = sameLength(bytes, view, at, from, most);
        if (same > length) {
          length = same;
          distance = at - from;
        }
      }
    }
    const isMatch = length >= shortest;
    tokens[count++] = isMatch ? (length << 16) | distance : bytes[at]!;
    at += isMatch ? length : 1;
  }
  return count;
};

/** How many bytes from `at` are those from `from`; the two may overlap, as in deflate. Four at a time, then one by one. */
const sameLength = (bytes: Uint8Array, view: DataView, at: number, from: number, most: number): number => {
  let length = 0;
  while (length + 4 <= most && view.getInt32(at + length) === view.getInt32(from + length)) length += 4;
  while (length < most && bytes[at + length] === bytes[from + length]) length++;
  return length;
};

/** The smallest value of each length or distance code, and how many extra bits choose within it (RFC 1951 §3.2.5). */
const codesFrom = (
  first: number,
  extraOf: (code: number) => number,
  count: number,
): { base: number; extra: number }[] => {
  let base = first;
  return Array.from({ length: count }, (_, code) => {
    const extra = extraOf(code);
    base += 1 << extra;
    return { base: base - (1 << extra), extra };
  });
};

/** Huffman codes are sent from their highest bit, everything else from its lowest. */
const reversed = (code: number, bits: number): number => {
  let turned = 0;
  for (let i = 0; i < bits; i++) turned |= ((code >> i) & 1) << (bits - 1 - i);
  return turned;
};

/** The fixed code of a literal, the end (256), or a length (RFC 1951 §3.2.6), with the number of its bits above bit 16. */
const fixedCode = (symbol: number): number => {
  if (symbol < 144) return reversed(0x30 + symbol, 8) | (8 << 16);
  if (symbol < 256) return reversed(0x190 + symbol - 144, 9) | (9 << 16);
  if (symbol < 280) return reversed(symbol - 256, 7) | (7 << 16);
  return reversed(0xc0 + symbol - 280, 8) | (8 << 16);
};

const literals = Uint32Array.from({ length: 257 }, (_, symbol) => fixedCode(symbol));

/** Code and extra bits of each length, with the number of its bits above bit 16. 258 has a code of its own. */
const lengths = (() => {
  const table = new Uint32Array(longest + 1);
  codesFrom(3, (code) => (code < 4 ? 0 : (code - 4) >> 2), 28).forEach(({ base, extra }, code) => {
    const fixed = fixedCode(257 + code);
    const [huffman, bits] = [fixed & 0xff_ff, fixed >> 16];
    for (let more = 0; more < 1 << extra && base + more < longest; more++) {
      table[base + more] = huffman | (more << bits) | ((bits + extra) << 16);
    }
  });
  table[longest] = fixedCode(285);
  return table;
})();

const distanceCodes = codesFrom(1, (code) => (code < 2 ? 0 : (code - 2) >> 1), 30);

/** Distance code, for distances to 256 and above them for steps of 128. */
const nearCode = new Uint8Array(257);
const farCode = new Uint8Array((window >> 7) + 1);
distanceCodes.forEach(({ base, extra }, code) => {
  for (let distance = base; distance < base + (1 << extra) && distance <= 256; distance++) nearCode[distance] = code;
  if (base > 256) farCode.fill(code, (base - 1) >> 7, (base - 1 + (1 << extra)) >> 7);
});
const distanceHuffman = Uint8Array.from(distanceCodes, (_, code) => reversed(code, 5));
const distanceBase = Uint16Array.from(distanceCodes, ({ base }) => base);
const distanceExtra = Uint8Array.from(distanceCodes, ({ extra }) => extra);

/** Write the tokens as the one, last block, and where it ends. */
const writeBlock = (count: number, start: number): number => {
  let at = start;
  // Last block (1), fixed codes (01): three bits.
  let held = 0b011;
  let bits = 3;
  for (let i = 0; i <= count; i++) {
    const token = i === count ? 256 : tokens[i]!;
    const length = token >>> 16;
    const code = length === 0 ? literals[token]! : lengths[length]!;
    held |= (code & 0xff_ff) << bits;
    bits += code >>> 16;
    // Never more than 15 are held from one token to the next, so that 13 fit, and 7 before the 18 of a distance.
    if (bits >= 16) {
      out[at] = held;
      out[at + 1] = held >>> 8;
      at += 2;
      held >>>= 16;
      bits -= 16;
    }
    if (length === 0) continue;
    if (bits >= 8) {
      out[at++] = held;
      held >>>= 8;
      bits -= 8;
    }
    const distance = token & 0xff_ff;
    const number = distance <= 256 ? nearCode[distance]! : farCode[(distance - 1) >> 7]!;
    held |= (distanceHuffman[number]! | ((distance - distanceBase[number]!) << 5)) << bits;
    bits += 5 + distanceExtra[number]!;
    if (bits >= 16) {
      out[at] = held;
      out[at + 1] = held >>> 8;
      at += 2;
      held >>>= 16;
      bits -= 16;
    }
  }
  for (; bits > 0; bits -= 8) {
    out[at++] = held;
    held >>>= 8;
  }
  return at;
};

/** As many bytes as the second sum can take before it leaves 31 bits, where additions get slower. */
const adlerStep = 3800;
const adlerPrime = 65_521;

/** RFC 1950 §9. */
const adler32 = (bytes: Uint8Array): number => {
  let a = 1;
  let b = 0;
  for (let from = 0; from < bytes.length; from += adlerStep) {
    const to = Math.min(from + adlerStep, bytes.length);
    let i = from;
    // Four at a time: no addition waits for that of the byte before.
    for (; i + 4 <= to; i += 4) {
      const first = bytes[i]!;
      const second = first + bytes[i + 1]!;
      const third = second + bytes[i + 2]!;
      const fourth = third + bytes[i + 3]!;
      b = (b + (a << 2) + first + second + third + fourth) | 0;
      a = (a + fourth) | 0;
    }
    for (; i < to; i++) {
      a += bytes[i]!;
      b += a;
    }
    a %= adlerPrime;
    b %= adlerPrime;
  }
  return ((b << 16) | a) >>> 0;
};
