import {
  leafHash,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  parseVerifierKey,
  verifyInclusion,
  verifyNote,
} from '@assent/log';
import { toUtf8 } from '@assent/schema';
import { randomSeed, signerFromSeed } from '@assent/signing';
import { node } from '@assent/signing/node';
import { describe, expect, it } from 'vitest';
import { ask, post } from '../../support/plain.ts';
import { attestOf, grantOver, type Sent, setting, withdrawalOf, work } from './setting.ts';

interface Page {
  readonly entries: readonly { readonly index: number; readonly kind: string; readonly iss: string }[];
  readonly next?: number;
  readonly newer?: number;
}

const record = async (address: string, sent: Sent): Promise<{ id: string; index: number }> => {
  const { status, body } = await post(address, '/statements', sent);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as { id: string; index: number };
};

describe('the list of statements', () => {
  it('is read from a cursor to the older and to the newer, and names nothing twice', async () => {
    const { address, origin, someone } = await setting();
    for (let i = 0; i < 7; i++)
      await record(address, await attestOf(someone, origin, signerFromSeed(randomSeed()).did));
    const page = async (query: string): Promise<Page> =>
      (await ask(address, `/statements?limit=3${query}`)).body as Page;
    const indices = ({ entries }: Page): number[] => entries.map(({ index }) => index);
    const first = await page('');
    expect([indices(first), first.next, first.newer]).toEqual([[6, 5, 4], 4, undefined]);
    const second = await page(`&cursor=${first.next}`);
    expect([indices(second), second.next, second.newer]).toEqual([[3, 2, 1], 1, 3]);
    const last = await page(`&cursor=${second.next}`);
    expect([indices(last), last.next, last.newer]).toEqual([[0], undefined, 0]);
    const back = await page(`&newer=${last.newer}`);
    expect([indices(back), back.next, back.newer]).toEqual([[3, 2, 1], 1, 3]);
    const newest = await page('&newer=3');
    expect([indices(newest), newest.newer]).toEqual([[6, 5, 4], undefined]);
    expect(indices(await page('&newer=6'))).toEqual([]);
    // As of a smaller log, what came later is not there.
    expect([indices(await page('&size=2')), indices(await page('&size=0'))]).toEqual([[1, 0], []]);
    expect(await ask(address, '/statements?limit=3&size=8')).toMatchObject({ status: 404 });
    expect(await ask(address, '/statements?limit=3&cursor=2&newer=1')).toMatchObject({ status: 400 });
  });

  it('is read by signer and by subject', async () => {
    const { address, origin, someone } = await setting();
    const [other, third] = [signerFromSeed(randomSeed()), signerFromSeed(randomSeed())];
    await record(address, await attestOf(someone, origin, other.did));
    await record(address, await grantOver(other, origin, [work(1)], [third.did]));
    await record(address, await attestOf(other, origin, third.did));
    const list = async (query: string): Promise<number[]> =>
      ((await ask(address, `/statements?limit=9&${query}`)).body as Page).entries.map(({ index }) => index);
    expect(await list(`signer=${other.did}`)).toEqual([2, 1]);
    expect(await list(`signer=${other.did}&kind=grant`)).toEqual([1]);
    expect(await list(`subject=${third.did}`)).toEqual([2, 1]);
    // Author and owner of the grant's works, and attested; not the attestation that they signed.
    expect(await list(`subject=${other.did}`)).toEqual([1, 0]);
    expect(await list(`subject=${someone.did}`)).toEqual([]);
  });
});

describe('one identity', () => {
  it('is told with what it signed, where it is named, and who says who it is', async () => {
    const { address, origin, someone } = await setting();
    const other = signerFromSeed(randomSeed());
    await record(address, await attestOf(someone, origin, other.did));
    await record(address, await grantOver(other, origin, [work(1)]));
    const { body } = await ask(address, `/identities/${other.did}`);
    expect(body).toMatchObject({
      known: true,
      size: 2,
      signed: { count: 1, newest: [{ index: 1 }] },
      named: {
        count: 2,
        newest: [
          { index: 1, as: ['author', 'owner'] },
          { index: 0, as: ['subject'] },
        ],
      },
      attestations: [{ index: 0, by: someone.did, claim: 'example.org', live: true }],
    });
    expect((await ask(address, `/identities/${other.did}?size=0`)).body).toMatchObject({
      known: false,
      signed: { count: 0 },
      named: { count: 0 },
      attestations: [],
    });
    expect((await ask(address, '/identities/did:key:z6Mk')).status).toBe(400);
  });
});

