import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TermsFile } from '@assent/schema';
import { describe, expect, it } from 'vitest';
import { checkLog } from '../support/check-log.ts';
import { databaseForTest } from '../support/database.ts';
import { photograph } from '../support/photograph.ts';
import { assent, assentJson, assentMain, registryFor, temporaryFolder } from '../support/programs.ts';

const examples = fileURLToPath(new URL('../../docs/examples/', import.meta.url));
const purpose = join(examples, 'purpose.json');
const hash = (digit: string): string => digit.repeat(64);

interface Answer {
  readonly ok: boolean;
  readonly id: string;
  readonly index: number;
  readonly already: boolean;
  readonly identity: string;
  readonly files: readonly string[];
  readonly code?: string;
}

const setting = async () => {
  const folder = await temporaryFolder();
  const { url } = await databaseForTest();
  const registry = await registryFor({ data: join(folder, 'data'), databaseUrl: url });
  const at = { registry: registry.address };
  const path = (name: string): string => join(folder, name);
  const run = async (...args: string[]): Promise<Answer> => (await assentJson<Answer>(args, at)).answer;
  const key = async (name: string): Promise<{ file: string; did: string }> => {
    const { identity } = await run('keygen', path(`${name}.key`));
    return { file: path(`${name}.key`), did: identity };
  };
  /** A terms file like the example's, with other terms. */
  const terms = async (name: string, change: object, works?: object): Promise<string> => {
    const example = JSON.parse(await readFile(join(examples, 'terms.json'), 'utf8')) as TermsFile;
    const { works: claim, ...rest } = { ...example, terms: { ...example.terms, ...change } };
    const own = 'capacity' in change && ['guardian', 'subject'].includes(String(change.capacity));
    await writeFile(path(name), JSON.stringify({ ...rest, ...(!own && { works: { ...claim, ...works } }) }));
    return path(name);
  };
  await mkdir(path('photos'));
  const photo = path('photos/boats.jpg');
  await cp(photograph('nagasaki-boats'), photo, { dereference: true });
  await writeFile(path('trust.json'), JSON.stringify((await assentJson(['trust'], at)).answer));
  const reasons = async (work = photo): Promise<string[]> => {
    type Explained = { decision: { reasons: { code: string }[] } };
    const args = ['explain', work, '--purpose', purpose, '--trust', path('trust.json')];
    const { answer } = await assentJson<Explained>(args, at);
    return answer.decision.reasons.map(({ code }) => code);
  };
  return { registry, at, path, run, key, terms, photo, reasons };
};

describe('an identity whose keys change', { timeout: 120_000 }, () => {
  it('signs with all its keys, goes on with those announced, and is recovered from a thief', async () => {
    const { registry, path, run, terms, photo, reasons } = await setting();
    const made = await run('identity', 'new', path('me'), '--keys', '2', '--threshold', '2');
    expect(made).toMatchObject({ ok: true, identity: expect.stringMatching(/^act:/), already: false });
    expect((await readdir(path('me'))).filter((name) => name.endsWith('.key'))).toEqual(
      ['next-1', 'next-2', 'recovery', 'signing-1', 'signing-2'].map((name) => `${name}.key`),
    );
    const signing = ['--key', path('me/signing-1.key'), '--key', path('me/signing-2.key')];
    const next = ['--key', path('me/next-1.key'), '--key', path('me/next-2.key')];
    const publish = ['publish', photo, '--terms', await terms('terms.json', { until: null })];
    // One of two is not enough, and a plain key cannot grant without an end.
    expect(await run(...publish, ...signing.slice(0, 2))).toMatchObject({ code: 'signature_missing' });
    const grant = await run(...publish, ...signing);
    expect(grant).toMatchObject({ ok: true });
    expect(await reasons()).toEqual([]);

    const rotated = await run('identity', 'rotate', ...next, '--out', path('me/later'));
    expect(rotated).toMatchObject({ ok: true, identity: made.identity, already: false });
    expect(await run('identity', 'rotate', ...next, '--out', path('me/later'))).toMatchObject({
      id: rotated.id,
      already: true,
    });
    expect(await run('withdraw', grant.id, ...signing)).toMatchObject({ code: 'key_not_authorised' });
    expect(await run('identity', 'rotate', ...signing, '--out', path('x'))).toMatchObject({
      code: 'next_key_mismatch',
    });

    const stolenSince = String(grant.index);
    const recover = ['identity', 'recover', '--recovery', path('me/recovery.key'), '--out', path('again')];
    expect(await run(...recover, '--stolen-since', stolenSince)).toMatchObject({ ok: true, identity: made.identity });
    expect(await reasons()).toContain('owner_grant_missing');
    const shown = (
      await assentJson<{ steps: unknown[]; keys: string[] }>(['identity', 'show', made.identity], {
        registry: registry.address,
      })
    ).answer;
    expect([shown.steps.length, shown.keys.length]).toEqual([3, 1]);
    expect(await run('identity', 'revoke', '--key', path('again/signing.key'))).toMatchObject({ ok: true });
    const { code, stdout } = await assent(['identity', 'show', made.identity, '--language', 'es'], {
      registry: registry.address,
    });
    expect(code).toBe(1);
    expect(stdout).toContain('Le robaron las claves');
    expect(stdout).toContain('Desde aquí ninguna clave firma por esta identidad');
    await checkLog(registry.address);
  });

  it('is not made over another, and keys of two identities sign nothing together', async () => {
    const { path, run, terms, photo, key } = await setting();
    const first = await run('identity', 'new', path('me'));
    expect(await run('identity', 'new', path('me'))).toMatchObject({ id: first.id, already: true });
    await writeFile(path('me-not.key'), '');
    const other = await key('other');
    const both = ['--key', path('me/signing.key'), '--key', other.file];
    const file = await terms('terms.json', {});
    expect(await run('publish', photo, '--terms', file, ...both)).toMatchObject({ code: 'key_malformed' });
    expect(await run('identity', 'revoke', '--key', other.file)).toMatchObject({ code: 'signer_not_entitled' });
  });
});

