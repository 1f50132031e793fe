import { leafHash } from '@assent/log';
import { canonicalBytes, canonicalize, payloadType, toUtf8 } from '@assent/schema';
import { signerFromSeed, statementId, toBase64 } from '@assent/signing';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterAll, describe, expect, test } from 'vitest';
import { runProgram, RunningProgram } from './running-program.ts';

const base64 = (text: string): string => toBase64(toUtf8(text));
const error = (pattern: RegExp) => ({ error: expect.stringMatching(pattern) });

const running = new RunningProgram();
const { ask } = running;
afterAll(async () => {
  expect(await running.end()).toEqual({ exitCode: 0, complaints: '', unasked: false });
});

describe('decide', () => {
  const [ada, bea, registry] = [7, 8, 9].map((byte) => signerFromSeed(new Uint8Array(32).fill(byte)).did) as [
    string,
    string,
    string,
  ];
  const hash = 'a'.repeat(64);
  const work = 'c'.repeat(64);
  const now = 1_800_000_000;
  const useTerms = {
    commerce: ['research'],
    operators: ['academic'],
    downstream: 'none',
    territory: { except: [] },
    duties: [],
  };
  const purpose = {
    uses: ['train-predictive'],
    commerce: ['research'],
    operator: 'academic',
    downstream: 'none',
    territory: { only: ['ES'] },
    from: now,
    until: now + 1000,
    duties: [],
    onWithdraw: 'future-only',
    assurance: { author: 0, guardian: 0, owner: 0, steward: 0, subject: 0 },
  };
  const trust = {
    v: 1,
    logs: [],
    issuers: 'any',
    attesters: [{ identity: registry, upTo: 2 }],
    arbiters: [],
    monitors: { quorum: 0, keys: [] },
    witnesses: { quorum: 0, keys: [] },
    unknownLineage: 'refuse',
  };
  const header = (iss: string) => ({ v: 1, aud: 'registry.example', iss, iat: now });

  const line = (depicts: unknown[] = []) => ({
    sha256: work,
    bytes: 1,
    mime: 'image/png',
    salt: '0'.repeat(32),
    author: ada,
    owners: [ada],
    depicts,
  });

  const grantOf = (iss: string, capacity: string, of: object, change: object = {}) => ({
    ...header(iss),
    kind: 'grant',
    capacity,
    uses: { 'train-predictive': useTerms },
    reserves: [],
    from: now - 1000,
    until: now + 100_000,
    onWithdraw: 'future-only',
    works: { root: bytesToHex(leafHash(canonicalBytes(of))), count: 1 },
    replaces: [],
    notice: { sha256: hash, language: 'en', version: 1 },
    ...change,
  });
  const idOf = (payload: { kind: string }) => statementId(payloadType(payload.kind), canonicalBytes(payload));
  const withdrawal = (iss: string, of: { kind: string }) => ({ ...header(iss), kind: 'withdraw', statement: idOf(of) });
  const attest = (iss: string, subject: string) => ({
    ...header(iss),
    kind: 'attest',
    subject,
    how: 'document',
    checkedAt: now,
    until: null,
    evidence: hash,
  });

  interface Entry {
    readonly kind: string;
    readonly payload: unknown;
    readonly lines?: readonly unknown[];
  }
  const entry = (payload: { kind: string }, ...lines: unknown[]): Entry => ({
    kind: payload.kind,
    payload,
    ...(lines.length > 0 && { lines }),
  });
  const decide = (entries: readonly Entry[], change: object = {}) => ({
    op: 'decide',
    entries: entries.map((one, index) => ({ index, ...one })),
    work,
    at: now,
    purpose,
    trust,
    ...change,
  });

  const grant = grantOf(ada, 'author', line());
  const granted = entry(grant, line());
  const allow = { verdict: 'allow', reasons: [] };
  const ungranted = { verdict: 'deny', reasons: [{ code: 'owner_grant_missing', holder: ada }] };
  const unknown = { verdict: 'deny', reasons: [{ code: 'author_grant_missing' }, { code: 'no_holder' }] };

  test('allows what was granted, and denies what nobody registered', async () => {
    const other = 'd'.repeat(64);
    expect(await ask(decide([granted]), decide([granted], { work: other }), decide([]))).toEqual([
      allow,
      unknown,
      unknown,
    ]);
  });

  test('takes payload and lines as objects or as their bytes', async () => {
    const asText = { kind: 'grant', payload: toBase64(canonicalBytes(grant)), lines: [canonicalize(line())] };
    const spaced = { ...asText, lines: [` ${canonicalize(line())}`] };
    const reordered = { ...asText, payload: base64(JSON.stringify(grant)) };
    expect(await ask(decide([asText]), decide([spaced]), decide([reordered]))).toEqual([allow, unknown, unknown]);
  });

  test('gives every reason, with use, axis, holder and statement', async () => {
    const company = { purpose: { ...purpose, operator: 'company', commerce: ['internal'] } };
    const rest = { use: 'train-predictive', holder: ada, statement: idOf(grant) };
    expect(await ask(decide([granted], company))).toEqual([
      {
        verdict: 'deny',
        reasons: [
          { code: 'commerce_not_granted', axis: 'commerce', ...rest },
          { code: 'operators_not_granted', axis: 'operators', ...rest },
        ],
      },
    ]);
  });

  test('a withdrawal counts, by the one who granted', async () => {
    expect(
      await ask(decide([granted, entry(withdrawal(ada, grant))]), decide([granted, entry(withdrawal(bea, grant))])),
    ).toEqual([ungranted, allow]);
  });

  test('the withdrawn grant, replayed, stays withdrawn; a new one counts', async () => {
    const anew = grantOf(ada, 'author', line(), { iat: now + 1 });
    const withdrawn = [granted, entry(withdrawal(ada, grant))];
    expect(await ask(decide([...withdrawn, granted]), decide([...withdrawn, entry(anew, line())]))).toEqual([
      ungranted,
      allow,
    ]);
  });

  test('a person in the picture has to agree too', async () => {
    const shown = line([{ subject: bea, minor: false }]);
    const subjectLine = { sha256: work, salt: '1'.repeat(32) };
    const author = entry(grantOf(ada, 'author', shown), shown);
    const subject = entry(grantOf(bea, 'subject', subjectLine), subjectLine);
    expect(await ask(decide([author]), decide([author, subject]), decide([subject, author]))).toEqual([
      { verdict: 'deny', reasons: [{ code: 'subject_grant_missing', holder: bea }] },
      allow,
      allow,
    ]);
  });

  test('assurance comes from attesters that the trust names', async () => {
    const wanted = { purpose: { ...purpose, assurance: { ...purpose.assurance, author: 2 } } };
    const low = { verdict: 'review', reasons: [{ code: 'assurance_too_low', holder: ada, statement: idOf(grant) }] };
    expect(
      await ask(
        decide([granted], wanted),
        decide([granted, entry(attest(registry, ada))], wanted),
        decide([granted, entry(attest(bea, ada))], wanted),
      ),
    ).toEqual([low, allow, low]);
  });

  test('what acceptance refuses has no effect, and takes its place', async () => {
    const [shown, first] = [line(), (change: object) => ({ ...grant, ...change })];
    const refused: readonly Entry[] = [
      entry(grant),
      entry(grant, { ...shown, bytes: 2 }),
      entry(grant, { ...shown, title: '\ud800' }),
      entry(first({ until: null }), shown),
      entry(first({ surplus: 1 }), shown),
      { ...granted, kind: 'withdraw' },
      { ...granted, kind: 'constructor' },
      { ...granted, payload: { ...grant, aud: '\ud800' } },
      { ...granted, payload: [grant] },
    ];
    const cases = refused.slice(0, -1).map((one) => decide([entry(attest(registry, bea)), one]));
    expect(await ask(...cases, decide(refused.slice(-1)))).toEqual([...cases.map(() => unknown), error(/entries/)]);
    expect(await ask(decide([refused[0]!, granted]))).toEqual([allow]);
  });

  test('a member that reaches for a prototype is not lost on the way', async () => {
    const text = JSON.stringify(decide([granted])).replace('"payload":{', '"payload":{"__proto__":{},');
    expect((await runProgram([`${text}\n`])).answers).toEqual([unknown]);
  });

  test('a statement for another registry than the first entry’s has no effect', async () => {
    const elsewhere = { ...attest(registry, bea), aud: 'elsewhere.example' };
    expect(await ask(decide([entry(elsewhere), granted]), decide([granted, entry(elsewhere)]))).toEqual([
      unknown,
      allow,
    ]);
  });

  test('indices may have gaps and stand in any order; two of one index are an error', async () => {
    const at = (...indices: unknown[]) =>
      decide([granted, entry(withdrawal(ada, grant))].map((one, i) => ({ ...one, index: indices[i] })));
    expect(
      await ask(
        at(3, 900_000),
        at('3', '7'),
        at(7, 3),
        at(3, 3),
        at(0, 2 ** 53),
        at(0, '99999999999999999999'),
        at(0, -1),
      ),
    ).toEqual([
      ungranted,
      ungranted,
      allow,
      error(/two entries of index 3/),
      error(/index/),
      error(/index/),
      error(/index/),
    ]);
  });

  test('a purpose or a trust that is not whole is an error, not a guess', async () => {
    const { until: _, ...endless } = purpose;
    const { attesters: __, ...blind } = trust;
    expect(
      await ask(
        decide([granted], { purpose: endless }),
        decide([granted], { trust: blind }),
        decide([granted], { at: 1.5 }),
        decide([granted], { work: 'x' }),
      ),
    ).toEqual([error(/purpose/), error(/trust/), error(/at/), error(/work/)]);
  });

  test('decides as of a time: before a grant begins, and after it ends', async () => {
    expect(await ask(decide([granted], { at: now - 1001 }), decide([granted], { at: now + 100_000 }))).toEqual([
      ungranted,
      ungranted,
    ]);
  });
});
