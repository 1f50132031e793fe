import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, extname, join, resolve, sep } from 'node:path';
import { acceptPayload, Salt } from '@assent/schema';
import sharp from 'sharp';
import { fail } from './failure.ts';
import type { Reporter } from './terminal.ts';

/** A file that can be a work. */
export interface WorkFile {
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mime: string;
  readonly width?: number;
  readonly height?: number;
}

const mimes: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.flac': 'audio/flac',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.txt': 'text/plain',
  '.wav': 'audio/wav',
  '.webp': 'image/webp',
};

const rowMime = 'application/vnd.assent.row+json';

/** Other files that end in `.json` are no rows. */
const kindOf = (path: string): string | undefined =>
  path.endsWith('.row.json') ? rowMime : mimes[extname(path).toLowerCase()];

/** More than a row of 64 columns has. */
const longestRow = 256 * 1024;

/** A row that is not in its one form, or that anybody could guess from its hash, is not published. */
const requireRow = async (path: string, bytes: number): Promise<void> => {
  if (bytes > longestRow) fail('too_large', path);
  const row = acceptPayload(await readFile(path), longestRow);
  const salt =
    row.ok && row.value !== null && typeof row.value === 'object' && '_salt' in row.value && row.value['_salt'];
  if (!row.ok) fail(row.refusal.code, `${path}: not a row in canonical JSON`);
  if (!Salt.safeParse(salt).success) fail('malformed', `${path}: no _salt of 16 bytes in hexadecimal`);
};

/**
 * The files named, and those of known kinds in the folders named, in the order of their paths.
 * A link out of a folder is refused: what lies there was not offered.
 */
export const findFiles = async (places: readonly string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const place of places) {
    const root = await realpath(place).catch((cause: Error) => fail('file_unreadable', `${place}: ${cause.message}`));
    const kind = await stat(root);
    if (kind.isDirectory()) await walk(root, root, found);
    else if (kindOf(root) === undefined) fail('file_unreadable', `${place}: not a kind of file that can be published`);
    else found.push(root);
  }
  if (found.length === 0) fail('nothing_to_publish', places.join(', '));
  return [...new Set(found)].toSorted();
};

const walk = async (root: string, folder: string, found: string[]): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: Error) =>
    fail('file_unreadable', `${folder}: ${cause.message}`),
  );
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isSymbolicLink()) {
      const target = await realpath(path).catch(() => fail('file_unreadable', `${path}: a link that leads nowhere`));
      if (!target.startsWith(root + sep)) fail('link_leaves_folder', `${path} → ${target}`);
      // What it leads to lies in the folder and is found there.
      continue;
    }
    if (entry.isDirectory()) await walk(root, path, found);
    else if (kindOf(entry.name) !== undefined) found.push(path);
  }
};

/** SHA-256 of a file, read as a stream. */
export const hashOfFile = async (path: string): Promise<{ sha256: string; bytes: number }> => {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of createReadStream(path)) {
      hash.update(piece as Buffer);
      bytes += (piece as Buffer).length;
    }
  } catch (cause) {
    fail('file_unreadable', `${path}: ${(cause as Error).message}`);
  }
  return { sha256: hash.digest('hex'), bytes };
};

/** Read what is registered of each file: hash, size, kind, and for pictures the dimensions. */
export const describeFiles = async (paths: readonly string[], reporter: Reporter): Promise<WorkFile[]> => {
  const files: WorkFile[] = [];
  for (const [i, path] of paths.entries()) {
    const { sha256, bytes } = await hashOfFile(path);
    const mime = kindOf(path)!;
    if (mime === rowMime) await requireRow(path, bytes);
    files.push({
      path: resolve(path),
      name: basename(path),
      sha256,
      bytes,
      mime,
      ...(mime.startsWith('image/') && (await sizeOf(path))),
    });
    reporter.progress('reading', i + 1, paths.length);
  }
  return files;
};

const sizeOf = async (path: string): Promise<{ width: number; height: number }> => {
  try {
    const { width, height } = await sharp(path).metadata();
    return { width, height };
  } catch (cause) {
    return fail('file_unreadable', `${path}: not a readable picture (${(cause as Error).message.split('\n')[0]})`);
  }
};

/**
 * The salt of a line: nobody without the key can guess it, and the same key makes the same list of the same files, so
 * that publishing twice can be seen to be the same.
 */
export const saltOf = (secret: Uint8Array, sha256: string): string =>
  createHmac('sha256', secret).update(`assent-salt/1\n${sha256}`).digest('hex').slice(0, 32);
