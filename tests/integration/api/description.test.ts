import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cosignState } from '@assent/log';
import { type Grant, openPurposeFile, openSpecificationFile, type State, type UploadProgress } from '@assent/schema';
import { randomSeed, signerFromSeed, toBase64 } from '@assent/signing';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { describeApi } from '../../../apps/registry/src/api/openapi.ts';
import { photograph } from '../../support/photograph.ts';
import { ask, post } from '../../support/plain.ts';
import { assentJson } from '../../support/programs.ts';
import { attestOf, grantOver, now, setting, withdrawalOf, work } from './setting.ts';

interface Described {
  readonly paths: Record<
    string,
    Record<
      string,
      {
        readonly operationId: string;
        readonly responses: Record<string, { readonly content?: Record<string, { readonly schema?: object }> }>;
      }
    >
  >;
  readonly components: object;
}

const examplePath = (name: string): string => fileURLToPath(new URL(`../../../docs/examples/${name}`, import.meta.url));

const example = (name: string): Promise<Buffer> => readFile(examplePath(name));

const unwrap = <T>(result: { ok: true; value: T } | { ok: false }): T => {
  if (!result.ok) throw new Error('an example file cannot be read');
  return result.value;
};

/** The validators that the description itself gives, by operation. */
const validatorsOf = (description: Described) => {
  // Formats and the keywords of OpenAPI are not JSON Schema's; everything else is held to the letter.
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    strictTuples: false,
    formats: { base64: true },
  });
  const compile = (schema: object) => ajv.compile({ ...schema, components: description.components });
  ajv.addVocabulary(['components']);
  const operations = new Map<string, { answer: ReturnType<typeof compile> | undefined }>();
  for (const methods of Object.values(description.paths)) {
    for (const { operationId, responses } of Object.values(methods)) {
      const schema = responses['200']?.content?.['application/json']?.schema;
      operations.set(operationId, { answer: schema === undefined ? undefined : compile(schema) });
    }
  }
  const [anyOperation] = Object.values(Object.values(description.paths)[0]!);
  return { operations, refusal: compile(anyOperation!.responses['default']!.content!['application/json']!.schema!) };
};

const description = describeApi() as unknown as Described;
const validators = validatorsOf(description);

/** A log with something of everything that plain HTTP tells of. */
const story = async () => {
  const monitor = signerFromSeed(randomSeed());
  const place = await setting({ ASSENT_MONITORS: monitor.did });
  const { api, address, origin, someone } = place;
  const other = signerFromSeed(randomSeed());
  const granted = await post(address, '/statements', await grantOver(someone, origin, [work(1), work(2)], [other.did]));
  const { id } = granted.body as { id: string };
  await post(address, '/statements', await attestOf(other, origin, someone.did));
  await post(address, '/statements', await grantOver(other, origin, [work(2), work(3)]));
  await post(address, '/statements', await withdrawalOf(someone, origin, id, [[0, 0]]));
  const { index: state } = await api.log.state.mutate({});
  const { statement } = await api.statements.read.query({ index: state });
  const { signature } = await cosignState({ index: state, statement: statement as State }, monitor.did, now(), monitor);
  const cosigned = { monitor: monitor.did, cosignatures: [{ state, signature: toBase64(signature) }] };
  return { ...place, other, granted, id, state, cosigned };
};

