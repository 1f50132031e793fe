import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalize, openSpecificationFile, toUtf8, type Trust } from '@assent/schema';
import { signerFromSeed } from '@assent/signing';
import { describe, expect, it } from 'vitest';
import { type OpenExternal, readExternal } from '../../apps/cli/src/external/description.ts';
import { readTermsFile } from '../../apps/cli/src/files.ts';
import type { OwnKeys } from '../../apps/cli/src/keys.ts';
import { assembleDataset } from '../../apps/cli/src/operations/assemble.ts';
import { type Models, noModels, readModels } from '../../apps/cli/src/operations/model-folder.ts';
import { declareBudget, readSpent } from '../../apps/cli/src/operations/privacy-budget.ts';
import { publish } from '../../apps/cli/src/operations/publish.ts';
import { fitModel } from '../../apps/cli/src/operations/synth-fit.ts';
import { generateItems, sourceOf, verifyItems } from '../../apps/cli/src/operations/synth.ts';
import { verify, verifyFresh } from '../../apps/cli/src/operations/verify.ts';
import { trace } from '../../apps/cli/src/operations/lineage.ts';
import { withdraw } from '../../apps/cli/src/operations/withdraw.ts';
import { connectTo } from '../../apps/cli/src/registry-client.ts';
import { goldenRows, goldenSchema } from '../../packages/synth/scripts/golden-table.ts';
import { hasPython } from '../independent/python.ts';
import { checkLog } from '../support/check-log.ts';
import { databaseForTest } from '../support/database.ts';
import { assentJson, registryFor, temporaryFolder } from '../support/programs.ts';
import { hashOf } from '../support/written-statements.ts';

const examples = fileURLToPath(new URL('../../docs/examples/', import.meta.url));
const silent = { say: () => {}, progress: () => {} };
const now = () => Math.floor(Date.now() / 1000);
const people = 15;
const each = 8;

/** Rows of fifteen people, eight each, as they are published and as a table. */
const rows = goldenRows(people * each).map(({ cells }, i) =>
  canonicalize({ ...cells, _salt: hashOf(`salt ${i}`).slice(0, 32) }),
);

const code = (made: Promise<unknown>): Promise<string> =>
  made.then(
    () => 'done',
    ({ refusal }: { refusal?: { code: string; detail: string } }) => refusal?.code ?? 'thrown',
  );

interface Filling {
  readonly model?: string;
  readonly models?: Models;
  readonly external?: OpenExternal;
  readonly trust?: Pick<Trust, 'unknownLineage'>;
}

