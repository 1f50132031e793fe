import { createHash } from 'node:crypto';
import { canonicalBytes, type IdentityStatement, toUtf8 } from '@assent/schema';
import {
  actIdOf,
  encodeEnvelope,
  fromBase64,
  preAuthenticationEncoding,
  randomSeed,
  type Signer,
  signerFromSeed,
  signStatement,
  toBase64,
} from '@assent/signing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { startRegistry } from '../../apps/cli/src/registry-process.ts';
import { apiOf } from '../support/check-log.ts';
import { databaseForTest } from '../support/database.ts';
import { answerTo, codeOf, type Visitor, visitor } from '../support/visitor.ts';
import { now, setting, withdrawalOf } from './api/setting.ts';

/** One registry for all of these: what is one's own here is told apart by who one is. */
const url = (await databaseForTest()).url;
const data = await mkdtemp(join(tmpdir(), 'assent-teams-'));
const registry = await startRegistry({
  ...process.env,
  DATABASE_URL: url,
  ASSENT_DATA: data,
  ASSENT_PORT: '0',
  ASSENT_ORIGIN: 'localhost/teams',
  ASSENT_LOG_LEVEL: 'warn',
});
afterAll(async () => {
  await registry.stop();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});
const { address } = registry;
const place = { address, origin: 'localhost/teams', api: apiOf(address) };
const { api, origin } = place;

const newSigner = (): Signer => signerFromSeed(randomSeed());
const choices = { uses: 'train-predictive', who: 'company' };

/** Ask the registry's own database, as its operator could. */
const inDatabase = async (query: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
};

const hashOfKey = (signer: Signer): string => createHash('sha256').update(signer.publicKey).digest('hex');

/** An identity whose key can change, with the signer that is to come next. */
const identityOf = async () => {
  const [first, next, recovery] = [newSigner(), newSigner(), newSigner()];
  const begin: IdentityStatement = {
    v: 1,
    kind: 'identity',
    aud: place.origin,
    iss: 'act:self',
    iat: now(),
    keys: [first.did],
    threshold: 1,
    nextKeyHashes: [hashOfKey(next)],
    recovery: [recovery.did],
  };
  const { id } = await place.api.statements.publish.mutate({ envelope: toBase64(await signStatement(begin, first)) });
  const identity = actIdOf(canonicalBytes(begin));
  const rotate = async (): Promise<void> => {
    const rotated: IdentityStatement = {
      ...begin,
      iss: identity as never,
      prev: id,
      keys: [next.did],
      nextKeyHashes: [hashOfKey(newSigner())],
    };
    await place.api.statements.publish.mutate({ envelope: toBase64(await signStatement(rotated, next)) });
  };
  return { identity, first, next, rotate };
};