describe('the description of plain HTTP', () => {
  it('is an OpenAPI 3.1 document', async () => {
    const result = await new Validator().validate(structuredClone(description) as unknown as Record<string, unknown>);
    expect(result).toMatchObject({ valid: true });
    const broken = structuredClone(description) as unknown as {
      [member: string]: unknown;
      paths: Record<string, unknown>;
    };
    broken.paths['/api/v1/works'] = { post: { responses: 'none' } };
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
  });

  it('is served, and as a page that takes nothing from elsewhere', async () => {
    const { address } = await setting();
    const served = await ask(address, '/openapi.json');
    expect(served.body).toEqual(JSON.parse(JSON.stringify(description)));
    const page = await fetch(`${address}/api/v1`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('/api/v1/works/{sha256}');
    expect(html).not.toMatch(/(?:src|href)="(?!#|\/api\/v1)|<script|url\(|@import/);
  });

  it('names each operation once, and its shapes are not loose', () => {
    const names = Object.values(description.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(names).size).toBe(names.length);
    const refusal = { code: 'not_found', sentence: 'None.', detail: '' };
    expect(validators.refusal(refusal)).toBe(true);
    expect(validators.refusal({ ...refusal, stack: 'at …' })).toBe(false);
    expect(validators.refusal({ ...refusal, code: 'nonsense' })).toBe(false);
  });
});

describe('every route', () => {
  it('answers what the description says, and the same as tRPC', { timeout: 120_000 }, async () => {
    const { api, address, id, state, someone, other, cosigned } = await story();
    const specification = unwrap(openSpecificationFile(await example('specification.json'), now()));
    const purpose = unwrap(openPurposeFile(await example('purpose.json'), now()));
    const trust = await api.log.trust.query();
    const look = { purpose, match: { people: 'any' as const }, trust };
    const size = 3;
    const get = (path: string) => ask(address, path);
    const resend = await grantOver(someone, 'elsewhere.example/log', [work(9)]);
    const again = await attestOf(other, (await api.overview.query()).origin, someone.did);

    /** Each operation: how plain HTTP is asked, and how tRPC. */
    const asked: Record<string, [plain: () => ReturnType<typeof ask>, trpc: () => Promise<unknown>]> = {
      listStatements: [() => get('/statements?limit=2'), () => api.statements.list.query({ limit: 2 })],
      publishStatement: [() => post(address, '/statements', again), () => api.statements.publish.mutate(again)],
      readStatement: [() => get(`/statements/${id}`), () => api.statements.readById.query({ id })],
      readEntry: [() => get('/entries/3'), () => api.statements.read.query({ index: 3 })],
      readLines: [() => get('/entries/0/lines?from=1'), () => api.statements.lines.query({ index: 0, from: 1 })],
      readLine: [() => get('/entries/0/lines/1'), () => api.statements.line.query({ index: 0, leaf: 1 })],
      readFirstStateAfter: [() => get(`/statements/${id}/state`), () => api.log.firstStateAfter.query({ id })],
      lookUpWorks: [
        () => post(address, '/works', { works: [work(2), work(8)] }),
        () => api.works.lookUp.mutate({ works: [work(2), work(8)] }),
      ],
      readWork: [() => get(`/works/${work(2)}?size=${size}`), () => api.works.read.query({ sha256: work(2), size })],
      explainWork: [
        () => post(address, `/works/${work(2)}/explanation`, { purpose, trust }),
        () => api.works.explain.mutate({ sha256: work(2), purpose, trust }),
      ],
      readIdentity: [
        () => get(`/identities/${someone.did}`),
        () => api.identities.read.query({ identity: someone.did }),
      ],
      listDatasets: [() => get('/datasets?limit=5'), () => api.datasets.list.query({ limit: 5 })],
      readDataset: [() => get('/datasets/0'), () => api.datasets.read.query({ release: 0 })],
      readItems: [() => get('/datasets/0/items'), () => api.datasets.items.query({ release: 0 })],
      listVersions: [() => get('/datasets/0/versions'), () => api.datasets.versions.query({ release: 0 })],
      readChanges: [
        () => get('/datasets/0/changes?since=1'),
        () => api.datasets.changes.query({ release: 0, since: 1 }),
      ],
      readProfile: [() => get('/datasets/0/profile'), () => api.datasets.profile.query({ release: 0 })],
      readSpecification: [
        () => get('/datasets/0/specification'),
        () => api.datasets.specification.query({ release: 0 }),
      ],
      publishSpecification: [
        () => post(address, '/datasets/0/specification', { specification }),
        () => api.datasets.publishSpecification.mutate({ release: 0, specification }),
      ],
      survey: [() => post(address, '/surveys', look), () => api.datasets.survey.mutate(look)],
      listWorksFor: [
        () => post(address, '/surveys/works', { ...look, offset: 0, limit: 5 }),
        () => api.datasets.worksFor.mutate({ ...look, offset: 0, limit: 5 }),
      ],
      assemble: [
        () => post(address, '/assemblies', { specification, trust }),
        () => api.datasets.assemble.mutate({ specification, trust }),
      ],
      readOverview: [() => get('/overview'), () => api.overview.query()],
      readTrust: [() => get('/trust'), () => api.log.trust.query()],
      cosignStates: [() => post(address, '/states/cosignatures', cosigned), () => api.log.cosign.mutate(cosigned)],
      readStateNote: [() => get(`/states/${state}/note`), () => api.log.stateNote.query({ index: state })],
      makeState: [() => post(address, '/states', {}), () => api.log.state.mutate({})],
      readInclusion: [
        () => get(`/log/inclusion?index=1&size=${size}`),
        () => api.log.inclusion.query({ index: 1, size }),
      ],
      readConsistency: [() => get('/log/consistency?from=2&to=4'), () => api.log.consistency.query({ from: 2, to: 4 })],
    };
    // Lists in chunks are plain HTTP alone.
    const chunks = ['beginWorksList', 'putWorksListChunk'];
    const described = [...validators.operations].flatMap(([name, { answer }]) =>
      answer === undefined || chunks.includes(name) ? [] : [name],
    );
    expect(Object.keys(asked).toSorted()).toEqual(described.toSorted());

    for (const [name, [plain, trpc]] of Object.entries(asked)) {
      const { status, body, headers } = await plain();
      const told = await trpc().then(
        (value) => ({ ok: true, value }),
        (cause: { data: { refusal: object; httpStatus: number } }) => ({ ok: false, ...cause.data }),
      );
      expect({ name, readBy: headers.get('access-control-allow-origin') }).toEqual({ name, readBy: '*' });
      if (status === 200) {
        const { answer } = validators.operations.get(name)!;
        expect({ name, valid: answer!(body), errors: answer!.errors }).toEqual({ name, valid: true, errors: null });
        const same = JSON.parse(JSON.stringify('value' in told ? told.value : told)) as unknown;
        // The clock goes on between two questions, and a state may be made anew.
        if (name === 'readOverview') expect({ ...(body as object), now: 0 }).toEqual({ ...(same as object), now: 0 });
        else expect({ name, body }).toEqual({ name, body: same });
      } else {
        expect({ name, valid: validators.refusal(body) }).toEqual({ name, valid: true });
        const { code, detail } = body as { code: string; detail: string };
        expect({ name, status, code, detail }).toMatchObject({ name, status: 404, code: 'not_found' });
        expect({ name, ...told }).toMatchObject({ name, ok: false, httpStatus: status, refusal: { code, detail } });
      }
    }

    const refusals = await Promise.all([
      post(address, '/statements', resend),
      api.statements.publish.mutate(resend).catch((cause: unknown) => cause as { data: { refusal: object } }),
    ]);
    expect(validators.refusal(refusals[0].body)).toBe(true);
    expect(refusals[0]).toMatchObject({ status: 409, body: { code: 'wrong_audience' } });
    expect(refusals[1]).toMatchObject({ data: { httpStatus: 409, refusal: { code: 'wrong_audience' } } });
  });

  it('tells of a list in chunks what the description says', async () => {
    const { address, origin, someone } = await setting();
    const { envelope, lines } = await grantOver(someone, origin, [work(1), work(2)]);
    const signed = Buffer.from(envelope, 'base64').toString();
    const { works } = JSON.parse(
      Buffer.from((JSON.parse(signed) as { payload: string }).payload, 'base64').toString(),
    ) as Grant;
    const put = async (name: string, path: string, body: string) => {
      const headers = { 'content-type': 'application/json' };
      const answered = await ask(address, path, { method: 'PUT', headers, body });
      const { answer } = validators.operations.get(name)!;
      expect({ name, valid: answer!(answered.body), errors: answer!.errors }).toEqual({
        name,
        valid: true,
        errors: null,
      });
      return answered.body as UploadProgress;
    };
    const begun = await put('beginWorksList', `/works-lists/${works.root}`, signed);
    expect(begun).toMatchObject({ chunks: 1, have: [] });
    const chunk = lines!.map((line) => `${line}\n`).join('');
    const done = await put('putWorksListChunk', `/works-lists/${works.root}/${begun.id}/0`, chunk);
    expect(done).toMatchObject({ have: [0], receipt: { index: 0, id: begun.id } });
    expect(await put('beginWorksList', `/works-lists/${works.root}`, signed)).toEqual(done);
    const refused = await ask(address, `/works-lists/${works.root}/${begun.id}/0`, { method: 'PUT', body: chunk });
    expect(refused).toMatchObject({ status: 404, body: { code: 'upload_unknown' } });
    expect(validators.refusal(refused.body)).toBe(true);
  });

  it('an answer with a member too many, or without one, is not what the description says', async () => {
    const { address } = await story();
    const { body } = await ask(address, '/entries/0');
    const { answer } = validators.operations.get('readEntry')!;
    expect(answer!(body)).toBe(true);
    expect(answer!({ ...(body as object), more: 1 })).toBe(false);
    expect(answer!({ ...(body as object), id: undefined, index: '0' })).toBe(false);
  });

  it('tells of a released dataset what the description says', { timeout: 120_000 }, async () => {
    const { folder, address, api } = await setting();
    const at = { registry: address };
    const photos = join(folder, 'photos');
    await mkdir(photos);
    await cp(photograph('acanthus-mollis'), join(photos, 'one.jpg'));
    const [me, team, trust] = [join(folder, 'me.key'), join(folder, 'team.key'), join(folder, 'trust.json')];
    for (const key of [me, team]) await assentJson(['keygen', key]);
    await writeFile(trust, JSON.stringify((await assentJson(['trust'], at)).answer));
    await assentJson(['publish', photos, '--terms', examplePath('terms.json'), '--key', me], at);
    const spec = examplePath('specification.json');
    const out = join(folder, 'bundle');
    const command = ['assemble', '--spec', spec, '--out', out, '--files', photos, '--key', team, '--trust', trust];
    expect(await assentJson(command, at)).toMatchObject({ code: 0 });
    const [dataset] = await api.datasets.list.query({ limit: 1 });
    const { release } = dataset!;
    const [item] = (await api.datasets.items.query({ release })).filter(({ source }) => source === 'consented');
    for (const [name, path] of [
      ['listDatasets', '/datasets?limit=1'],
      ['readDataset', `/datasets/${release}`],
      ['readItems', `/datasets/${release}/items`],
      ['listVersions', `/datasets/${release}/versions`],
      ['readChanges', `/datasets/${release}/changes?since=${release}`],
      ['readProfile', `/datasets/${release}/profile`],
      ['readSpecification', `/datasets/${release}/specification`],
      ['readWork', `/works/${item!.sha256}`],
      ['readEntry', `/entries/${release}`],
    ] as const) {
      const { status, body } = await ask(address, path);
      const { answer } = validators.operations.get(name)!;
      expect({ name, status, valid: answer!(body), errors: answer!.errors }).toEqual({
        name,
        status: 200,
        valid: true,
        errors: null,
      });
    }
    expect((await ask(address, `/works/${item!.sha256}`)).body).toMatchObject({ datasets: [{ release }] });
  });
});