const setting = async () => {
  const folder = await temporaryFolder();
  const at = (name: string): string => join(folder, name);
  const { url } = await databaseForTest();
  const registry = await registryFor({ data: at('data'), databaseUrl: url });
  const client = connectTo(registry.address);
  const keyOf = (name: string): OwnKeys => {
    const signer = signerFromSeed(Buffer.from(hashOf(name), 'hex'));
    return { identity: signer.did, signers: [signer], file: at(`${name}.key`) };
  };
  const trust = (await assentJson(['trust'], { registry: registry.address })).answer as never;
  await writeFile(at('table.jsonl'), rows.map((row) => `${row}\n`).join(''));
  await writeFile(at('schema.json'), JSON.stringify(goldenSchema));
  const terms = JSON.parse(await readFile(join(examples, 'terms.json'), 'utf8')) as { terms: { uses: object } };
  const uses = { ...terms.terms.uses, synthesise: Object.values(terms.terms.uses)[0] as object };
  await writeFile(at('terms.json'), JSON.stringify({ ...terms, terms: { ...terms.terms, uses } }));
  const grants: string[] = [];
  for (let i = 0; i < people; i++) {
    await mkdir(at(`rows ${i}`));
    for (const [k, row] of rows.slice(i * each, (i + 1) * each).entries()) {
      await writeFile(join(at(`rows ${i}`), `${k}.row.json`), row);
    }
    const open = {
      language: 'en',
      signedFor: undefined,
      list: undefined,
      replaces: [],
      confirm: async () => true,
    } as const;
    const written = await readTermsFile(at('terms.json'));
    const input = { places: [at(`rows ${i}`)], terms: written, key: keyOf(`writer ${i}`), client, ...open, now: now() };
    grants.push((await publish(input, silent)).receipt.id);
  }
  const example = JSON.parse(await readFile(join(examples, 'specification.json'), 'utf8')) as {
    purpose: { uses: string[] };
  };
  const match = { people: 'any', mime: ['application/vnd.assent.row+json'] };
  /** `fill`: the model that the rest of the quota comes out of. */
  const assemble = (dataset: string, version: string, out: string, fill?: Filling) =>
    assembleDataset(
      {
        specificationAt: async (time) => {
          const stratum = {
            name: 'rows',
            title: 'Rows',
            quota: fill === undefined ? people * each : people * each + 8,
            match,
          };
          const filling = fill && {
            generator: fill.external?.external.id ?? 'tabular-cart',
            parameters: fill.model === undefined ? {} : { model: fill.model },
            maxSharePercent: 30,
            syntheticOnly: false,
          };
          const purposeUses = [...example.purpose.uses, ...(fill === undefined ? ['synthesise'] : [])].toSorted();
          const purpose = { ...example.purpose, uses: purposeUses };
          const specification = {
            ...example,
            dataset,
            version,
            purpose,
            strata: [{ ...stratum, fill: filling ?? null }],
          };
          const read = openSpecificationFile(toUtf8(JSON.stringify(specification)), time);
          if (!read.ok) throw new Error(read.refusal.detail);
          return read.value;
        },
        trust: { ...(trust as Trust), ...fill?.trust },
        key: keyOf('team'),
        client,
        out: at(out),
        sources: [],
        models: fill?.models ?? noModels,
        externals: fill?.external === undefined ? [] : [fill.external],
        allowed: { hosts: [], isPrivateAllowed: false },
        now,
      },
      silent,
    );
  const fit = (dataset: string, out: string, more: { generator?: string; budget?: string; set?: string[] } = {}) =>
    fitModel(
      {
        generator: 'tabular-cart',
        table: at('table.jsonl'),
        schema: at('schema.json'),
        dataset: at(dataset),
        trust,
        client,
        set: [],
        budget: undefined,
        ...more,
        out: at(out),
      },
      silent,
    );
  return { at, registry, client, keyOf, trust, grants, assemble, fit, folder };
};