describe('signing in', () => {
  it('takes a challenge signed by the key, and lasts until one signs out', async () => {
    const someone = newSigner();
    const own = visitor(address);
    expect(await own.api.signIn.who.query()).toEqual({ who: null });
    await own.signIn(someone);
    expect(own.setCookie).toMatch(/^assent=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    expect((await own.api.signIn.who.query()).who?.identity).toBe(someone.did);
    const token = own.cookie;
    await own.api.signIn.leave.mutate({});
    expect(own.setCookie).toContain('Max-Age=0');
    // Who copied the cookie before is out too.
    own.cookie = token;
    expect(await own.api.signIn.who.query()).toEqual({ who: null });
  });

  it('takes each challenge once, also of two answers at once, and also after one signed out', async () => {
    const someone = newSigner();
    const [own, other] = [visitor(address), visitor(address)];
    const envelope = await own.signIn(someone);
    expect(await codeOf(other.api.signIn.answer.mutate({ envelope }))).toBe('challenge_ended');
    await own.api.signIn.leave.mutate({});
    expect(await codeOf(other.api.signIn.answer.mutate({ envelope }))).toBe('challenge_ended');
    const twice = await answerTo(await own.api.signIn.challenge.mutate({}), someone);
    const answers = await Promise.all(
      [own, other].map((one) => codeOf(one.api.signIn.answer.mutate({ envelope: twice }))),
    );
    expect(answers.toSorted()).toEqual(['challenge_ended', undefined]);
  });

  it('takes no challenge that it did not give: of another registry, stretched, or made up', async () => {
    const there = await setting();
    const someone = newSigner();
    const own = visitor(address);
    const elsewhere = await visitor(there.address).api.signIn.challenge.mutate({});
    const asked = await own.api.signIn.challenge.mutate({});
    const tried = async (challenge: typeof asked, change = {}) =>
      codeOf(own.api.signIn.answer.mutate({ envelope: await answerTo(challenge, someone, change) }));
    expect(await tried(elsewhere)).toBe('wrong_audience');
    expect(await tried(elsewhere, { aud: origin })).toBe('challenge_ended');
    expect(await tried(asked, { aud: there.origin })).toBe('wrong_audience');
    expect(await tried(asked, { until: asked.until + 1 })).toBe('challenge_ended');
    expect(await tried(asked, { challenge: '00'.repeat(32) })).toBe('challenge_ended');
    expect(await tried(asked)).toBe(undefined);
  });

  it('takes only a key of who it names, as the log says now: a rotated one is out, with its sessions', async () => {
    const { identity, first, next, rotate } = await identityOf();
    const [own, other] = [visitor(address), visitor(address)];
    const stranger = newSigner();
    expect(await codeOf(own.signIn(stranger, { iss: identity as never }))).toBe('key_not_authorised');
    expect(await codeOf(own.signIn(stranger, { iss: first.did as never }))).toBe('key_not_authorised');
    await own.signIn(first, { iss: identity as never });
    expect((await own.api.signIn.who.query()).who?.identity).toBe(identity);
    await rotate();
    expect(await own.api.signIn.who.query()).toEqual({ who: null });
    expect(await codeOf(own.signIn(first, { iss: identity as never }))).toBe('key_not_authorised');
    await other.signIn(next, { iss: identity as never });
    expect((await other.api.signIn.who.query()).who?.identity).toBe(identity);
  });

  it('takes no statement for an answer, and the log takes no answer for a statement', async () => {
    const someone = newSigner();
    const own = visitor(address);
    const statement = (await withdrawalOf(someone, origin, `sha256:${'0'.repeat(64)}`)).envelope;
    expect(await codeOf(own.api.signIn.answer.mutate({ envelope: statement }))).toBe('payload_type_mismatch');
    const answer = await answerTo(await own.api.signIn.challenge.mutate({}), someone);
    expect(await codeOf(api.statements.publish.mutate({ envelope: answer }))).toBe('malformed');
    // The signature covers the payload type: under a statement's, it is no signature.
    const bytes = fromBase64(answer);
    if (!bytes.ok) throw new Error(bytes.refusal.code);
    const sent = JSON.parse(new TextDecoder().decode(bytes.value)) as { payload: string; payloadType: string };
    const retyped = { ...sent, payloadType: 'application/vnd.assent.withdraw.v1+json' };
    const envelope = toBase64(toUtf8(JSON.stringify(retyped)));
    expect(await codeOf(api.statements.publish.mutate({ envelope }))).toBe('payload_type_mismatch');
  });

  it('takes no bad signature', async () => {
    const someone = newSigner();
    const own = visitor(address);
    const { aud, challenge, until } = await own.api.signIn.challenge.mutate({});
    const payload = canonicalBytes({ v: 1, kind: 'sign-in', aud, iss: someone.did, challenge, until });
    const payloadType = 'application/vnd.assent.sign-in.v1+json';
    const signature = await someone.sign(preAuthenticationEncoding(payloadType, payload));
    const sent = (bytes: Uint8Array) =>
      codeOf(
        own.api.signIn.answer.mutate({
          envelope: toBase64(
            encodeEnvelope({ payloadType, payload, signatures: [{ key: someone.publicKey, signature: bytes }] }),
          ),
        }),
      );
    expect(await sent(Uint8Array.from(signature, (byte, i) => (i === 5 ? byte ^ 1 : byte)))).toBe('signature_invalid');
    expect(await sent(signature)).toBe(undefined);
  });

  it('ends by itself, and the database holds no token', async () => {
    const someone = newSigner();
    const own = visitor(address);
    await own.signIn(someone);
    const token = own.cookie!.slice('assent='.length);
    const [row] = (await inDatabase(
      `select encode(token_hash, 'hex') as hash from session where identity = '${someone.did}'`,
    )) as {
      hash: string;
    }[];
    expect(row!.hash).toBe(createHash('sha256').update(token).digest('hex'));
    await inDatabase(`update session set until = ${now() - 1} where identity = '${someone.did}'`);
    expect(await own.api.signIn.who.query()).toEqual({ who: null });
    expect(await codeOf(own.api.teams.list.query())).toBe('not_signed_in');
  });

  it('counts on our own page alone: a page of another host of the same site gets nothing by the cookie', async () => {
    const someone = newSigner();
    const own = visitor(address);
    await own.signIn(someone);
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      own.headers = headers as unknown as Record<string, string>;
      expect(await codeOf(own.api.teams.make.mutate({ title: 'Theirs' }))).toBe('not_signed_in');
    }
    own.headers = { origin: address };
    await own.api.teams.make.mutate({ title: 'Ours' });
    own.headers = { 'sec-fetch-site': 'same-origin' };
    expect(await own.api.teams.list.query()).toHaveLength(1);
  });

  it('is not part of the plain API, which pages of others may ask', async () => {
    const someone = newSigner();
    const own = visitor(address);
    await own.signIn(someone);
    const asked = await fetch(`${address}/api/v1/teams`, { headers: { cookie: own.cookie! } });
    expect(asked.status).toBe(404);
  });
});

