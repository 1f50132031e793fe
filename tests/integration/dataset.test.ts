import { cp, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkLog } from '../support/check-log.ts';
import { databaseForTest } from '../support/database.ts';
import { photograph } from '../support/photograph.ts';
import { assentJson, type RunningRegistry, registryFor, temporaryFolder } from '../support/programs.ts';

const examples = fileURLToPath(new URL('../../docs/examples/', import.meta.url));

interface Finding {
  readonly code: string;
  readonly item?: string;
}
interface Report {
  readonly ok: boolean;
  readonly counts: { total: number; consented: number; synthetic: number; regenerated: number };
  readonly errors: readonly Finding[];
  readonly fresh?: { ok: boolean; withdrawn: readonly string[] };
}

/** One registry with a publisher, a team and a released dataset; each test works on a copy of the bundle. */
const setting = async () => {
  const folder = await temporaryFolder();
  const { url } = await databaseForTest();
  const registry: RunningRegistry = await registryFor({ data: join(folder, 'data'), databaseUrl: url });
  const at = { registry: registry.address };
  const photos = join(folder, 'photos');
  await mkdir(photos);
  for (const name of ['acanthus-mollis', 'march-pastoral']) {
    await cp(photograph(name), join(photos, `${name}.jpg`));
  }
  const [me, team, trust, bundle] = ['me.key', 'team.key', 'trust.json', 'bundle'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  for (const key of [me, team]) await assentJson(['keygen', key]);
  const policy = await assentJson(['trust'], at);
  await writeFile(trust, JSON.stringify(policy.answer));
  const published = await assentJson<{ id: string }>(
    ['publish', photos, '--terms', join(examples, 'terms.json'), '--key', me],
    at,
  );
  const written = JSON.parse(await readFile(join(examples, 'specification.json'), 'utf8')) as object;
  const spec = join(folder, 'specification.json');
  const assemble = async (out: string, version = '1.0.0') => {
    await writeFile(spec, JSON.stringify({ ...written, version }));
    return assentJson<{ ok: boolean; code?: string; strata: unknown }>(
      ['assemble', '--spec', spec, '--out', out, '--files', photos, '--key', team, '--trust', trust],
      at,
    );
  };
  const assembled = await assemble(bundle);
  return { folder, registry, at, photos, me, team, trust, bundle, grant: published.answer.id, assembled, assemble };
};

const verify = (bundle: string, trust: string, ...more: string[]) =>
  assentJson<Report>(['verify', bundle, '--trust', trust, ...more]);

describe('a dataset from a specification', () => {
  it('holds the works that qualify and synthetic scenes, declares what is short, and verifies offline with every scene made again', async () => {
    const { registry, trust, bundle, assembled } = await setting();
    expect(assembled).toMatchObject({
      code: 0,
      answer: {
        ok: true,
        strata: [
          { name: 'illustrations', quota: 10, consented: 2, synthetic: 0, shortfall: 8 },
          { name: 'scenes', quota: 8, consented: 0, synthetic: 8, shortfall: 0 },
        ],
      },
    });
    await checkLog(registry.address);
    await registry.stop();
    const { code, answer } = await verify(bundle, trust, '--regenerate', 'all');
    expect(code).toBe(0);
    expect(answer).toMatchObject({
      ok: true,
      counts: { total: 10, consented: 2, synthetic: 8, regenerated: 8 },
      errors: [],
    });
  });

  it('after a withdrawal is still true as of its state, and reported as withdrawn when checked for freshness', async () => {
    const { at, me, trust, bundle, grant, folder, assemble, registry } = await setting();
    expect((await verify(bundle, trust, '--fresh', at.registry)).answer.fresh).toMatchObject({
      ok: true,
      withdrawn: [],
    });
    await assentJson(['withdraw', grant, '--key', me], at);
    expect((await verify(bundle, trust)).code).toBe(0);
    const fresh = await verify(bundle, trust, '--fresh', at.registry);
    expect(fresh.code).toBe(1);
    const works = (await readFile(join(bundle, 'items.jsonl'), 'utf8'))
      .split('\n')
      .filter((line) => line.includes('"consented"'))
      .map((line) => (JSON.parse(line) as { sha256: string }).sha256);
    expect(fresh.answer).toMatchObject({ ok: true, fresh: { ok: false, withdrawn: works } });
    const survey = ['survey', '--spec', join(folder, 'specification.json'), '--trust', trust];
    expect(await assentJson(survey, at)).toMatchObject({
      code: 1,
      answer: { eligible: 0, waterfall: [{ works: 2 }], strata: [{ consented: 0, shortfall: 10 }, { shortfall: 8 }] },
    });
    const opened = await assentJson<{ works: { sha256: string }[] }>([...survey, '--open', 'owner_grant_missing'], at);
    expect(opened.answer.works.map(({ sha256 }) => sha256).toSorted()).toEqual(works);
    const none = await assentJson<{ detail: string }>([...survey, '--open', 'disputed'], at);
    expect(none.answer).toMatchObject({ ok: false, code: 'not_found', detail: expect.stringContaining('owner_grant') });
    expect((await assemble(join(folder, 'again'))).answer).toMatchObject({ ok: false, code: 'version_exists' });
    const next = await assemble(join(folder, 'next'), '1.0.1');
    expect(next.answer).toMatchObject({ ok: true, strata: [{ consented: 0, shortfall: 10 }, { synthetic: 8 }] });
    await checkLog(registry.address);
  });

  it('can be made of another dataset’s items alone, and says so', async () => {
    const { at, team, trust, bundle, folder, photos, assembled } = await setting();
    const written = JSON.parse(await readFile(join(examples, 'specification.json'), 'utf8')) as {
      strata: { fill: unknown }[];
    };
    const parents = [(assembled.answer as unknown as { manifest: string }).manifest];
    const strata = written.strata.slice(0, 1).map((stratum) => ({ ...stratum, fill: null, quota: 1 }));
    const spec = join(folder, 'selection.json');
    await writeFile(spec, JSON.stringify({ ...written, dataset: 'selection', strata, parents }));
    const out = join(folder, 'selection');
    const made = await assentJson(
      ['assemble', '--spec', spec, '--out', out, '--files', photos, '--key', team, '--trust', trust],
      at,
    );
    expect(made).toMatchObject({ code: 0, answer: { ok: true, strata: [{ consented: 1 }] } });
    const report = await verify(out, trust);
    expect(report).toMatchObject({ code: 0, answer: { ok: true, counts: { total: 1 } } });
    expect(await readFile(join(out, 'evidence/parents.jsonl'), 'utf8')).toBe(
      `${await readFile(join(bundle, 'manifest.json'), 'utf8')}\n`,
    );
    await writeFile(
      spec,
      JSON.stringify({ ...written, dataset: 'other', strata, parents: [`sha256:${'0'.repeat(64)}`] }),
    );
    const unknown = join(folder, 'unknown');
    expect(
      await assentJson(['assemble', '--spec', spec, '--out', unknown, '--key', team, '--trust', trust], at),
    ).toMatchObject({ code: 1, answer: { code: 'not_found' } });
  });

  it('appears whole or not at all, and never over something', async () => {
    const { bundle, folder, photos, assemble } = await setting();
    expect(await assemble(bundle)).toMatchObject({ code: 1, answer: { code: 'folder_in_use' } });
    await rm(join(photos, 'acanthus-mollis.jpg'));
    expect(await assemble(join(folder, 'partial'), '1.0.1')).toMatchObject({
      code: 1,
      answer: { code: 'file_missing' },
    });
    expect((await readdir(folder)).filter((name) => name.startsWith('partial'))).toEqual([]);
    // Nothing was planned, so the version is still to be had.
    await cp(photograph('acanthus-mollis'), join(photos, 'acanthus-mollis.jpg'));
    expect(await assemble(join(folder, 'whole'), '1.0.1')).toMatchObject({ code: 0 });
  });

  it('is none where no work qualifies and only a share may be filled: nothing is planned, nothing is left', async () => {
    const { at, team, trust, folder } = await setting();
    const written = JSON.parse(await readFile(join(examples, 'specification.json'), 'utf8')) as {
      strata: { fill: object | null }[];
    };
    const assembleScenes = async (share: number, out: string) => {
      const [scenes] = written.strata.slice(1);
      const fill = { ...scenes!.fill, maxSharePercent: share, syntheticOnly: share === 100 };
      const spec = join(folder, 'scenes.json');
      await writeFile(spec, JSON.stringify({ ...written, dataset: 'scenes', strata: [{ ...scenes, fill }] }));
      const asked = ['assemble', '--spec', spec, '--out', join(folder, out), '--key', team, '--trust', trust];
      return assentJson(asked, at);
    };
    for (const share of [30, 99]) {
      expect(await assembleScenes(share, 'none')).toMatchObject({ code: 1, answer: { code: 'quota_impossible' } });
    }
    expect((await readdir(folder)).filter((name) => name.startsWith('none'))).toEqual([]);
    // A plan would hold the version to that specification.
    expect(await assembleScenes(100, 'all')).toMatchObject({
      code: 0,
      answer: { ok: true, strata: [{ consented: 0, synthetic: 8, shortfall: 0 }] },
    });
  });

  it('is not released to a team that does not trust the log', async () => {
    const { folder, trust, team, at } = await setting();
    const policy = JSON.parse(await readFile(trust, 'utf8')) as { logs: unknown[] };
    const other = join(folder, 'other-trust.json');
    await writeFile(other, JSON.stringify({ ...policy, logs: [] }));
    const refused = await assentJson(
      [
        'assemble',
        '--spec',
        join(examples, 'specification.json'),
        '--out',
        join(folder, 'x'),
        '--key',
        team,
        '--trust',
        other,
      ],
      at,
    );
    expect(refused).toMatchObject({ code: 1, answer: { code: 'checkpoint_untrusted' } });
  });

  it('damaged in any file is found with the code of that file', async () => {
    const { bundle, folder, trust } = await setting();
    const cases: [name: string, code: RegExp, damage: (copy: string) => Promise<void>][] = [
      [
        'a truncated list of items',
        /^(items_mismatch|bundle_unreadable)$/,
        (copy) => truncate(join(copy, 'items.jsonl'), 200),
      ],
      ['a missing file of evidence', /^file_missing$/, (copy) => rm(join(copy, 'evidence/state.jsonl'))],
      [
        'a truncated proof',
        /^(evidence_mismatch|bundle_unreadable)$/,
        (copy) => truncate(join(copy, 'evidence/proofs.bin'), 100),
      ],
      ['no release', /^release_missing$/, (copy) => rm(join(copy, 'evidence/release'))],
      ['a file more', /^file_unexpected$/, (copy) => writeFile(join(copy, 'data/more.jpg'), 'x')],
      [
        'a link in place of a file',
        /^file_unexpected$/,
        (copy) => symlink('/etc/hostname', join(copy, 'data/link.jpg')),
      ],
      [
        'a picture exchanged',
        /^file_hash_mismatch$/,
        async (copy) => {
          const [first] = await readdir(join(copy, 'data'));
          await writeFile(join(copy, 'data', first!), 'another picture');
        },
      ],
      [
        'an edited item',
        /^items_mismatch$/,
        async (copy) => {
          const file = join(copy, 'items.jsonl');
          await writeFile(file, (await readFile(file, 'utf8')).replace('"split":"train"', '"split":"val"'));
        },
      ],
    ];
    for (const [name, code, damage] of cases) {
      const copy = join(folder, 'copy');
      await rm(copy, { recursive: true, force: true });
      await cp(bundle, copy, { recursive: true });
      await damage(copy);
      const { code: exit, answer } = await verify(copy, trust);
      expect({ name, exit, ok: answer.ok, found: answer.errors.some((error) => code.test(error.code)) }).toEqual({
        name,
        exit: 1,
        ok: false,
        found: true,
      });
    }
  });

  it('is not believed by somebody who trusts another log', async () => {
    const { bundle, folder } = await setting();
    const own = JSON.parse(await readFile(join(examples, 'trust.json'), 'utf8')) as object;
    const stranger = join(folder, 'stranger.json');
    await writeFile(stranger, JSON.stringify(own));
    const { code, answer } = await verify(bundle, stranger);
    expect(code).toBe(1);
    expect(answer.errors).toEqual([expect.objectContaining({ code: 'checkpoint_untrusted' })]);
  });
});
