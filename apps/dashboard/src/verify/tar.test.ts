import { describe, expect, it } from 'vitest';
import { readTar } from './tar.ts';

interface Entry {
  readonly name: string;
  readonly content?: string;
  readonly type?: string;
  /** The size that the header gives, where it is another than the content's. */
  readonly size?: string;
  readonly prefix?: string;
}

const encode = (text: string) => new TextEncoder().encode(text);

const header = ({ name, content = '', type = '0', size, prefix = '' }: Entry): Uint8Array => {
  const block = new Uint8Array(512);
  block.set(encode(name));
  block.set(encode('0000644\0'), 100);
  block.set(encode(size ?? `${encode(content).length.toString(8).padStart(11, '0')}\0`), 124);
  block.set(encode(type), 156);
  block.set(encode('ustar\u000000'), 257);
  block.set(encode(prefix), 345);
  block.set(encode('        '), 148);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.set(encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return block;
};

const padded = (content: string): Uint8Array => {
  const bytes = encode(content);
  const whole = new Uint8Array(Math.ceil(bytes.length / 512) * 512);
  whole.set(bytes);
  return whole;
};

const end = new Uint8Array(1024);
const blobOf = (parts: readonly Uint8Array[]) => new Blob(parts.map((part) => Uint8Array.from(part)));
const tar = (entries: readonly Entry[], tail: readonly Uint8Array[] = [end]) =>
  blobOf([...entries.flatMap((entry) => [header(entry), padded(entry.content ?? '')]), ...tail]);

const pax = (records: string): Entry => ({ name: 'PaxHeaders/x', type: 'x', content: records });
const record = (text: string): string => {
  const length = encode(text).length + 2;
  const total = length + String(length).length;
  return `${String(length + String(total).length)} ${text}\n`;
};

const read = async (blob: Blob): Promise<Record<string, string>> => {
  const found = await readTar(blob);
  if (!found.ok) throw new Error(`${found.refusal.code}: ${found.refusal.detail}`);
  const texts = [...found.value].map(
    async ([name, { from, bytes }]) => [name, await blob.slice(from, from + bytes).text()] as const,
  );
  return Object.fromEntries(await Promise.all(texts));
};

const refusal = async (blob: Blob): Promise<string> => {
  const found = await readTar(blob);
  return found.ok ? 'it was read' : `${found.refusal.code}: ${found.refusal.detail}`;
};

const plain: Entry = { name: 'a.txt', content: 'first' };

describe('a tar', () => {
  it('gives its files, and passes over its folders', async () => {
    const long = 'x'.repeat(600);
    const entries = [{ name: './', type: '5' }, { name: './b/', type: '5' }, plain, { name: './b/c', content: long }];
    expect(await read(tar(entries))).toEqual({ 'a.txt': 'first', 'b/c': long });
  });

  it('gives long names by prefix, by pax and by GNU', async () => {
    const name = `${'n'.repeat(120)}.txt`;
    expect(
      await read(
        tar([
          { name: 'leaf', prefix: 'folder', content: '1' },
          pax(record('mtime=1') + record(`path=p/${name}`)),
          { name: 'cut', content: '2' },
          { name: '././@LongLink', type: 'L', content: `g/${name}\0` },
          { name: 'cut', content: '3' },
        ]),
      ),
    ).toEqual({ 'folder/leaf': '1', [`p/${name}`]: '2', [`g/${name}`]: '3' });
  });

  it.each([
    ['climbs out of its folder', [{ name: '../a.txt' }]],
    ['climbs out in the middle', [{ name: 'a/../../b' }]],
    ['climbs out by its prefix', [{ name: 'a', prefix: '..' }]],
    ['climbs out by a pax path', [pax(record('path=../a')), plain]],
    ['climbs out by a GNU name', [{ name: '././@LongLink', type: 'L', content: '../a\0' }, plain]],
    ['has an absolute name', [{ name: '/etc/passwd' }]],
    ['has a name of another system', [{ name: 'C:\\a' }]],
    ['has an empty part in a name', [{ name: 'a//b' }]],
  ])('that %s is refused', async (_, entries) => {
    expect(await refusal(tar(entries))).toContain('the tar names a place outside of it');
  });

  it.each([
    ['a symbolic link', '2'],
    ['a hard link', '1'],
    ['a device', '3'],
    ['a pipe', '6'],
    ['a sparse file', 'S'],
    ['a header for all files', 'g'],
  ])('with %s is refused', async (_, type) => {
    expect(await refusal(tar([{ name: 'a', type }]))).toContain('is no plain file');
  });

  it('with one name twice is refused, also where they are written in two ways', async () => {
    expect(await refusal(tar([plain, { ...plain, name: './a.txt' }]))).toContain('a.txt is in the tar twice');
  });

  it.each([
    ['larger than what is left', '00000077777\0'],
    ['in another base', '\u0080\0\0\0\0\0\0\0\0\0\0\u0005'],
    ['that is negative', '-0000000005\0'],
    ['that is empty', '           \0'],
  ])('with a size %s is refused', async (_, size) => {
    expect(await refusal(tar([{ ...plain, size }]))).toContain('bundle_unreadable');
  });

  it('that contradicts its header’s size in a pax record is refused', async () => {
    expect(await refusal(tar([pax(record('size=1')), plain]))).toContain('a pax header in the tar is damaged');
  });

  it('whose header was changed is refused', async () => {
    const bytes = new Uint8Array(await tar([plain]).arrayBuffer());
    bytes[0]! ^= 1;
    expect(await refusal(blobOf([bytes]))).toContain('a tar header is damaged');
  });

  it('that is cut short is refused, wherever', async () => {
    const whole = tar([plain, { name: 'b', content: 'y'.repeat(700) }]);
    for (let length = 0; length < whole.size - 512; length += 256) {
      expect(await refusal(whole.slice(0, length))).toContain('bundle_unreadable');
    }
  });

  it('that goes on after its end is refused; a record filled up with zeros is not', async () => {
    expect(await read(tar([plain], [end, new Uint8Array(8192)]))).toEqual({ 'a.txt': 'first' });
    expect(await refusal(tar([plain], [end, header(plain), end]))).toContain('goes on after its end');
  });
});
