import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SpecificationFile } from '@assent/schema';
import { expect, it } from 'vitest';
import { checkLog } from '../support/check-log.ts';
import { databaseForTest } from '../support/database.ts';
import { photograph } from '../support/photograph.ts';
import { assent, assentJson, registryFor, temporaryFolder } from '../support/programs.ts';

const examples = fileURLToPath(new URL('../../docs/examples/', import.meta.url));

interface Answer {
  readonly ok: boolean;
  readonly id: string;
  readonly manifest: string;
  readonly code?: string;
}

interface Traced {
  readonly ok: boolean;
  readonly onWithdraw: string;
  readonly withdrawn: number;
  readonly scope: Record<string, unknown>;
  readonly datasets: { id: string; works: number; asked: boolean; answeredBy?: string }[];
  readonly models: { id: string; through: string[]; asked: boolean; answeredBy?: string }[];
  readonly descendants: { id: string }[];
}

it(
  'a withdrawal is followed into datasets, a model and what was tuned from it, until teams answer',
  { timeout: 180_000 },
  async () => {
    const folder = await temporaryFolder();
    const { url } = await databaseForTest();
    const registry = await registryFor({ data: join(folder, 'data'), databaseUrl: url });
    const at = { registry: registry.address };
    const path = (name: string): string => join(folder, name);
    const run = async (...args: string[]): Promise<Answer> => (await assentJson<Answer>(args, at)).answer;
    const trace = (id: string) => assentJson<Traced>(['lineage', id], at);
    await mkdir(path('photos'));
    await cp(photograph('nagasaki-boats'), path('photos/boats.jpg'), { dereference: true });
    for (const name of ['me', 'team', 'tuner']) await run('keygen', path(`${name}.key`));
    await writeFile(path('trust.json'), JSON.stringify((await assentJson(['trust'], at)).answer));
    const terms = ['--terms', join(examples, 'terms.json'), '--key', path('me.key')];
    const grant = await run('publish', path('photos'), ...terms);

    const example = JSON.parse(await readFile(join(examples, 'specification.json'), 'utf8')) as SpecificationFile;
    const assemble = async (version: string): Promise<string> => {
      const strata = example.strata.slice(0, 1).map((stratum) => ({ ...stratum, fill: null }));
      await writeFile(path('spec.json'), JSON.stringify({ ...example, version, strata }));
      const keys = ['--key', path('team.key'), '--trust', path('trust.json')];
      const answer = await run('assemble', '--spec', path('spec.json'), '--out', path(`bundle-${version}`), ...keys);
      expect(answer).toMatchObject({ ok: true });
      return answer.manifest;
    };
    const [first, second] = [await assemble('1.0.0'), await assemble('1.1.0')];
    const dates = ['--from', '2026-01-10', '--until', '2026-01-12'];
    const trained = ['--did', 'trained', ...dates];
    const byTeam = ['--key', path('team.key')];
    const model = await run('receipt', first, ...trained, '--model', 'counter@1.0.0', ...byTeam);
    expect(model).toMatchObject({ ok: true });
    const tuned = await run(
      'receipt',
      second,
      ...trained,
      '--model',
      'tuned@1.0.0',
      '--base',
      model.id,
      '--key',
      path('tuner.key'),
    );
    expect(await run('receipt', grant.id, ...trained, '--model', 'x@1.0.0', ...byTeam)).toMatchObject({
      code: 'statement_unknown',
    });

    // Before anything is withdrawn: what it would reach, and nothing to do.
    const thought = await trace(grant.id);
    expect([thought.code, thought.answer.datasets.length, thought.answer.models.length]).toEqual([0, 2, 2]);
    const ofModel = await trace(tuned.id);
    expect([ofModel.code, Object.keys(ofModel.answer.scope)]).toEqual([0, ['evaluate', 'train-predictive']]);
    expect((await trace(first)).answer.descendants.map(({ id }) => id)).toEqual([model.id, tuned.id]);

    const withdrawal = await run('withdraw', grant.id, '--key', path('me.key'));
    const open = await trace(withdrawal.id);
    expect(open).toMatchObject({ code: 1, answer: { ok: false, onWithdraw: 'remove-from-datasets' } });
    expect(open.answer.datasets.map(({ id, works, asked }) => [id, works, asked])).toEqual([
      [first, 1, true],
      [second, 1, true],
    ]);
    // The holder asked for datasets to be cleaned, not for models to be trained again.
    expect(open.answer.models).toEqual([
      { id: model.id, model: { name: 'counter', version: '1.0.0' }, through: [first], asked: false },
      { id: tuned.id, model: { name: 'tuned', version: '1.0.0' }, through: [second], asked: false },
    ]);
    expect(await trace(tuned.id)).toMatchObject({ code: 1, answer: { withdrawn: 2 } });

    const removed = ['--did', 'removed-items', '--withdrawal', withdrawal.id, ...dates];
    await run('receipt', first, ...removed, '--key', path('tuner.key'));
    await run('receipt', second, ...removed, ...byTeam);
    expect((await trace(withdrawal.id)).code).toBe(1);
    await run('receipt', first, ...removed, ...byTeam);
    expect(await trace(withdrawal.id)).toMatchObject({ code: 0, answer: { ok: true } });
    const { stdout } = await assent(['lineage', withdrawal.id, '--language', 'es'], at);
    expect(stdout).toContain('Esto alcanza a 2 conjuntos de datos y a 2 modelos.');
    expect(stdout).toContain('Modelo tuned 1.0.0. No se pidió nada para lo que ya estaba hecho.');
    expect((await trace('0'.repeat(64))).answer).toMatchObject({ code: 'not_found' });
    expect((await trace(`sha256:${'0'.repeat(64)}`)).answer).toMatchObject({ code: 'not_found' });
    await checkLog(registry.address);
  },
);