/** A team with one of each role, and a stranger. */
const team = async () => {
  const [ana, ben, cho, dan] = [newSigner(), newSigner(), newSigner(), newSigner()];
  const [owner, editor, auditor, stranger] = [visitor(address), visitor(address), visitor(address), visitor(address)];
  for (const [who, signer] of [
    [owner, ana],
    [editor, ben],
    [auditor, cho],
    [stranger, dan],
  ] as const)
    await who.signIn(signer);
  const { team: id } = await owner.api.teams.make.mutate({ title: 'Vision' });
  await owner.api.teams.setMember.mutate({ team: id, identity: ben.did, role: 'editor' });
  await owner.api.teams.setMember.mutate({ team: id, identity: cho.did, role: 'auditor' });
  return { id, owner, editor, auditor, stranger, ana, ben, cho, dan };
};

const save = (who: Visitor, id: string, title = 'First', over?: { draft: string; version: number }) =>
  who.api.drafts.save.mutate({ team: id, title, choices, ...(over && { over }) });

describe('a team', () => {
  it('is made by who owns it, who alone says who is in it', async () => {
    const { id, owner, editor, auditor, stranger, ana, ben, cho, dan } = await team();
    const read = await auditor.api.teams.read.query({ team: id });
    expect(read).toMatchObject({ title: 'Vision', role: 'auditor', drafts: [] });
    expect(read.members.map(({ identity, role }) => [identity, role]).toSorted()).toEqual(
      [
        [ana.did, 'owner'],
        [ben.did, 'editor'],
        [cho.did, 'auditor'],
      ].toSorted(),
    );
    const add = (who: Visitor) =>
      codeOf(who.api.teams.setMember.mutate({ team: id, identity: dan.did, role: 'owner' }));
    expect(await add(editor)).toBe('role_insufficient');
    expect(await add(auditor)).toBe('role_insufficient');
    expect(await add(stranger)).toBe('not_found');
    expect(await add(owner)).toBe(undefined);
    expect(await stranger.api.teams.list.query()).toMatchObject([{ team: id, role: 'owner', members: 4 }]);
  });

  it('keeps an owner: the last one can neither leave nor step down, and of two who go at once one stays', async () => {
    const { id, owner, editor, ana, ben } = await team();
    const set = (who: Visitor, identity: string, role: 'editor' | 'owner' | null) =>
      codeOf(who.api.teams.setMember.mutate({ team: id, identity: identity as never, role }));
    expect(await set(owner, ana.did, null)).toBe('owner_needed');
    expect(await set(owner, ana.did, 'editor')).toBe('owner_needed');
    expect(await set(owner, ben.did, 'owner')).toBe(undefined);
    const both = await Promise.all([set(owner, ana.did, null), set(editor, ben.did, null)]);
    expect(both.toSorted()).toEqual(['owner_needed', undefined]);
  });

  it('lets everybody leave, after which nothing of it is theirs to see', async () => {
    const { id, owner, auditor, cho } = await team();
    const { draft } = await save(owner, id);
    await auditor.api.drafts.read.query({ draft });
    await auditor.api.teams.setMember.mutate({ team: id, identity: cho.did, role: null });
    expect(await codeOf(auditor.api.teams.read.query({ team: id }))).toBe('not_found');
    expect(await codeOf(auditor.api.drafts.read.query({ draft }))).toBe('not_found');
    expect(await auditor.api.teams.list.query()).toEqual([]);
  });
});