describe('people in a work', { timeout: 120_000 }, () => {
  it('agree for themselves, by hashes alone, in Spanish; and so does a guardian for a minor', async () => {
    const { registry, at, path, run, key, terms, photo, reasons } = await setting();
    const [author, sitter, child, parent] = await Promise.all(['author', 'sitter', 'child', 'parent'].map(key));
    const depicts = [
      { subject: sitter!.did, minor: false },
      { subject: child!.did, minor: true },
    ].toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
    const file = await terms('terms.json', {}, { depicts });
    expect(await run('publish', photo, '--terms', file, '--key', author!.file)).toMatchObject({ ok: true });
    expect(await reasons()).toEqual(['guardian_grant_missing', 'subject_grant_missing']);

    const sha256 = /[0-9a-f]{64}/.exec(
      (await assent(['explain', photo, '--purpose', purpose, '--trust', path('trust.json')], at)).stdout,
    )![0];
    await writeFile(path('mine.txt'), `${sha256}\n${hash('1')}\r\n`);
    const subject = await terms('subject.json', { capacity: 'subject' });
    const args = ['publish', '--list', path('mine.txt'), '--terms', subject, '--key', sitter!.file, '--language', 'es'];
    const { stdout, code } = await assent(args, at);
    expect(code).toBe(0);
    expect(stdout).toContain('Firmado y publicado: 2 obras.');
    expect(stdout).toContain('Firmas como persona que aparece en estas obras.');
    expect(await run(...args)).toMatchObject({ already: true });
    expect(await reasons()).toEqual(['guardian_grant_missing']);

    const guard = ['guardian', '--key', parent!.file, '--minor-key', child!.file, '--lapses-on'];
    expect(await run(...guard, 'P30M')).toMatchObject({ code: 'guardianship_too_long' });
    expect(await run(...guard, 'P23M')).toMatchObject({ ok: true });
    const guardian = await terms('guardian.json', { capacity: 'guardian' });
    expect(await run('publish', photo, '--terms', guardian, '--key', parent!.file)).toMatchObject({ ok: true });
    // The example's purpose asks that somebody checked who a guardian is.
    expect(await reasons()).toEqual(['assurance_too_low']);
    const checked = ['attest', parent!.did, '--how', 'document', '--evidence', photo];
    expect(await run(...checked, '--key', path('data/log.key'))).toMatchObject({ ok: true });
    expect(await reasons()).toEqual([]);
    // Who holds rights has to say so of the files themselves.
    expect(await run('publish', sha256, '--terms', file, '--key', author!.file)).toMatchObject({
      code: 'file_unreadable',
    });
    await checkLog(registry.address);
  });
});

