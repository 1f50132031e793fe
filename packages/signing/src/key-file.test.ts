import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readKeyFile, writeKeyFile } from './key-file.ts';
import { signerFromSeed } from './sign.ts';

const seed = Uint8Array.from({ length: 32 }, (_, i) => i);
const { did } = signerFromSeed(seed);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-key-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A file that only its owner can read, with any content. */
const written = async (text: string): Promise<string> => {
  const path = join(folder, 'key.json');
  await writeFile(path, text, { mode: 0o600 });
  return path;
};

const content = (change: object = {}): string =>
  JSON.stringify({ v: 1, kind: 'assent-key', identity: did, seed: Buffer.from(seed).toString('base64'), ...change });

describe('a key file', () => {
  test('is read again by the one who wrote it', async () => {
    const path = join(folder, 'deep', 'folder', 'key.json');
    const wrote = await writeKeyFile(path, seed, undefined);
    const read = await readKeyFile(path, undefined);
    expect(wrote.ok && wrote.value.did).toBe(did);
    expect(read.ok && read.value.did).toBe(did);
    expect(read.ok && (await read.value.sign(seed))).toEqual(await signerFromSeed(seed).sign(seed));
  });

  test('is readable by its owner alone', async () => {
    const path = join(folder, 'key.json');
    const before = process.umask(0);
    try {
      await writeKeyFile(path, seed, undefined);
    } finally {
      process.umask(before);
    }
    const { mode } = await stat(path);
    expect((mode & 0o777).toString(8)).toBe('600');
  });

  test('is never overwritten', async () => {
    const path = await written('something');
    expect(await writeKeyFile(path, seed, undefined)).toMatchObject({
      ok: false,
      refusal: { code: 'folder_in_use', detail: path },
    });
    expect(await readFile(path, 'utf8')).toBe('something');
  });

  test.each(['640', '604', '620', '660', '666', '610', '601'])('with mode %s is refused', async (mode) => {
    const path = await written(content());
    expect((await readKeyFile(path, undefined)).ok).toBe(true);
    await chmod(path, Number.parseInt(mode, 8));
    expect(await readKeyFile(path, undefined)).toMatchObject({
      ok: false,
      refusal: { code: 'key_file_exposed', detail: path },
    });
  });

  test.each([
    ['another version', content({ v: 2 }), 'malformed'],
    ['a member more', content({ comment: '' }), 'malformed'],
    ['a seed of 31 bytes', content({ seed: Buffer.from(seed.subarray(1)).toString('base64') }), 'key_malformed'],
    ['a seed that is not base64', content({ seed: 'x' }), 'key_malformed'],
    ['the identity of another key', content({ identity: signerFromSeed(seed.toReversed()).did }), 'key_malformed'],
    ['more than a key file holds', content().padEnd(4097), 'too_large'],
    ['nothing', '', 'not_json'],
    ['no JSON', content().slice(0, -1), 'not_json'],
  ])('with %s is refused', async (_, text, code) => {
    const path = await written(text);
    expect(await readKeyFile(path, undefined)).toMatchObject({ ok: false, refusal: { code } });
  });

  test.each([
    ['cut off', content().slice(0, -1)],
    ['without the quotes of its seed', content().replace(/"seed":"([^"]+)"/, '"seed":$1')],
    ['with a quote too many before its seed', content().replace('"seed":"', '"seed":""')],
  ])('%s does not show its seed in the refusal', async (_, text) => {
    const refused = await readKeyFile(await written(text), undefined);
    const encoded = Buffer.from(seed).toString('base64');
    const detail = refused.ok ? encoded : refused.refusal.detail;
    // Any six characters of it would be a part of the secret.
    const parts = Array.from({ length: encoded.length - 5 }, (__, i) => encoded.slice(i, i + 6));
    expect(parts.filter((part) => detail.includes(part))).toEqual([]);
  });

  test('that is not there, or is a folder, is refused', async () => {
    const there = join(folder, 'a-folder');
    await mkdir(there, { mode: 0o700 });
    for (const path of [join(folder, 'absent.json'), there]) {
      expect(await readKeyFile(path, undefined)).toMatchObject({ ok: false, refusal: { code: 'file_unreadable' } });
    }
  });

  test('that cannot be written is refused, and leaves nothing behind', async () => {
    const file = await written('a file where a folder should be');
    expect(await writeKeyFile(join(file, 'key.json'), seed, undefined)).toMatchObject({
      ok: false,
      refusal: { code: 'file_unreadable' },
    });
    expect(await readdir(folder)).toEqual(['key.json']);
  });
});

describe('a key file under a passphrase', () => {
  test('opens with it, and shows the seed to nobody else', async () => {
    const path = join(folder, 'sealed.json');
    await writeKeyFile(path, seed, 'correct horse');
    expect(await readFile(path, 'utf8')).not.toContain(Buffer.from(seed).toString('base64'));
    const read = await readKeyFile(path, async () => 'correct horse');
    expect(read.ok && read.value.did).toBe(did);
    expect(await readKeyFile(path, async () => 'wrong horse')).toMatchObject({ refusal: { code: 'passphrase_wrong' } });
    expect(await readKeyFile(path, undefined)).toMatchObject({ refusal: { code: 'passphrase_needed' } });
  });

  test('cannot be given another identity, or a cheaper cost', async () => {
    const path = join(folder, 'sealed.json');
    await writeKeyFile(path, seed, 'correct horse');
    const file = JSON.parse(await readFile(path, 'utf8')) as { identity: string; seed: { n: number } };
    const other = signerFromSeed(Uint8Array.from({ length: 32 }, () => 9)).did;
    await writeFile(path, JSON.stringify({ ...file, identity: other }));
    expect(await readKeyFile(path, async () => 'correct horse')).toMatchObject({
      refusal: { code: 'passphrase_wrong' },
    });
    await writeFile(path, JSON.stringify({ ...file, seed: { ...file.seed, n: 2 } }));
    expect(await readKeyFile(path, async () => 'correct horse')).toMatchObject({ refusal: { code: 'malformed' } });
  });
});
