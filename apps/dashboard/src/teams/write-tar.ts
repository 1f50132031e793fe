import { toUtf8 } from '@assent/schema';

const block = 512;

const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;

/** POSIX.1-2017 ustar: name, mode, owner, group, size, time, checksum, type. */
const headerOf = (name: string, bytes: number): Uint8Array<ArrayBuffer> => {
  const header = new Uint8Array(block);
  const put = (at: number, text: string): void => header.set(toUtf8(text), at);
  put(0, name);
  put(100, octal(0o644, 7));
  put(108, octal(0, 7));
  put(116, octal(0, 7));
  put(124, octal(bytes, 11));
  // The same bundle is the same tar: its time is in what it holds.
  put(136, octal(0, 11));
  put(148, ' '.repeat(8));
  put(156, '0');
  put(257, 'ustar\0');
  put(263, '00');
  put(
    148,
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )} `,
  );
  return header;
};

/** Files as one uncompressed tar, for names of at most 100 bytes. The browser keeps it where it keeps large things. */
export const writeTar = (files: Iterable<readonly [name: string, content: Uint8Array]>): Blob => {
  const parts: BlobPart[] = [];
  for (const [name, content] of files) {
    const padding = (block - (content.length % block)) % block;
    parts.push(headerOf(name, content.length), content as Uint8Array<ArrayBuffer>, new Uint8Array(padding));
  }
  return new Blob([...parts, new Uint8Array(2 * block)], { type: 'application/x-tar' });
};
