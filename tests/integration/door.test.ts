import { join } from 'node:path';
import type { Attest, Release, State, Statement } from '@assent/schema';
import { randomSeed, type Signer, signerFromSeed, signStatement, toBase64 } from '@assent/signing';
import { readKeyFile } from '@assent/signing/key-file';
import { TRPCClientError } from '@trpc/client';
import { describe, expect, it } from 'vitest';
import { apiOf, checkLog } from '../support/check-log.ts';
import { databaseForTest } from '../support/database.ts';
import { registryFor, temporaryFolder } from '../support/programs.ts';

const now = (): number => Math.floor(Date.now() / 1000);
const day = 86_400;

const setting = async () => {
  const folder = await temporaryFolder();
  const { url } = await databaseForTest();
  const registry = await registryFor({ data: join(folder, 'data'), databaseUrl: url });
  const api = apiOf(registry.address);
  const { origin } = await api.overview.query();
  const key = await readKeyFile(join(registry.data, 'log.key'), undefined);
  if (!key.ok) throw new Error(key.refusal.code);
  return { registry, api, origin, own: key.value, someone: signerFromSeed(randomSeed()) };
};

/** The code that the registry answers to a statement, or `recorded`. */
const offer = async (
  { api }: Awaited<ReturnType<typeof setting>>,
  statement: Statement,
  signer: Signer,
  more: { lines?: string[]; manifest?: string } = {},
): Promise<string> => {
  try {
    await api.statements.publish.mutate({ envelope: toBase64(await signStatement(statement, signer)), ...more });
    return 'recorded';
  } catch (cause) {
    if (!(cause instanceof TRPCClientError)) throw cause;
    return (cause.data as { refusal: { code: string } }).refusal.code;
  }
};

const attestBy = (signer: Signer, aud: string, iat: number): Attest => ({
  v: 1,
  kind: 'attest',
  aud,
  iss: signer.did,
  iat,
  subject: signerFromSeed(randomSeed()).did,
  how: 'domain',
  checkedAt: iat,
  until: null,
  evidence: '0'.repeat(64),
});

describe('at the door of a registry', () => {
  it('a clock that is far ahead is refused, one that is a little ahead is not', async () => {
    const place = await setting();
    const { origin, someone } = place;
    expect(await offer(place, attestBy(someone, origin, now() + 2 * day), someone)).toBe('dates_impossible');
    expect(await offer(place, attestBy(someone, origin, now() + day - 60), someone)).toBe('recorded');
  });

  it('a statement for another registry is refused', async () => {
    const place = await setting();
    expect(await offer(place, attestBy(place.someone, 'elsewhere.example/log', now()), place.someone)).toBe(
      'wrong_audience',
    );
  });

  it('a state is made by the registry or not at all, even under its own key', async () => {
    const place = await setting();
    const { api, origin, own, someone, registry } = place;
    const state: State = {
      v: 1,
      kind: 'state',
      aud: origin,
      iss: own.did,
      iat: now(),
      size: 0,
      at: now(),
      root: '0'.repeat(64),
      count: 0,
    };
    expect(await offer(place, state, own)).toBe('registry_only');
    expect(await offer(place, { ...state, iss: someone.did }, someone)).toBe('registry_only');
    await api.log.state.mutate({});
    expect((await checkLog(registry.address)).size).toBe(1);
  });

  it('a release comes with its manifest', async () => {
    const place = await setting();
    const { api, origin, someone } = place;
    const { index } = await api.log.state.mutate({});
    const release: Release = {
      v: 1,
      kind: 'release',
      aud: origin,
      iss: someone.did,
      iat: now(),
      dataset: 'nothing',
      version: '1.0.0',
      manifest: `sha256:${'0'.repeat(64)}`,
      state: index,
      items: { root: '0'.repeat(64), count: 1 },
    };
    expect(await offer(place, release, someone, { lines: [] })).toBe('file_missing');
    expect(await offer(place, release, someone, { lines: [], manifest: toBase64(Uint8Array.of(1)) })).toBe('not_json');
    expect((await api.overview.query()).size).toBe(1);
  });

  it('a tile is shown once a signed checkpoint covers it, and not before', async () => {
    const place = await setting();
    const { registry, origin, someone } = place;
    const status = async (path: string): Promise<number> => (await fetch(`${registry.address}/${path}`)).status;
    expect(await status('tile/0/000.p/1')).toBe(404);
    expect(await offer(place, attestBy(someone, origin, now()), someone)).toBe('recorded');
    expect(await status('tile/0/000.p/1')).toBe(200);
    expect(await status('tile/entries/000.p/1')).toBe(200);
    expect(await status('tile/0/000.p/2')).toBe(404);
    expect(await status('tile/0/000')).toBe(404);
    expect(await status('tile/0/0')).toBe(404);
  });

  it('many at once are recorded together, each with its own place and answer', async () => {
    const place = await setting();
    const { registry, origin, someone } = place;
    const good = Array.from({ length: 40 }, () => attestBy(someone, origin, now()));
    const [same] = good;
    const answers = await Promise.all([
      ...good.map((statement) => offer(place, statement, someone)),
      offer(place, attestBy(someone, 'elsewhere.example/log', now()), someone),
      offer(place, same!, someone),
    ]);
    expect(answers.filter((answer) => answer === 'recorded')).toHaveLength(41);
    expect(answers.filter((answer) => answer === 'wrong_audience')).toHaveLength(1);
    expect((await checkLog(registry.address)).size).toBe(40);
  });
});
