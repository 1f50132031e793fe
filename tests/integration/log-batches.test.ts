import { Ledger, acceptStatement, bearsOnWorks, StateHashes } from '@assent/consent';
import { leafHash } from '@assent/log';
import { type Kind, type Result, type Statement, toUtf8 } from '@assent/schema';
import { type Signer, signStatement } from '@assent/signing';
import { openStatement } from '@assent/signing/verify';
import { node } from '@assent/signing/node';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { connect } from '../../apps/registry/src/database/migrate.ts';
import type { Database } from '../../apps/registry/src/database/tables.ts';
import { appendBatch, type Appended, type Prepared, prepareSubmission } from '../../apps/registry/src/log/append.ts';
import { Ledgers } from '../../apps/registry/src/log/ledgers.ts';
import { NodeCache } from '../../apps/registry/src/log/nodes.ts';
import { Draw } from '../independent/random-cases.ts';
import { randomHistory } from '../independent/random-histories.ts';
import { databaseForTest } from '../support/database.ts';
import {
  days,
  grantOf,
  hashOf,
  keyOf,
  listOf,
  newYear,
  openTerms,
  subjectLine,
} from '../support/written-statements.ts';

const origin = 'registry.example/log';
const person = (name: string): Signer => keyOf(`person ${name}`);
const identity = person('registry').did;

const generations = Array.from({ length: 24 }, (_, i) => i);
const names = [
  'registry',
  'judge',
  'agency',
  'kid',
  'a',
  'b',
  'c',
  ...['x', 'y'].flatMap((name) => [
    `${name} thief`,
    ...generations.flatMap((i) => [
      `${name} ${i}`,
      `${name} ${i} second`,
      `${name} ${i} again`,
      `${name} recovery ${i}`,
    ]),
  ]),
];
const signers = new Map(names.map(person).map((signer) => [signer.did, signer]));

const prepare = async (statement: Statement, keys: readonly string[], lines?: readonly string[]): Promise<Prepared> => {
  const envelope = await signStatement(statement, ...keys.map((key) => signers.get(key)!));
  const opened = await openStatement(envelope, node);
  if (!opened.ok) throw new Error(`${opened.refusal.code} ${opened.refusal.detail}`);
  const manifest = statement.kind === 'release' ? { id: statement.manifest, envelope: toUtf8('{}') } : undefined;
  const prepared = prepareSubmission({ opened: opened.value, lines, manifest });
  if (!prepared.ok) throw new Error(prepared.refusal.code);
  return prepared.value;
};

interface Entry {
  readonly kind: Kind;
  readonly payload: Statement | string;
  readonly keys: readonly string[];
  readonly lines?: readonly string[];
}

/** The statements of a random history, as their signers would send them. */
const sentIn = (seed: number): Promise<Prepared[]> => {
  const entries = randomHistory(seed).entries as readonly Entry[];
  const sent = entries.filter(({ keys }) => keys.length > 0);
  return Promise.all(
    sent.map(({ payload, keys, lines }) => {
      const bytes = typeof payload === 'string' ? Buffer.from(payload, 'base64').toString() : JSON.stringify(payload);
      return prepare(JSON.parse(bytes) as Statement, keys, lines);
    }),
  );
};

const codesOf = (answers: readonly Result<Appended>[]): (string | number)[] =>
  answers.map((answer) => (answer.ok ? answer.value.index : answer.refusal.code));

/** What a plain replay answers: every statement by itself, after everything before it. */
const replay = (
  ledger: Ledger,
  { opened, list, leaf }: Prepared,
  registry: Parameters<typeof acceptStatement>[3],
): string | number => {
  const known = ledger.byId(opened.id);
  if (known !== undefined) return known.index;
  const verdict = acceptStatement(ledger, opened, list, registry);
  if (!verdict.ok) return verdict.refusal.code;
  const { id, statement } = opened;
  const index = ledger.size;
  const lines = bearsOnWorks(statement) ? (list?.lines ?? []) : [];
  ledger.apply({ index, id, statement, leafHash: bytesToHex(leaf) }, lines as never);
  return index;
};