describe('one work', () => {
  it('is told as of any size of the log as it was told then', async () => {
    const { address, origin, someone } = await setting();
    const other = signerFromSeed(randomSeed());
    const then: unknown[] = [(await ask(address, `/works/${work(1)}`)).body];
    const note = async (): Promise<void> => void then.push((await ask(address, `/works/${work(1)}`)).body);
    const { id } = await record(address, await grantOver(someone, origin, [work(1), work(2)]));
    await note();
    await record(address, await grantOver(other, origin, [work(1)]));
    await note();
    await record(address, await withdrawalOf(someone, origin, id, [[0, 0]]));
    await note();
    const asOf = await Promise.all(then.map((_, size) => ask(address, `/works/${work(1)}?size=${size}`)));
    expect(asOf.map(({ body }) => body)).toEqual(then);
    expect(then.map((answer) => (answer as { line?: { live: unknown[] } }).line?.live.length)).toEqual([
      undefined,
      1,
      2,
      1,
    ]);
  });

  it('many are looked up at once, 10,000 and no more, in the order asked', async () => {
    const { address, origin, someone } = await setting();
    const { index } = await record(address, await grantOver(someone, origin, [work(1), work(3)]));
    const works = Array.from({ length: 10_000 }, (_, i) => work(9_999 - i));
    const { status, body } = await post(address, '/works', { works });
    expect(status).toBe(200);
    const answer = body as { works: { sha256: string; known: boolean; live: number[] }[] };
    expect(answer.works.map(({ sha256 }) => sha256)).toEqual(works);
    expect(answer.works.filter(({ known }) => known)).toEqual([
      { sha256: work(3), known: true, live: [index] },
      { sha256: work(1), known: true, live: [index] },
    ]);
    expect(await post(address, '/works', { works: [...works, work(10_000)] })).toMatchObject({
      status: 400,
      body: { code: 'malformed' },
    });
  });
});

describe('a proof', () => {
  it('in a file stands alone', async () => {
    const { address, api, origin, someone } = await setting();
    for (let i = 0; i < 3; i++)
      await record(address, await attestOf(someone, origin, signerFromSeed(randomSeed()).did));
    const [log] = (await api.log.trust.query()).logs;
    const entry = await api.statements.read.query({ index: 1 });
    const answer = await fetch(`${address}/api/v1/entries/1/proof`);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const proof = parseTlogProof(new Uint8Array(await answer.arrayBuffer()));
    const key = parseVerifierKey(log!.key);
    if (!proof.ok || !key.ok) throw new Error('unreadable');
    const note = parseNote(toUtf8(proof.value.checkpoint));
    if (!note.ok) throw new Error(note.refusal.code);
    expect(await verifyNote(note.value, [key.value], node)).toMatchObject({ ok: true });
    const checkpoint = parseCheckpoint(note.value.text);
    if (!checkpoint.ok) throw new Error(checkpoint.refusal.code);
    const { size, root } = checkpoint.value;
    const leaf = leafHash(Buffer.from(entry.entry, 'base64'));
    expect(verifyInclusion(leaf, 1, size, proof.value.hashes, root)).toBe(true);
    expect((await fetch(`${address}/api/v1/entries/3/proof`)).status).toBe(404);
  });

  it('is given for any size of the log, and leads to its root', async () => {
    const { address, origin, someone } = await setting();
    for (let i = 0; i < 5; i++)
      await record(address, await attestOf(someone, origin, signerFromSeed(randomSeed()).did));
    const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
    for (let size = 1; size <= 5; size++) {
      const { body } = await ask(address, `/log/inclusion?index=0&size=${size}`);
      const { leafHash: leaf, proof, root } = body as { leafHash: string; proof: string[]; root: string };
      expect(verifyInclusion(bytes(leaf), 0, size, proof.map(bytes), bytes(root))).toBe(true);
    }
    expect(await ask(address, '/log/inclusion?index=3&size=3')).toMatchObject({ status: 404 });
    expect(await ask(address, '/log/inclusion?index=0&size=6')).toMatchObject({ status: 404 });
  });
});
