import type { Item, Manifest } from '@assent/schema';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { databaseForTest } from '../support/database.ts';
import type { Dying } from '../support/dying-assemble.ts';
import { photograph } from '../support/photograph.ts';
import { ask, askEvidence } from '../support/plain.ts';
import { assentJson, registryFor, temporaryFolder } from '../support/programs.ts';

const examples = fileURLToPath(new URL('../../docs/examples/', import.meta.url));
const program = fileURLToPath(new URL('../support/dying-assemble.ts', import.meta.url));

const assemble = async (how: Dying): Promise<{ code: number | null; signal: string | null; said: string }> => {
  const child = spawn(process.execPath, [program, JSON.stringify(how)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (piece) => (said += piece));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, said };
};

const contentsOf = async (folder: string): Promise<Record<string, string>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const read = files.toSorted().map(async (path) => [path.slice(folder.length), await readFile(path, 'base64')]);
  return Object.fromEntries(await Promise.all(read)) as Record<string, string>;
};

const kindsIn = async (address: string): Promise<string[]> => {
  const { body } = await ask(address, '/statements?limit=50');
  return (body as { entries: { kind: string }[] }).entries.map(({ kind }) => kind);
};

it('a dataset whose assembly is killed anywhere is gone on with, and ends with the same bytes', async () => {
  const folder = await temporaryFolder();
  const { url } = await databaseForTest();
  const { address } = await registryFor({ data: join(folder, 'data'), databaseUrl: url });
  const at = { registry: address };
  const [photos, out, key, trust] = ['photos', 'out', 'team.key', 'trust.json'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  await mkdir(photos);
  for (const name of ['acanthus-mollis', 'march-pastoral']) await cp(photograph(name), join(photos, `${name}.jpg`));
  await assentJson(['keygen', key]);
  await writeFile(trust, JSON.stringify((await assentJson(['trust'], at)).answer));
  await assentJson(['publish', photos, '--terms', join(examples, 'terms.json'), '--key', key], at);
  const how = { ...at, spec: join(examples, 'specification.json'), trust, key, photos, out };
  const draft = join(folder, 'out.draft', 'bundle');
  const died = { code: null, signal: 'SIGKILL' };

  expect(await assemble({ ...how, dies: ['making', 3] })).toMatchObject(died);
  expect(await assemble({ ...how, dies: ['gathering', 1] })).toMatchObject(died);
  // What was under way is not there under its name.
  expect((await readdir(join(draft, 'evidence'))).filter((name) => !name.endsWith('.part'))).toEqual([]);

  expect(await assemble({ ...how, dies: ['copying', 4] })).toMatchObject(died);
  const envelope = JSON.parse(await readFile(join(draft, 'manifest.json'), 'utf8')) as { payload: string };
  const manifest = JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8')) as Manifest;
  const items = (await readFile(join(draft, 'items.jsonl'), 'utf8'))
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Item);
  const named = (source: Item['source']) => items.filter((item) => item.source === source);
  const direct = await askEvidence(address, {
    state: manifest.asOf.state.index,
    works: named('consented').map(({ sha256 }) => sha256),
    signers: [manifest.iss],
    slices: [{ index: named('synthetic')[0]!.slice, files: named('synthetic').map(({ sha256 }) => sha256) }],
  });
  for (const [name, file] of [
    ['proofs', 'proofs.bin'],
    ['state', 'state.jsonl'],
    ['statements', 'statements.bin'],
    ['works', 'works.jsonl'],
  ] as const)
    expect(Buffer.from(direct.files[name]).equals(await readFile(join(draft, 'evidence', file)))).toBe(true);

  // From here one goes on undisturbed, and the other finds half a file, a file of nobody's, and is killed twice more.
  await cp(join(folder, 'out.draft'), join(folder, 'calm.draft'), { recursive: true });
  const [copied] = await readdir(join(draft, 'data'));
  await truncate(join(draft, 'data', copied!), 10);
  await writeFile(join(draft, 'data', 'stray.png'), 'nobody’s');
  expect(await assemble({ ...how, dies: ['verifying', 1] })).toMatchObject(died);
  expect(await kindsIn(address)).not.toContain('release');
  expect(await assemble({ ...how, dies: ['releasing', 1] })).toMatchObject(died);
  expect(await kindsIn(address)).toContain('release');
  expect(await readdir(folder)).not.toContain('out');
  expect(await assemble(how)).toMatchObject({ code: 0 });
  expect(await assemble({ ...how, out: join(folder, 'calm') })).toMatchObject({ code: 0 });
  expect(await contentsOf(out)).toEqual(await contentsOf(join(folder, 'calm')));
  expect((await readdir(folder)).filter((name) => name.includes('draft'))).toEqual([]);

  expect(await assentJson(['verify', out, '--trust', trust])).toMatchObject({ code: 0, answer: { ok: true } });
  // However often it was begun, it was planned, made and released once.
  const kinds = await kindsIn(address);
  for (const kind of ['synthetic-plan', 'synthetic', 'release'])
    expect(kinds.filter((k) => k === kind)).toEqual([kind]);
});

it('a folder that somebody is writing to is left to them', async () => {
  const folder = await temporaryFolder();
  const out = join(folder, 'out');
  await mkdir(join(folder, 'out.draft'));
  await writeFile(join(folder, 'out.draft', 'writer'), String(process.pid));
  const { BundleDraft } = await import('../../apps/cli/src/bundle-draft.ts');
  await expect(BundleDraft.open(out)).rejects.toMatchObject({ refusal: { code: 'folder_in_use' } });
  await writeFile(join(folder, 'out.draft', 'writer'), '999999999');
  const draft = await BundleDraft.open(out);
  await draft.keep('note', { a: 1 });
  expect(await draft.kept('note')).toEqual({ a: 1 });
  await truncate(join(folder, 'out.draft', 'note'), 70);
  expect(await draft.kept('note')).toBeUndefined();
});
