import { join } from 'node:path';
import { createHash } from 'node:crypto';
import type { HolderLine } from '@assent/schema';
import { signStatement } from '@assent/signing';
import { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkLog, apiOf } from '../support/check-log.ts';
import { databaseForTest } from '../support/database.ts';
import { registryFor, temporaryFolder } from '../support/programs.ts';
import { grantOf, holderLine, keyOf, listOf, newYear, openTerms } from '../support/written-statements.ts';

const chunkLines = 8192;
const signer = keyOf('archive');

/** Lines of a list a little longer than two chunks. */
const manyLines = (name: string, count = 2 * chunkLines + 5): HolderLine[] =>
  Array.from({ length: count }, (_, i) => holderLine(`${name} ${i}`, { owners: [signer.did] }));

interface Progress {
  readonly id: string;
  readonly code?: string;
  readonly chunks: number;
  readonly have: readonly number[];
  readonly receipt?: { readonly index: number; readonly leafHash: string };
}

const setting = async () => {
  const data = join(await temporaryFolder(), 'data');
  const { url: databaseUrl } = await databaseForTest();
  const registry = await registryFor({ data, databaseUrl });
  const { origin } = await apiOf(registry.address).overview.query();
  return { registry, data, databaseUrl, origin };
};

const put = async (address: string, path: string, body: Uint8Array | string, type: string): Promise<Progress> => {
  const answer = await fetch(`${address}/api/v1/works-lists/${path}`, {
    method: 'PUT',
    headers: { 'content-type': type },
    body: body as BodyInit,
  });
  return (await answer.json()) as Progress;
};

const begin = (address: string, root: string, envelope: Uint8Array): Promise<Progress> =>
  put(address, root, envelope, 'application/json');

const send = (address: string, { root, id }: { root: string; id: string }, chunk: number, lines: readonly string[]) =>
  put(address, `${root}/${id}/${chunk}`, lines.map((line) => `${line}\n`).join(''), 'application/jsonl');

const chunksOf = (texts: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(texts.length / chunkLines) }, (_, i) =>
    texts.slice(i * chunkLines, (i + 1) * chunkLines),
  );

describe('a list that comes in chunks', { timeout: 240_000 }, () => {
  let list: ReturnType<typeof listOf<HolderLine>>;
  beforeAll(() => {
    list = listOf(manyLines('photograph'));
  });

  const grantAt = async (origin: string, works = list) => {
    const grant = { ...grantOf({ aud: origin, iss: signer.did, iat: newYear }, openTerms, []), works: works.works };
    return { envelope: await signStatement(grant, signer), root: works.works.root, chunks: chunksOf(works.texts) };
  };

  it('is appended with its last chunk, in any order, over a restart, and once', async () => {
    const { registry, data, databaseUrl, origin } = await setting();
    const { envelope, root, chunks } = await grantAt(origin);
    const begun = await begin(registry.address, root, envelope);
    expect(begun).toMatchObject({ chunks: 3, have: [] });
    const place = { root, id: begun.id };
    expect(await send(registry.address, place, 2, chunks[2]!)).toMatchObject({ have: [2] });
    expect(await send(registry.address, place, 0, chunks[0]!)).toMatchObject({ have: [0, 2] });
    expect((await checkLog(registry.address)).size).toBe(0);
    registry.child.kill('SIGKILL');
    await registry.ended;
    const again = await registryFor({ data, databaseUrl });
    expect(await begin(again.address, root, envelope)).toMatchObject({ have: [0, 2] });
    const done = await send(again.address, place, 1, chunks[1]!);
    expect(done).toMatchObject({ have: [0, 1, 2], receipt: { index: 0 } });
    expect((await begin(again.address, root, envelope)).receipt).toEqual(done.receipt);
    const { size, ledger } = await checkLog(again.address);
    expect([size, ledger.workCount]).toEqual([1, list.lines.length]);
    expect(await send(again.address, place, 1, chunks[1]!)).toMatchObject({ code: 'upload_unknown' });
  });

  it('is refused whole when its lines are not those that were signed, and can be sent again', async () => {
    const { registry, origin } = await setting();
    const { envelope, root, chunks } = await grantAt(origin);
    const { id } = await begin(registry.address, root, envelope);
    const place = { root, id };
    const others = listOf(manyLines('another photograph')).texts;
    // In order and of the right shape, but not signed.
    const false2 = others.filter((line) => line > chunks[1]!.at(-1)!).slice(-5);
    await send(registry.address, place, 0, chunks[0]!);
    await send(registry.address, place, 1, chunks[1]!);
    expect(false2).toHaveLength(5);
    const refusal = await send(registry.address, place, 2, false2);
    expect(['works_list_mismatch', 'works_list_order']).toContain(refusal.code);
    expect(await begin(registry.address, root, envelope)).toMatchObject({ have: [] });
    expect((await checkLog(registry.address)).size).toBe(0);
    for (const [i, chunk] of chunks.entries()) await send(registry.address, place, i, chunk);
    expect(await begin(registry.address, root, envelope)).toMatchObject({ receipt: { index: 0 } });
  });

  it('is refused chunk by chunk for what can be seen there', async () => {
    const { registry, origin } = await setting();
    const { envelope, root, chunks } = await grantAt(origin);
    const { id } = await begin(registry.address, root, envelope);
    const place = { root, id };
    const last = chunks[2]!;
    const refusals: readonly (readonly [number, readonly string[], string])[] = [
      [2, last.slice(1), 'works_list_mismatch'],
      [2, [...last, last[0]!], 'works_list_mismatch'],
      [3, last, 'works_list_mismatch'],
      [2, last.toReversed(), 'works_list_order'],
      [2, [...last.slice(0, 3), last[3]!, last[3]!], 'works_list_order'],
      [2, [...last.slice(0, 4), ` ${last[4]!}`], 'not_canonical'],
      [2, [...last.slice(0, 4), last[4]!.replace('"bytes"', '"bites"')], 'malformed'],
      [2, [...last.slice(0, 4), 'x'.repeat(5000)], 'line_too_long'],
    ];
    for (const [chunk, lines, code] of refusals)
      expect(await send(registry.address, place, chunk, lines)).toMatchObject({ code });
    const unknown = { root, id: `sha256:${createHash('sha256').update('nothing').digest('hex')}` };
    expect(await send(registry.address, unknown, 0, chunks[0]!)).toMatchObject({ code: 'upload_unknown' });
    expect(await begin(registry.address, '00'.repeat(32), envelope)).toMatchObject({ code: 'works_list_mismatch' });
    expect(await send(registry.address, place, 2, last)).toMatchObject({ have: [2] });
  });

  it('is not begun for a grant that no rule accepts, nor beyond what one signer may have on the way; a day ends it', async () => {
    const { registry, origin, databaseUrl } = await setting();
    const foreign = await grantAt('other.example/log');
    expect(await begin(registry.address, foreign.root, foreign.envelope)).toMatchObject({ code: 'wrong_audience' });
    const begun: Progress[] = [];
    for (let i = 0; i < 5; i++) {
      const own = await grantAt(origin, listOf(manyLines(`work ${i}`, 3)));
      begun.push(await begin(registry.address, own.root, own.envelope));
    }
    expect(begun.map(({ code }) => code)).toEqual([undefined, undefined, undefined, undefined, 'uploads_exhausted']);
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('update upload set touched_at = touched_at - 90000');
    const { envelope, root } = await grantAt(origin);
    expect(await begin(registry.address, root, envelope)).toMatchObject({ have: [] });
    expect((await client.query('select from upload')).rowCount).toBe(1);
    await client.end();
  });
});
