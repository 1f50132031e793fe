// Reads outlines out of WOFF files (W3C WOFF 1.0 around OpenType with `glyf` outlines), as far as Latin letters need it.

const { inflateSync } = process.getBuiltinModule('node:zlib');

/** A point of a contour, in font units, y upwards; off the curve it is the control point of a quadratic curve. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly on: boolean;
}

export interface Font {
  readonly unitsPerEm: number;
  /** `undefined` for a character that the font lacks. */
  glyph(character: string): { advance: number; contours: Point[][] } | undefined;
}

export const readWoff = (bytes: Buffer): Font => {
  const tables = readTables(bytes);
  const table = (name: string): Buffer => {
    const found = tables.get(name);
    if (found === undefined) throw new Error(`no table ${name}`);
    return found;
  };
  const [head, hhea, hmtx, loca, glyf] = [table('head'), table('hhea'), table('hmtx'), table('loca'), table('glyf')];
  const long = head.readInt16BE(50) === 1;
  const offset = (index: number) => (long ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2);
  const metrics = hhea.readUInt16BE(34);
  const indexOf = readCmap(table('cmap'));
  const contoursOf = (index: number, depth = 0): Point[][] => {
    const data = glyf.subarray(offset(index), offset(index + 1));
    if (data.length === 0) return [];
    if (depth > 4) throw new Error('composite glyphs nested too deep');
    const count = data.readInt16BE(0);
    return count >= 0 ? readSimple(data, count) : readComposite(data, (part) => contoursOf(part, depth + 1));
  };
  return {
    unitsPerEm: head.readUInt16BE(18),
    glyph: (character) => {
      const index = indexOf(character.codePointAt(0)!);
      if (index === 0) return undefined;
      return { advance: hmtx.readUInt16BE(Math.min(index, metrics - 1) * 4), contours: contoursOf(index) };
    },
  };
};

const readTables = (bytes: Buffer): Map<string, Buffer> => {
  if (bytes.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF file');
  const tables = new Map<string, Buffer>();
  for (let i = 0; i < bytes.readUInt16BE(12); i++) {
    const at = 44 + i * 20;
    const [offset, packed, length] = [4, 8, 12].map((from) => bytes.readUInt32BE(at + from)) as [
      number,
      number,
      number,
    ];
    const data = bytes.subarray(offset, offset + packed);
    tables.set(bytes.toString('latin1', at, at + 4), packed < length ? inflateSync(data) : data);
  }
  return tables;
};

/** The character map of format 4 (OpenType, `cmap`): segments of the basic plane. */
const readCmap = (cmap: Buffer): ((code: number) => number) => {
  const starts = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.readUInt32BE(4 + i * 8 + 4));
  const start = starts.find((at) => cmap.readUInt16BE(at) === 4);
  if (start === undefined) throw new Error('no character map of format 4');
  const twice = cmap.readUInt16BE(start + 6);
  return (code) => {
    for (let i = 0; i < twice; i += 2) {
      if (code > cmap.readUInt16BE(start + 14 + i)) continue;
      const first = cmap.readUInt16BE(start + 16 + twice + i);
      if (code < first) return 0;
      const delta = cmap.readInt16BE(start + 16 + 2 * twice + i);
      const rangeAt = start + 16 + 3 * twice + i;
      const range = cmap.readUInt16BE(rangeAt);
      if (range === 0) return (code + delta) & 0xff_ff;
      const index = cmap.readUInt16BE(rangeAt + range + 2 * (code - first));
      return index === 0 ? 0 : (index + delta) & 0xff_ff;
    }
    return 0;
  };
};

const readSimple = (data: Buffer, count: number): Point[][] => {
  const ends = Array.from({ length: count }, (_, i) => data.readUInt16BE(10 + i * 2));
  const total = (ends.at(-1) ?? -1) + 1;
  let at = 10 + count * 2;
  at += 2 + data.readUInt16BE(at);
  const flags: number[] = [];
  while (flags.length < total) {
    const flag = data[at++]!;
    const repeats = (flag & 8) === 0 ? 0 : data[at++]!;
    for (let i = 0; i <= repeats; i++) flags.push(flag);
  }
  const read = (short: number, same: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if ((flag & short) !== 0) value += (flag & same) === 0 ? -data[at++]! : data[at++]!;
      else if ((flag & same) === 0) {
        value += data.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = read(2, 16);
  const ys = read(4, 32);
  const points = flags.map((flag, i): Point => ({ x: xs[i]!, y: ys[i]!, on: (flag & 1) === 1 }));
  return ends.map((end, i) => points.slice(i === 0 ? 0 : ends[i - 1]! + 1, end + 1));
};

const readComposite = (data: Buffer, part: (index: number) => Point[][]): Point[][] => {
  const out: Point[][] = [];
  for (let at = 10, more = true; more;) {
    const [flags, index] = [data.readUInt16BE(at), data.readUInt16BE(at + 2)];
    at += 4;
    const words = (flags & 1) !== 0;
    if ((flags & 2) === 0) throw new Error('a composite glyph placed by points');
    const [dx, dy] = words
      ? [data.readInt16BE(at), data.readInt16BE(at + 2)]
      : [data.readInt8(at), data.readInt8(at + 1)];
    at += words ? 4 : 2;
    const values = (flags & 8) !== 0 ? 1 : (flags & 0x40) !== 0 ? 2 : (flags & 0x80) !== 0 ? 4 : 0;
    const scales = Array.from({ length: values }, (_, i) => data.readInt16BE(at + i * 2) / 16_384);
    at += values * 2;
    const [a, b, c, d] =
      values === 4 ? scales : values === 2 ? [scales[0], 0, 0, scales[1]] : [scales[0] ?? 1, 0, 0, scales[0] ?? 1];
    for (const contour of part(index)) {
      out.push(contour.map(({ x, y, on }) => ({ x: x * a! + y * c! + dx, y: x * b! + y * d! + dy, on })));
    }
    more = (flags & 0x20) !== 0;
  }
  return out;
};
