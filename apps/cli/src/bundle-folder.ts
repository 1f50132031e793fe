import type { BundleSource } from '@assent/consent';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from './failure.ts';

/** Bytes that are read at a time. */
const pieceLength = 1 << 20;

/** A bundle in a folder. Links in it are not followed: a bundle is what it holds. */
export const folderSource = (folder: string): BundleSource => ({
  async *list() {
    yield* walk(folder, '');
  },
  size: async (name) => {
    const found = await lstat(join(folder, name)).catch(() => undefined);
    return found?.isFile() ? found.size : undefined;
  },
  async *read(name, from = 0, to = Number.MAX_SAFE_INTEGER) {
    if (to <= from) return;
    const unreadable = (cause: Error): never => fail('file_unreadable', `${name}: ${cause.message}`);
    const file = await open(join(folder, name)).catch(unreadable);
    try {
      const buffer = new Uint8Array(Math.min(pieceLength, to - from));
      for (let at = from; at < to;) {
        const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, to - at), at).catch(unreadable);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
        at += bytesRead;
      }
    } finally {
      await file.close();
    }
  },
});

async function* walk(root: string, below: string): AsyncGenerator<{ name: string; bytes: number }> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch((cause: Error) =>
    fail('file_unreadable', `${root}: ${cause.message}`),
  );
  for (const entry of entries) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, name);
    else if (entry.isFile()) yield { name, bytes: (await stat(join(root, name))).size };
    // A link, a socket: it is there and it is no file of a bundle.
    else yield { name, bytes: 0 };
  }
}