const emptyLog = async (): Promise<{ db: Database; end: () => Promise<void> }> => {
  const { url, drop } = await databaseForTest();
  const db = connect({ connectionString: url });
  await db.insertInto('log_head').values({ singleton: true, size: 0, origin }).execute();
  return {
    db,
    end: async () => {
      await db.destroy();
      await drop();
    },
  };
};

const leavesOf = (ledger: Ledger, at: number): string[] =>
  [...ledger.stateLines(at)].map((line) => bytesToHex(leafHash(toUtf8(line))));
const noPause = (): Promise<void> => Promise.resolve();

describe('a batch is taken like its statements one by one', () => {
  test('random histories of all kinds, in batches of any size: the same answers, the same states', async () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      const draw = new Draw(seed);
      const sent = await sentIn(seed);
      const { db, end } = await emptyLog();
      const [ledger, ledgers, hashes, cache] = [new Ledger(), new Ledgers(db), new StateHashes(), new NodeCache()];
      for (let from = 0; from < sent.length;) {
        const batch = sent.slice(from, (from += 1 + draw.below(draw.chance(50) ? 4 : 30)));
        const now = ledger.lastState()?.statement.at ?? newYear - 70 * days;
        const answers = codesOf(await appendBatch(db, { origin, identity }, batch, now, cache));
        const theirs = batch.map((one) => replay(ledger, one, { origin, identity, now }));
        expect({ seed, answers }).toEqual({ seed, answers: theirs });
        for (const answer of answers) seen.add(typeof answer === 'number' ? 'accepted' : answer);
        const at = now + draw.below(500) * days;
        const plain = leavesOf(ledger, at);
        const stored = await ledgers.use(ledger.size, async (own) =>
          (await hashes.at(own, at, noPause)).map(bytesToHex),
        );
        expect(stored).toEqual(plain);
      }
      await end();
    }
    const met = ['accepted', 'already_disputed', 'delegation_mismatch', 'key_not_authorised'];
    expect(met.filter((code) => !seen.has(code))).toEqual([]);
  }, 120_000);

  const header = { v: 1, aud: origin, iat: newYear } as const;
  const [guardian, kid] = [person('a').did, person('kid').did];
  const guarded = (): Promise<Prepared> => {
    const guardianship = { ...header, iss: guardian, kind: 'guardianship', minor: kid, lapsesOn: newYear + 300 * days };
    return prepare(guardianship as Statement, [guardian, kid]);
  };
  const agreed = (): Promise<Prepared> => {
    const list = listOf([subjectLine('picture')]);
    const terms = { ...openTerms, capacity: 'guardian' } as const;
    return prepare(grantOf({ aud: origin, iss: guardian }, terms, list.lines), [guardian], list.texts);
  };
  const takenBackBy = async (iss: string): Promise<Prepared> => {
    const { opened } = await agreed();
    return prepare({ ...header, iss, kind: 'withdraw', statement: opened.id }, [iss]);
  };

  test.each([
    ['each by itself', [1, 1, 1]],
    ['the grant with its withdrawal', [1, 2]],
    ['all at once', [3]],
  ])('a minor takes back what a guardian signed, and a stranger does not: %s', async (_, sizes) => {
    for (const [by, answer] of [
      [kid, 2],
      [person('b').did, 'signer_not_entitled'],
    ] as const) {
      const { db, end } = await emptyLog();
      const sent = [await guarded(), await agreed(), await takenBackBy(by)];
      const cache = new NodeCache();
      const answers: (number | string)[] = [];
      for (const size of sizes)
        answers.push(...codesOf(await appendBatch(db, { origin, identity }, sent.splice(0, size), newYear, cache)));
      expect(answers).toEqual([0, 1, answer]);
      await end();
    }
  });

  const released = (iat: number, version = '1.0.0'): Promise<Prepared> => {
    const item = { sha256: hashOf('work'), ext: 'png', source: 'consented', split: 'train', stratum: 'pictures' };
    const items = listOf([item]);
    const manifest = `sha256:${hashOf(`manifest ${version}`)}`;
    const about = { dataset: 'pictures', version, manifest, state: 0, items: items.works };
    return prepare({ ...header, iat, iss: guardian, kind: 'release', ...about }, [guardian], items.texts);
  };
  const stated = (): Promise<Prepared> =>
    prepare({ ...header, iss: identity, kind: 'state', size: 0, at: newYear, root: hashOf(''), count: 0 }, [identity]);

  test.each([
    ['each by itself', [1, 1, 1, 1]],
    ['all at once', [4]],
  ])('a manifest is released once, and another version of it beside: %s', async (_, sizes) => {
    const { db, end } = await emptyLog();
    const sent = [
      await stated(),
      await released(newYear),
      await released(newYear + 1),
      await released(newYear, '1.1.0'),
    ];
    const cache = new NodeCache();
    const answers: (number | string)[] = [];
    for (const size of sizes)
      answers.push(...codesOf(await appendBatch(db, { origin, identity }, sent.splice(0, size), newYear, cache)));
    expect(answers).toEqual([0, 1, 'version_exists', 2]);
    await end();
  });

  test('who asks about the past leaves the fold of now where it is', async () => {
    const { db, end } = await emptyLog();
    await appendBatch(db, { origin, identity }, [await guarded(), await agreed()], newYear, new NodeCache());
    const ledgers = new Ledgers(db);
    const asked = [2, 1, 1, 2, 0].map((size) => ledgers.use(size, (ledger) => ({ ledger, size: ledger.size })));
    const [now, past, again, still, empty] = await Promise.all(asked);
    expect([now, past, again, still, empty].map((one) => one!.size)).toEqual([2, 1, 1, 2, 0]);
    expect(still!.ledger).toBe(now!.ledger);
    expect(again!.ledger).toBe(past!.ledger);
    expect(past!.ledger).not.toBe(now!.ledger);
    await end();
  });

  test('those who use one size wait for nobody, and whoever needs the next waits for them', async () => {
    const { db, end } = await emptyLog();
    await appendBatch(db, { origin, identity }, [await guarded(), await agreed()], newYear, new NodeCache());
    const ledgers = new Ledgers(db);
    const told: string[] = [];
    let finish = (): void => undefined;
    const long = ledgers.use(1, async (ledger) => {
      await new Promise<void>((resolve) => (finish = resolve));
      told.push(`the first, still at ${ledger.size}`);
    });
    await ledgers.use(1, () => told.push('another'));
    await expect(ledgers.use(1, () => Promise.reject(new Error('its own')))).rejects.toThrow('its own');
    const next = ledgers.use(2, ({ size }) => told.push(`the next, at ${size}`));
    // Many times what moving the ledger would take.
    for (let i = 0; i < 20; i++) await db.selectFrom('log_entry').selectAll().execute();
    finish();
    await Promise.all([long, next]);
    expect(told).toEqual(['another', 'the first, still at 1', 'the next, at 2']);
    await end();
  });

  test('a list of thousands is folded by pieces, to what it is as a whole', async () => {
    const { db, end } = await emptyLog();
    const list = listOf(Array.from({ length: 2100 }, (_, i) => subjectLine(`picture ${i}`)));
    const grant = grantOf({ aud: origin, iss: guardian }, { ...openTerms, capacity: 'subject' }, list.lines);
    const sent = await prepare(grant, [guardian], list.texts);
    await appendBatch(db, { origin, identity }, [sent], newYear, new NodeCache());
    const whole = new Ledger();
    whole.apply({ index: 0, id: sent.opened.id, statement: grant, leafHash: '' }, list.lines);
    const pieces = await new Ledgers(db).use(1, (ledger) => leavesOf(ledger, newYear));
    expect(pieces).toEqual(leavesOf(whole, newYear));
    await end();
  });
});