describe('a model fitted on rows that people agreed to', () => {
  it(
    'fills a stratum, shows what it learnt from, is tainted by a withdrawal and fitted again',
    { timeout: 300_000 },
    async () => {
      const { at, registry, client, keyOf, trust, grants, assemble, fit, folder } = await setting();
      const source = await assemble('rows', '1.0.0', 'rows-1');
      const { model, rows: learnt, leftOut } = await fit('rows-1', 'model-1');
      expect([learnt, leftOut]).toEqual([people * each, 0]);
      expect(model.lineage.datasets).toEqual([{ dataset: 'rows', manifest: source.manifestId, version: '1.0.0' }]);
      const models = await readModels([at('model-1')]);

      // Rows for trying out, from the same model.
      const tried = sourceOf('tabular-cart', [], 'x', models.get(model.sha256)!);
      await generateItems(tried, 20, at('tried'), silent, { workers: 1, model: model.bytes });
      const checked = { workers: 1, model: model.bytes };
      expect(await verifyItems(at('tried'), 'all', silent, checked)).toMatchObject({ madeAgain: 20, problems: [] });

      const made = await assemble('filled', '1.0.0', 'filled-1', { model: model.sha256, models });
      expect(made.report).toMatchObject({
        ok: true,
        counts: { consented: people * each, synthetic: 8 },
        synthetic: { class: 'derived', tainted: false, slices: [{ lineage: [source.manifestId], checked: 'V3' }] },
      });
      const stranger = await verify(at('filled-1'), trust, 59, silent);
      expect(stranger).toMatchObject({ ok: true, synthetic: { slices: [{ checked: 'V0', regenerated: 0 }] } });
      expect(stranger.warnings.map(({ code: found }) => found)).toContain('synthetic_unrepeatable');

      const said = { key: keyOf('writer 3'), client, language: 'en', confirm: async () => true, now: now() } as const;
      const { receipt } = await withdraw({ ...said, statement: grants[3]!, works: [] });
      const fresh = await verifyFresh(at('filled-1'), made.report.manifest!, trust, client, silent);
      expect(fresh).toMatchObject({ ok: false, tainted: [source.manifestId] });
      expect(fresh.withdrawn).toHaveLength(each);
      const traced = await trace(client, receipt.id, silent);
      expect(traced).toMatchObject({ of: 'works', datasets: [{ works: each }, { works: each }] });
      // Neither fitted again on what was withdrawn, nor drawn from.
      expect(await code(fit('rows-1', 'model-2'))).toBe('withdrawn');
      expect(await code(assemble('filled', '1.0.1', 'filled-2', { model: model.sha256, models }))).toBe('not_allowed');
      expect((await readdir(folder)).filter((name) => /^(model|filled)-2/.test(name))).toEqual([]);

      // The same table and the next version: what was withdrawn is left out.
      await assemble('rows', '1.0.1', 'rows-2');
      const again = await fit('rows-2', 'model-2');
      expect([again.rows, again.leftOut]).toEqual([(people - 1) * each, each]);
      const fitted = { model: again.model.sha256, models: await readModels([at('model-2')]) };
      const next = await assemble('filled', '1.0.1', 'filled-2', fitted);
      expect(next.report).toMatchObject({ ok: true, counts: { consented: (people - 1) * each, synthetic: 16 } });
      expect(await verifyFresh(at('filled-2'), next.report.manifest!, trust, client, silent)).toMatchObject({
        ok: true,
      });
      await checkLog(registry.address);

      // Somebody else's generator, of which nobody says what it was trained on.
      if (hasPython) {
        const external = await readExternal(join(examples, 'external/stripes.json'));
        expect(await code(assemble('striped', '1.0.0', 'striped', { external }))).toBe('lineage_unknown');
        const tainted = await assemble('striped', '1.0.0', 'striped', { external, trust: { unknownLineage: 'taint' } });
        expect(tainted.report).toMatchObject({
          ok: true,
          synthetic: { class: 'trained-external', tainted: true, slices: [{ unknown: true, regenerated: 0 }] },
        });
        const believed = await verify(at('striped'), trust, 59, silent);
        expect(believed.errors.map(({ code: found }) => found)).toEqual(['lineage_unknown']);
      }

      // Noise needs more people, and a budget before all else.
      expect(await code(fit('rows-2', 'model-3', { generator: 'tabular-mst' }))).toBe('table_unfit');
      expect(await code(fit('filled-2', 'model-3'))).toBe('use_not_granted');
      await writeFile(at('table.jsonl'), rows[0]!.slice(1));
      expect(await code(fit('rows-2', 'model-3'))).toBe('malformed');
      await writeFile(at('table.jsonl'), rows.slice(0, 3).join('\n'));
      expect(await code(fit('rows-2', 'model-3'))).toBe('table_unfit');
      expect((await readdir(folder)).filter((name) => name.startsWith('model-3'))).toEqual([]);
    },
  );
});

describe('a ledger of what models may tell of people', () => {
  it('is declared once for a dataset, whatever its version', async () => {
    const file = join(await temporaryFolder(), 'budget.json');
    expect(await declareBudget(file, 'rows', 300, 9)).toEqual([{ source: 'rows', epsilon: 0, budget: 3, models: 0 }]);
    expect(await code(declareBudget(file, 'rows', 900, 9))).toBe('version_exists');
    expect(await code(declareBudget(file, 'others', 0, 9))).toBe('malformed');
    await writeFile(`${file}.lock`, '1');
    expect(await code(declareBudget(file, 'others', 100, 9))).toBe('folder_in_use');
    expect(await readSpent(file)).toHaveLength(1);
  });
});
