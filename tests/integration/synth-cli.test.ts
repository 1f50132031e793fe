import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readImage } from '@assent/synth';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { generateItems, sourceOf, verifyItems } from '../../apps/cli/src/operations/synth.ts';
import { assent, assentJson, assentMain, temporaryFolder } from '../support/programs.ts';

const sharp = createRequire(import.meta.url)('sharp') as (png: Uint8Array) => {
  metadata(): Promise<{ width: number; height: number }>;
};

/** Every file of a folder and its bytes. */
const contentsOf = async (folder: string): Promise<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const name of (await readdir(folder, { recursive: true })).toSorted()) {
    const path = join(folder, name);
    if ((await stat(path)).isFile()) found[name] = (await readFile(path)).toString('base64');
  }
  return found;
};

const generate = (generator: string, out: string, ...rest: string[]) =>
  assentJson<{ ok: boolean; code?: string; detail?: string; reportHash?: string; report?: { items: number } }>([
    'synth',
    'generate',
    generator,
    '--out',
    out,
    ...rest,
  ]);

const silent = { say: () => {}, progress: () => {} };

describe('generating', () => {
  it('gives the same bytes whatever the number of workers, and a folder that verifies', async () => {
    const folder = await temporaryFolder();
    const [one, three] = [join(folder, 'one'), join(folder, 'three')];
    const first = await generate('shapes-scene', one, '--count', '50', '--set', 'size=64', '--workers', '1');
    const second = await generate('shapes-scene', three, '--count', '50', '--set', 'size=64', '--workers', '3');
    expect([first.code, first.answer.report?.items]).toEqual([0, 50]);
    expect(second.answer.reportHash).toBe(first.answer.reportHash);
    expect(await contentsOf(three)).toEqual(await contentsOf(one));
    expect((await assentJson(['synth', 'verify', one, '--slots', 'all'])).answer).toEqual({
      ok: true,
      items: 50,
      madeAgain: 50,
      problems: [],
    });
    const { answer } = await assentJson(['synth', 'report', one]);
    expect(answer).toMatchObject({ ok: true, reportHash: first.answer.reportHash });
  });

  it('makes other items from another seed, and of every kind that needs no model', async () => {
    const folder = await temporaryFolder();
    for (const id of ['audio-events', 'avatar', 'dyck', 'glyph', 'grammar', 'ifs']) {
      const set = id === 'audio-events' ? ['--set', 'milliseconds=1500'] : [];
      const { code } = await generate(id, join(folder, id), '--count', '3', ...set);
      expect({ id, code }).toEqual({ id, code: 0 });
    }
    await generate('glyph', join(folder, 'other'), '--count', '3', '--seed', 'another');
    expect(Object.keys(await contentsOf(join(folder, 'other')))).not.toEqual(
      Object.keys(await contentsOf(join(folder, 'glyph'))),
    );
  });

  it.each([
    ['a parameter out of range', ['glyph', '--set', 'height=19'], 'malformed', 'height'],
    ['an unknown parameter', ['glyph', '--set', 'size=28'], 'malformed', 'size'],
    ['a parameter twice', ['glyph', '--set', 'height=28', '--set', 'height=28'], 'malformed', 'given twice'],
    ['no parameter', ['glyph', '--set', 'height'], 'malformed', 'name=value'],
    ['an unknown generator', ['portraits'], 'generator_unknown', 'portraits'],
    ['no item', ['glyph', '--count', '0'], 'quota_impossible', '1 to 100000'],
    [
      'more items than there can be',
      ['dyck', '--set', 'types=1', '--set', 'tokens=16', '--set', 'maxDepth=1'],
      'quota_impossible',
      'come out the same',
    ],
  ])('refuses %s, and leaves nothing', async (_, args, code, detail) => {
    const folder = await temporaryFolder();
    const { answer, code: exit } = await generate(args[0]!, join(folder, 'out'), ...args.slice(1));
    expect(answer).toMatchObject({ ok: false, code, detail: expect.stringContaining(detail) });
    expect(exit).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('writes into no folder that holds something', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'mine'), 'kept');
    expect((await generate('glyph', folder, '--count', '2')).answer).toMatchObject({
      ok: false,
      code: 'folder_in_use',
    });
    expect(await contentsOf(folder)).toEqual({ mine: Buffer.from('kept').toString('base64') });
  });
});

