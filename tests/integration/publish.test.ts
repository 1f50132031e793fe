import { copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { apiOf, checkLog } from '../support/check-log.ts';
import { cuttingProxy } from '../support/cutting-proxy.ts';
import { databaseForTest } from '../support/database.ts';
import { photograph } from '../support/photograph.ts';
import { assent, assentJson, registryFor, startRegistry, temporaryFolder } from '../support/programs.ts';

const examples = fileURLToPath(new URL('../../docs/examples/', import.meta.url));
const terms = join(examples, 'terms.json');

/** A registry with a publisher who has a key and two photographs. */
const setting = async () => {
  const folder = await temporaryFolder();
  const { url } = await databaseForTest();
  const registry = await registryFor({ data: join(folder, 'data'), databaseUrl: url });
  const photos = join(folder, 'photos');
  await mkdir(photos);
  for (const name of ['acanthus-mollis', 'airplane-from-above'])
    await copyFile(photograph(name), join(photos, `${name}.jpg`));
  const key = join(folder, 'me.key');
  const made = await assentJson<{ identity: string }>(['keygen', key]);
  return { folder, url, registry, photos, key, identity: made.answer.identity };
};

const publishArgs = (photos: string, key: string, file = terms): string[] => [
  'publish',
  photos,
  '--terms',
  file,
  '--key',
  key,
];

const sizeOf = async (address: string): Promise<number> => (await apiOf(address).overview.query()).size;

describe('publishing', () => {
  it('records one grant over the files, with a receipt that proves it', async () => {
    const { registry, photos, key, identity } = await setting();
    const { code, answer } = await assentJson<{ id: string; index: number; works: number; already: boolean }>(
      publishArgs(photos, key),
      { registry: registry.address },
    );
    expect(code).toBe(0);
    expect(answer).toMatchObject({ index: 0, works: 2, already: false });
    const entry = await apiOf(registry.address).statements.read.query({ index: 0 });
    expect(entry).toMatchObject({ id: answer.id, iss: identity, kind: 'grant', works: 2, live: true });
    const { size } = await checkLog(registry.address);
    expect(size).toBe(1);
  });

  it('the same publish twice signs nothing new', async () => {
    const { registry, photos, key } = await setting();
    const first = await assentJson(publishArgs(photos, key), { registry: registry.address });
    const second = await assentJson(publishArgs(photos, key), { registry: registry.address });
    expect(second.answer).toMatchObject({ id: first.answer['id'], index: 0, already: true });
    expect(await sizeOf(registry.address)).toBe(1);
  });

  it.each(['request', 'answer'] as const)(
    'a registry that is lost before the %s arrives is said to be, and the next try finishes the same statement',
    async (cut) => {
      const { registry, photos, key } = await setting();
      const proxy = await cuttingProxy(registry.address);
      proxy.cut = cut;
      const lost = await assentJson(publishArgs(photos, key), { registry: proxy.address });
      expect(lost).toMatchObject({ code: 1, answer: { ok: false, code: 'registry_unreachable' } });
      expect(await sizeOf(registry.address)).toBe(cut === 'request' ? 0 : 1);
      proxy.cut = 'never';
      const again = await assentJson(publishArgs(photos, key), { registry: proxy.address });
      expect(again).toMatchObject({ code: 0, answer: { index: 0 } });
      expect(await sizeOf(registry.address)).toBe(1);
      await checkLog(registry.address);
    },
  );

  it('two publishers at once both get their place', async () => {
    const { folder, registry, photos, key } = await setting();
    const other = join(folder, 'other.key');
    await assentJson(['keygen', other]);
    const answers = await Promise.all(
      [key, other].map((own) => assentJson(publishArgs(photos, own), { registry: registry.address })),
    );
    expect(answers.map(({ code }) => code)).toEqual([0, 0]);
    expect(answers.map(({ answer }) => answer['index']).toSorted()).toEqual([0, 1]);
    const { size } = await checkLog(registry.address);
    expect(size).toBe(2);
  });

  it('a key sealed by a passphrase signs with it, and not without', async () => {
    const { folder, registry, photos } = await setting();
    const sealed = join(folder, 'sealed.key');
    const [right, wrong] = [join(folder, 'right'), join(folder, 'wrong')];
    await writeFile(right, 'correct horse\n');
    await writeFile(wrong, 'wrong horse\n');
    await assentJson(['keygen', sealed, '--passphrase-file', right]);
    const sign = (...more: string[]) =>
      assentJson([...publishArgs(photos, sealed), ...more], { registry: registry.address });
    expect(await sign()).toMatchObject({ code: 1, answer: { code: 'passphrase_needed' } });
    expect(await sign('--passphrase-file', wrong)).toMatchObject({ code: 1, answer: { code: 'passphrase_wrong' } });
    expect(await sign('--passphrase-file', right)).toMatchObject({ code: 0, answer: { index: 0 } });
  });

  it('a withdrawn grant is not sent again: publishing after a withdrawal signs anew', async () => {
    const { registry, photos, key } = await setting();
    const first = await assentJson<{ id: string }>(publishArgs(photos, key), { registry: registry.address });
    await assentJson(['withdraw', first.answer.id, '--key', key], { registry: registry.address });
    const again = await assentJson<{ id: string }>(publishArgs(photos, key), { registry: registry.address });
    expect(again.answer).toMatchObject({ already: false, index: 2 });
    expect(again.answer.id).not.toBe(first.answer.id);
  });
});

describe('bad input to publish', () => {
  it('a file that cannot be read is named', async () => {
    const { registry, folder, key } = await setting();
    const { code, answer } = await assentJson(publishArgs(join(folder, 'nothing.jpg'), key), {
      registry: registry.address,
    });
    expect(code).toBe(1);
    expect(answer).toMatchObject({ code: 'file_unreadable', detail: expect.stringContaining('nothing.jpg') });
  });

  it('a picture that is none is named', async () => {
    const { registry, photos, key } = await setting();
    await writeFile(join(photos, 'broken.png'), 'not a picture');
    const { answer } = await assentJson(publishArgs(photos, key), { registry: registry.address });
    expect(answer).toMatchObject({ code: 'file_unreadable', detail: expect.stringContaining('broken.png') });
    expect(await sizeOf(registry.address)).toBe(0);
  });

  it('a link out of the folder is refused, one within it is not', async () => {
    const { registry, folder, photos, key } = await setting();
    await symlink(join(photos, 'acanthus-mollis.jpg'), join(photos, 'again.jpg'));
    expect((await assentJson(publishArgs(photos, key), { registry: registry.address })).code).toBe(0);
    await writeFile(join(folder, 'private.jpg'), 'mine');
    await symlink(join(folder, 'private.jpg'), join(photos, 'out.jpg'));
    const { code, answer } = await assentJson(publishArgs(photos, key), { registry: registry.address });
    expect(code).toBe(1);
    expect(answer).toMatchObject({ code: 'link_leaves_folder', detail: expect.stringContaining('out.jpg') });
  });

  it('an empty folder has nothing to publish', async () => {
    const { registry, photos, key } = await setting();
    await rm(photos, { recursive: true });
    await mkdir(photos);
    const { answer } = await assentJson(publishArgs(photos, key), { registry: registry.address });
    expect(answer).toMatchObject({ code: 'nothing_to_publish' });
  });

  it('a terms file with an unknown use is refused with the place', async () => {
    const { registry, folder, photos, key } = await setting();
    const file = JSON.parse(await readFile(terms, 'utf8')) as { terms: { uses: Record<string, unknown> } };
    file.terms.uses['train-everything'] = file.terms.uses['evaluate'];
    const bad = join(folder, 'terms.json');
    await writeFile(bad, JSON.stringify(file));
    const { code, answer } = await assentJson(publishArgs(photos, key, bad), { registry: registry.address });
    expect(code).toBe(1);
    expect(answer).toMatchObject({ code: 'malformed', detail: expect.stringContaining('train-everything') });
  });

  it('a key that others can read is not used', async () => {
    const { registry, photos, key } = await setting();
    const exposed = `${key}.copy`;
    await writeFile(exposed, await readFile(key), { mode: 0o644 });
    const { answer } = await assentJson(publishArgs(photos, exposed), { registry: registry.address });
    expect(answer).toMatchObject({ code: 'key_file_exposed' });
  });

  it('only the signer can withdraw', async () => {
    const { registry, folder, photos, key } = await setting();
    const { answer } = await assentJson<{ id: string }>(publishArgs(photos, key), { registry: registry.address });
    const stranger = join(folder, 'stranger.key');
    await assentJson(['keygen', stranger]);
    const withdrawn = await assentJson(['withdraw', answer.id, '--key', stranger], { registry: registry.address });
    expect(withdrawn).toMatchObject({ code: 1, answer: { code: 'signer_not_entitled' } });
    expect(await sizeOf(registry.address)).toBe(1);
    expect((await assentJson(['withdraw', answer.id, '--key', key], { registry: registry.address })).code).toBe(0);
    const twice = await assentJson(['withdraw', answer.id, '--key', key], { registry: registry.address });
    expect(twice).toMatchObject({ code: 1, answer: { code: 'already_withdrawn' } });
    expect(await sizeOf(registry.address)).toBe(2);
  });

  it('a registry that is not there is said to be unreachable, with what to do', async () => {
    const { photos, key } = await setting();
    const { code, stderr } = await assent(publishArgs(photos, key), { registry: 'http://localhost:9' });
    expect(code).toBe(1);
    expect(stderr).toContain('registry_unreachable');
    expect(stderr).toContain('the same command can be run again');
  });

  it('wrong use exits with 2', async () => {
    expect((await assent(['publish'])).code).toBe(2);
    expect((await assent(['no-such-command'])).code).toBe(2);
    expect((await assent(['verify', 'x', '--trust', 'y', '--regenerate', 'some'])).code).toBe(2);
  });

  it('every command helps with an example', async () => {
    for (const command of [
      'start',
      'serve',
      'fsck',
      'keygen',
      'trust',
      'publish',
      'withdraw',
      'attest',
      'explain',
      'assemble',
      'verify',
    ]) {
      const { code, stdout } = await assent([command, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`$ assent ${command}`);
    }
  });
});

describe('a registry that cannot start', () => {
  it('says that its port is in use', async () => {
    const { registry, folder } = await setting();
    const { url } = await databaseForTest();
    const second = await startRegistry({
      data: join(folder, 'second'),
      databaseUrl: url,
      port: Number(new URL(registry.address).port),
    });
    expect(second).toMatchObject({ refusal: { code: 'port_in_use' } });
  });

  it('says that its database cannot be reached, without the password', async () => {
    const folder = await temporaryFolder();
    const started = await startRegistry({ data: folder, databaseUrl: 'postgres://me:secret@127.0.0.1:9/none' });
    expect(started).toMatchObject({ refusal: { code: 'database_unreachable' } });
    expect(JSON.stringify(started)).not.toContain('secret');
  });

  it('refuses a database that is older than what it signed', async () => {
    const { registry, photos, key } = await setting();
    await assentJson(publishArgs(photos, key), { registry: registry.address });
    await registry.stop();
    const { url: restored } = await databaseForTest();
    const started = await startRegistry({ data: registry.data, databaseUrl: restored });
    expect(started).toMatchObject({ refusal: { code: 'rollback_detected' } });
  });

  it('refuses a database that holds entries it never signed for', async () => {
    const { registry, folder, url, photos, key } = await setting();
    await assentJson(publishArgs(photos, key), { registry: registry.address });
    await registry.stop();
    await rm(join(registry.data, 'last-checkpoint'));
    expect(await startRegistry({ data: registry.data, databaseUrl: url })).toMatchObject({
      refusal: { code: 'log_identity_lost' },
    });
    expect(await startRegistry({ data: join(folder, 'fresh'), databaseUrl: url })).toMatchObject({
      refusal: { code: 'log_name_mismatch' },
    });
  });

  it.each(['log.key', 'origin'])('refuses to go on under another %s', async (file) => {
    const { registry, url, photos, key } = await setting();
    await assentJson(publishArgs(photos, key), { registry: registry.address });
    await registry.stop();
    await rm(join(registry.data, file));
    const again = () => startRegistry({ data: registry.data, databaseUrl: url });
    expect(await again()).toMatchObject({ refusal: { code: 'log_identity_lost' } });
    // Refusing leaves nothing behind that would let the next try pass.
    expect(await again()).toMatchObject({ refusal: { code: 'log_identity_lost' } });
  });

  it('refuses a checkpoint that another key signed', async () => {
    const { folder, registry, url, photos, key } = await setting();
    await assentJson(publishArgs(photos, key), { registry: registry.address });
    await registry.stop();
    const other = join(folder, 'other.key');
    await assentJson(['keygen', other]);
    await copyFile(other, join(registry.data, 'log.key'));
    expect(await startRegistry({ data: registry.data, databaseUrl: url })).toMatchObject({
      refusal: { code: 'log_identity_lost' },
    });
  });
});