describe('a draft', () => {
  it('is written by owners and editors, read by auditors, and hidden from everybody else', async () => {
    const { id, owner, editor, auditor, stranger } = await team();
    const { draft, version } = await save(editor, id);
    expect(await auditor.api.drafts.read.query({ draft })).toMatchObject({ team: id, choices, version: 1 });
    await save(owner, id, 'Second', { draft, version });
    expect(await codeOf(save(auditor, id))).toBe('role_insufficient');
    expect(await codeOf(save(auditor, id, 'Mine', { draft, version: 2 }))).toBe('role_insufficient');
    expect(await codeOf(auditor.api.drafts.remove.mutate({ team: id, draft, version: 2 }))).toBe('role_insufficient');
    expect(await codeOf(stranger.api.drafts.read.query({ draft }))).toBe('not_found');
    expect(await codeOf(save(stranger, id))).toBe('not_found');
    expect(await codeOf(stranger.api.drafts.remove.mutate({ team: id, draft, version: 2 }))).toBe('not_found');
  });

  it('of another team is not reached through one’s own', async () => {
    const { id, owner, stranger } = await team();
    const { draft } = await save(owner, id);
    const { team: theirs } = await stranger.api.teams.make.mutate({ title: 'Theirs' });
    expect(await codeOf(save(stranger, theirs, 'Taken', { draft, version: 1 }))).toBe('not_found');
    expect(await codeOf(stranger.api.drafts.remove.mutate({ team: theirs, draft, version: 1 }))).toBe('not_found');
    expect(await owner.api.drafts.read.query({ draft })).toMatchObject({ title: 'First', version: 1 });
  });

  it('of two editors who save at once keeps the first, and tells the second', async () => {
    const { id, owner, editor } = await team();
    const { draft } = await save(owner, id);
    const both = await Promise.all(
      [owner, editor].map((who, i) => codeOf(save(who, id, `By ${i}`, { draft, version: 1 }))),
    );
    expect(both.toSorted()).toEqual(['draft_superseded', undefined]);
    const kept = await owner.api.drafts.read.query({ draft });
    expect(kept).toMatchObject({ version: 2, title: `By ${both.indexOf(undefined)}` });
    expect(await codeOf(editor.api.drafts.remove.mutate({ team: id, draft, version: 1 }))).toBe('draft_superseded');
    await editor.api.drafts.remove.mutate({ team: id, draft, version: 2 });
    expect(await codeOf(owner.api.drafts.read.query({ draft }))).toBe('not_found');
  });

  it('has a limit, and one at the limit is kept', async () => {
    const { id, owner } = await team();
    const saved = (letters: number, names: number) =>
      codeOf(
        owner.api.drafts.save.mutate({
          team: id,
          title: 'Long',
          choices: Object.fromEntries(
            Array.from({ length: names }, (_, i) => [String.fromCharCode(97 + i), 'x'.repeat(letters)]),
          ),
        }),
      );
    expect(await saved(8_000, 8)).toBe(undefined);
    expect(await saved(8_000, 9)).toBe('malformed');
    expect(await saved(8_001, 1)).toBe('malformed');
  });
});