describe('somebody else', { timeout: 120_000 }, () => {
  it('grants in the name of who lets them, up to what was delegated, until that is taken back', async () => {
    const { registry, run, key, terms, photo, reasons } = await setting();
    const [author, agency] = [await key('author'), await key('agency')];
    const file = await terms('terms.json', {});
    const delegation = await run('delegate', agency.did, '--terms', file, '--key', author.file);
    expect(delegation).toMatchObject({ ok: true });
    const publish = ['publish', photo, '--terms', file, '--key', agency.file];
    expect(await run(...publish, '--for', author.did)).toMatchObject({ code: 'delegation_mismatch' });
    const stranger = await key('stranger');
    const named = ['--for', author.did, '--under', delegation.id];
    expect(await run('publish', photo, '--terms', file, '--key', stranger.file, ...named)).toMatchObject({
      code: 'delegation_mismatch',
    });
    expect(await run(...publish, ...named)).toMatchObject({ ok: true });
    expect(await reasons()).toEqual([]);
    expect(await run('withdraw', delegation.id, '--key', author.file)).toMatchObject({ ok: true });
    expect(await reasons()).toContain('owner_grant_missing');
    expect(await run('withdraw', delegation.id, '--key', author.file)).toMatchObject({ code: 'already_withdrawn' });
    await checkLog(registry.address);
  });
});

describe('what was said of a work', { timeout: 120_000 }, () => {
  it('is disputed, settled by an arbiter, disclaimed and erased', async () => {
    const { registry, path, run, key, terms, photo, reasons } = await setting();
    const [author, rival, arbiter] = [await key('author'), await key('rival'), await key('arbiter')];
    const trust = JSON.parse(await readFile(path('trust.json'), 'utf8')) as { arbiters: string[] };
    await writeFile(path('trust.json'), JSON.stringify({ ...trust, arbiters: [arbiter.did] }));
    const grant = await run('publish', photo, '--terms', await terms('terms.json', {}), '--key', author.file);
    expect(await reasons()).toEqual([]);

    const disputed = await run('dispute', photo, '--about', 'owner', '--key', rival.file);
    expect(await reasons()).toEqual(['disputed']);
    expect(await run('dispute', photo, '--about', 'owner', '--key', rival.file)).toMatchObject({
      id: disputed.id,
      already: true,
    });
    expect(await run('dispute', photo, '--about', 'forged', '--key', rival.file)).toMatchObject({
      code: 'already_disputed',
    });
    const resolve = ['resolve', photo, '--outcome', 'rejected', '--reason', 'No letter.', '--key', arbiter.file];
    expect(await run(...resolve)).toMatchObject({ code: 'malformed' });
    expect(await run(...resolve, '--dispute', grant.id)).toMatchObject({ code: 'statement_kind_wrong' });
    expect(await run(...resolve, '--dispute', disputed.id)).toMatchObject({ ok: true });
    expect(await reasons()).toEqual([]);

    const disclaim = ['disclaim', photo, '--about', 'owner', '--key', author.file];
    const disclaimed = await run(...disclaim);
    expect(await reasons()).toContain('disclaimed');
    await run('withdraw', disclaimed.id, '--key', author.file);
    expect(await reasons()).toEqual([]);
    // What was taken back comes back as another statement.
    const again = await run(...disclaim);
    expect(again).toMatchObject({ ok: true, already: false });
    expect(again.id).not.toBe(disclaimed.id);

    expect(await run('erase', grant.id, '--key', rival.file)).toMatchObject({ code: 'signer_not_entitled' });
    expect(await run('erase', grant.id, '--key', author.file)).toMatchObject({ ok: true });
    await checkLog(registry.address);
  });
});

/** The program at a terminal of its own, where somebody types. */
const atTerminal = async (args: readonly string[], typed: string, registry: string): Promise<string> => {
  const command = [process.execPath, assentMain, ...args].map((word) => `'${word}'`).join(' ');
  const env = { ...process.env, ASSENT_REGISTRY: registry };
  const child = spawn('script', ['-qec', command, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  let shown = '';
  child.stdout.on('data', (piece) => {
    shown += piece;
    if (shown.includes('[s/N]') && child.stdin.writable) child.stdin.end(`${typed}\n`);
  });
  await once(child, 'close');
  return shown;
};

const hasTerminals = (): boolean => {
  try {
    return execFileSync('script', ['-qec', 'echo yes', '/dev/null'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .startsWith('yes');
  } catch {
    return false;
  }
};

// Where the system has util-linux's script, which lends a terminal.
it.skipIf(!hasTerminals())(
  'at a terminal is shown first, and signed only after a yes',
  { timeout: 60_000 },
  async () => {
    const { registry, key } = await setting();
    const { file } = await key('me');
    const args = ['disclaim', hash('a'), '--about', 'owner', '--key', file, '--language', 'es'];
    const refused = await atTerminal(args, 'n', registry.address);
    expect(refused).toContain('Quien firma dice de 1 obra: «No tengo derechos sobre esto.»');
    expect(refused).toContain('not_confirmed');
    expect(await atTerminal(args, 's', registry.address)).toContain('Firmado y publicado.');
    await checkLog(registry.address);
  },
);