describe('nothing is half written', () => {
  it('when a worker dies', async () => {
    const folder = await temporaryFolder();
    const program = new URL('../support/dying-worker.ts', import.meta.url);
    const made = generateItems(sourceOf('glyph', [], 'x'), 200, join(folder, 'out'), silent, { workers: 2, program });
    await expect(made).rejects.toMatchObject({ refusal: { code: 'internal', detail: 'a worker ended: exit code 7' } });
    expect(await readdir(folder)).toEqual([]);
  });

  it('when the program is killed', async () => {
    const folder = await temporaryFolder();
    const child = spawn(process.execPath, [
      assentMain,
      'synth',
      'generate',
      'ifs',
      '--count',
      '5000',
      '--out',
      join(folder, 'out'),
    ]);
    const closed = once(child, 'close');
    // Killed once something is being written.
    while ((await readdir(folder)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    await closed;
    expect(await readdir(folder)).toEqual(['out.draft']);
    expect((await generate('ifs', join(folder, 'out'), '--count', '1')).code).toBe(0);
    // What the other left is neither in the way nor taken for an item.
    expect(await readdir(folder)).toEqual(['out']);
    expect(await readdir(join(folder, 'out/data'))).toHaveLength(1);
  });

  // Where the system lets this user mount a small disk in a namespace of its own.
  it.skipIf(!maySmallDisk())('when the disk is full', async () => {
    const folder = await temporaryFolder();
    const run = `mount -t tmpfs -o size=300k none "$0" && "$1" "$2" --json synth generate shapes-scene --count 200 --out "$0/out"; ls -A "$0"`;
    const child = spawn('unshare', ['-rm', 'sh', '-c', run, folder, process.execPath, assentMain]);
    let printed = '';
    child.stdout.on('data', (piece) => (printed += piece));
    await once(child, 'close');
    const [answer, ...left] = printed.trim().split('\n');
    expect(JSON.parse(answer!)).toMatchObject({
      ok: false,
      code: 'file_unwritable',
      detail: expect.stringContaining('ENOSPC'),
    });
    expect(left).toEqual([]);
  });
});

describe('verifying', () => {
  const original = async () => {
    const folder = join(await temporaryFolder(), 'out');
    await generateItems(sourceOf('glyph', ['kinds=digit'], 'x'), 12, folder, silent);
    return folder;
  };
  const verdict = (folder: string) =>
    verifyItems(folder, 'all', silent, { workers: 1 }).catch(({ refusal }: { refusal: { code: string } }) => refusal);
  const firstFile = async (folder: string) => join(folder, 'data', (await readdir(join(folder, 'data')))[0]!);
  const edit = (name: string, from: RegExp, to: string) => async (folder: string) => {
    const text = (await readFile(join(folder, name))).toString();
    expect(text).toMatch(from);
    await writeFile(join(folder, name), text.replace(from, to));
  };
  const reportOf =
    (generator: string, ...set: string[]) =>
    async (folder: string) => {
      const other = join(await temporaryFolder(), 'other');
      await generateItems(sourceOf(generator, set, 'y'), 12, other, silent);
      await copyFile(join(other, 'report.json'), join(folder, 'report.json'));
    };
  const problem = (code: string) => ({ problems: [{ code, detail: expect.any(String) }] });

  it.each([
    ['nothing in a folder that is whole', async () => {}, { problems: [], items: 12, madeAgain: 12 }],
    ['another file', async (folder: string) => writeFile(await firstFile(folder), 'x'), problem('file_hash_mismatch')],
    ['a file less', async (folder: string) => rm(await firstFile(folder)), problem('file_missing')],
    ['a file more', (folder: string) => writeFile(join(folder, 'data', 'more.png'), 'x'), problem('file_unexpected')],
    ['another label', edit('slice.jsonl', /"turn":(-?\d+)/, '"turn":99'), problem('synthetic_not_reproduced')],
    [
      'another seed',
      edit('source.json', /"nonce":"../, '"nonce":"00'),
      { problems: Array.from({ length: 12 }, () => ({ code: 'synthetic_not_reproduced' })) },
    ],
    ['a line less', edit('slice.jsonl', /^.*\n/, ''), { code: 'malformed' }],
    ['lines in another order', edit('slice.jsonl', /^(.*\n)(.*\n)/, '$2$1'), { code: 'items_order' }],
    ['a member more', edit('source.json', /"stratum":/, '"other":1,"stratum":'), { code: 'malformed' }],
    ['other code', edit('source.json', /"codeDigest":"..../, '"codeDigest":"0000'), { code: 'generator_unknown' }],
    ['the report of another slice', reportOf('glyph', 'kinds=digit'), problem('synthetic_not_reproduced')],
    [
      'another verdict in the report',
      edit('report.json', /"passed":true/, '"passed":false'),
      problem('synthetic_not_reproduced'),
    ],
    ['no report', (folder: string) => rm(join(folder, 'report.json')), { code: 'file_unreadable' }],
    ['no lines', (folder: string) => rm(join(folder, 'slice.jsonl')), { code: 'file_unreadable' }],
  ])('finds %s', async (_, change: (folder: string) => Promise<void>, expected) => {
    const folder = await original();
    await change(folder);
    expect(await verdict(folder)).toMatchObject(expected);
  });

  it('finds the report of another slice without making an item again, but not another class in it', async () => {
    const folder = await original();
    const without = () => verifyItems(folder, 0, silent, { workers: 1 });
    expect(await without()).toMatchObject({ madeAgain: 0, problems: [] });
    await edit('report.json', /"digit":12/, '"letter":12')(folder);
    expect(await without()).toMatchObject({ problems: [] });
    expect(await verdict(folder)).toMatchObject(problem('synthetic_not_reproduced'));
    await reportOf('glyph', 'kinds=digit')(folder);
    expect(await without()).toMatchObject(problem('synthetic_not_reproduced'));
  });
});

describe('looking', () => {
  it('lists every generator with what it is not for', async () => {
    const { stdout, code } = await assent(['synth', 'list']);
    expect(code).toBe(0);
    for (const id of ['audio-events', 'avatar', 'dyck', 'glyph', 'grammar', 'ifs', 'shapes-scene'])
      expect(stdout).toContain(`${id} `);
    expect(stdout.match(/not for/g)!.length).toBeGreaterThanOrEqual(6);
  });

  it('puts pictures on one sheet, and replaces no file', async () => {
    const folder = await temporaryFolder();
    const args = ['synth', 'preview', 'ifs', '--set', 'size=64', '--count', '5', '--out', join(folder, 'sheet.png')];
    expect((await assent(args)).code).toBe(0);
    const sheet = await readFile(join(folder, 'sheet.png'));
    expect(await sharp(sheet).metadata()).toMatchObject({ width: 3 * 72 + 8, height: 2 * 72 + 8 });
    expect((await assentJson(args)).answer).toMatchObject({ ok: false, code: 'folder_in_use' });
    expect(await readdir(folder)).toEqual(['sheet.png']);
    expect(readImage(sheet).ok).toBe(false);
  });

  it('prints texts', async () => {
    const { answer } = await assentJson<{ texts: string[] }>(['synth', 'preview', 'grammar', '--count', '2']);
    expect(answer.texts).toHaveLength(2);
    expect(answer.texts[0]!.split('\n')).toHaveLength(8);
  });
});

function maySmallDisk(): boolean {
  try {
    execFileSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=64k none /mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
