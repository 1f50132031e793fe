import { accepted, refused, type Result } from '@assent/schema';
import { mostFiles, type Stored } from './stored-files.ts';

const block = 512;
/** Headers are read ahead: of small files many fit in, and the content of large ones is passed over. */
const readAhead = 1 << 20;
/** What follows the end mark fills the last record; GNU tar's are 10 KiB by default. */
const longestTail = 1 << 20;
const longestExtension = 8192;
const longestName = 1024;

const endsEarly = refused('bundle_unreadable', 'the tar ends early');

/**
 * The files of an uncompressed tar (POSIX ustar, with the long names of pax and GNU), where their bytes stand.
 *
 * Whoever made the tar is hostile. Refused with `bundle_unreadable`: links and devices, names that are absolute, climb
 * (`..`), or come twice, a size beyond the end, a checksum that is off, anything after the end mark.
 */
export const readTar = async (blob: Blob): Promise<Result<Map<string, Stored>>> => {
  const reader = new BlockReader(blob);
  const found = new Map<string, Stored>();
  let longName: string | undefined;
  let at = 0;
  for (;;) {
    const header = await reader.at(at);
    if (header === undefined) return endsEarly;
    if (header.every((byte) => byte === 0)) {
      const tail = await checkTail(blob, at);
      return tail.ok ? accepted(found) : tail;
    }
    const entry = readHeader(header);
    if (!entry.ok) return entry;
    const { type, bytes } = entry.value;
    const from = at + block;
    at = from + Math.ceil(bytes / block) * block;
    if (at > blob.size) return endsEarly;
    if (type === 'L' || type === 'x') {
      if (bytes > longestExtension) return refused('bundle_unreadable', 'a tar header of more than 8 KiB');
      const content = new Uint8Array(await blob.slice(from, from + bytes).arrayBuffer());
      const name = type === 'L' ? readText(content) : readPaxPath(content);
      if (!name.ok) return name;
      longName = name.value ?? longName;
      continue;
    }
    const name = checkName(longName ?? entry.value.name);
    longName = undefined;
    if (!name.ok) return name;
    if (type === '5' && bytes === 0) continue;
    if (type !== '0') return refused('bundle_unreadable', `${name.value} is no plain file (tar type ${type})`);
    if (found.has(name.value)) return refused('bundle_unreadable', `${name.value} is in the tar twice`);
    if (found.size >= mostFiles) return refused('too_large', `more than ${mostFiles} files`);
    found.set(name.value, { blob, from, bytes });
  }
};

/** Blocks of a tar, read ahead. */
class BlockReader {
  readonly #blob: Blob;
  #from = 0;
  #bytes = new Uint8Array();

  constructor(blob: Blob) {
    this.#blob = blob;
  }

  async at(offset: number): Promise<Uint8Array | undefined> {
    if (offset + block > this.#blob.size) return undefined;
    if (offset < this.#from || offset + block > this.#from + this.#bytes.length) {
      this.#bytes = new Uint8Array(await this.#blob.slice(offset, offset + readAhead).arrayBuffer());
      this.#from = offset;
    }
    return this.#bytes.subarray(offset - this.#from, offset - this.#from + block);
  }
}

interface Header {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

const readHeader = (header: Uint8Array): Result<Header> => {
  // The checksum is taken with its own field as spaces.
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  if (readOctal(header.subarray(148, 156)) !== sum) return refused('bundle_unreadable', 'a tar header is damaged');
  const bytes = readOctal(header.subarray(124, 136));
  if (bytes === undefined) return refused('bundle_unreadable', 'a tar header without a readable size');
  const name = readText(header.subarray(0, 100));
  // Only ustar has a prefix; GNU tar keeps times there.
  const isUstar = String.fromCharCode(...header.subarray(257, 263)) === 'ustar\0';
  const prefix = isUstar ? readText(header.subarray(345, 500)) : accepted('');
  if (!name.ok) return name;
  if (!prefix.ok) return prefix;
  const type = header[156] === 0 ? '0' : String.fromCharCode(header[156]!);
  return accepted({ name: prefix.value === '' ? name.value : `${prefix.value}/${name.value}`, type, bytes });
};

/** Digits, then spaces or NULs. Sizes of 8 GiB and more, in another encoding, are not read. */
const readOctal = (field: Uint8Array): number | undefined => {
  const match = /^ *([0-7]{1,12})[ \0]*$/.exec(String.fromCharCode(...field));
  return match === null ? undefined : Number.parseInt(match[1]!, 8);
};

const readText = (field: Uint8Array): Result<string> => {
  const end = field.indexOf(0);
  try {
    return accepted(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(end < 0 ? field : field.subarray(0, end)),
    );
  } catch {
    return refused('bundle_unreadable', 'a name in the tar is not UTF-8');
  }
};

/** The path in pax records, `<length> <key>=<value>\n`, or `undefined`. A size there would contradict the header's. */
const readPaxPath = (content: Uint8Array): Result<string | undefined> => {
  const unreadable = refused('bundle_unreadable', 'a pax header in the tar is damaged');
  let path: string | undefined;
  for (let at = 0; at < content.length;) {
    const digits = /^([1-9][0-9]{0,4}) /.exec(String.fromCharCode(...content.subarray(at, at + 6)))?.[1];
    const end = at + Number(digits);
    if (digits === undefined || end > content.length || content[end - 1] !== 0x0a) return unreadable;
    const record = readText(content.subarray(at + digits.length + 1, end - 1));
    if (!record.ok) return record;
    const [key, value] = splitOnce(record.value, '=');
    if (value === undefined || key === 'size' || key.startsWith('GNU.sparse')) return unreadable;
    if (key === 'path') path = value;
    at = end;
  }
  return accepted(path);
};

const splitOnce = (text: string, by: string): readonly [string, string | undefined] => {
  const at = text.indexOf(by);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + by.length)];
};

/** A name below the folder that the tar is of: `./` before it and `/` after it say nothing. */
const checkName = (written: string): Result<string> => {
  const name = written.replace(/^(?:\.\/)+/, '').replace(/\/$/, '');
  if (written === './' || written === '.') return accepted('.');
  const parts = name.split('/');
  const climbs = parts.some((part) => part === '' || part === '.' || part === '..');
  if (climbs || name.length > longestName || /[\u0000-\u001f\u007f\\]/.test(name)) {
    return refused('bundle_unreadable', `the tar names a place outside of it: ${written.slice(0, 80)}`);
  }
  return accepted(name);
};

/** Two blocks of zeros end a tar, and nothing but zeros comes after them. */
const checkTail = async (blob: Blob, at: number): Promise<Result<void>> => {
  const length = blob.size - at;
  if (length < 2 * block) return endsEarly;
  if (length > longestTail) return refused('bundle_unreadable', 'the tar goes on after its end');
  const tail = new Uint8Array(await blob.slice(at).arrayBuffer());
  return tail.every((byte) => byte === 0)
    ? accepted(undefined)
    : refused('bundle_unreadable', 'the tar goes on after its end');
};
