import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { bodyLimits, costs, listLimits } from './api/fair-use.ts';
import { readConfig, settings } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'assent-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const secretFile = (text: string): string => {
  const file = join(folder, 'secret');
  writeFileSync(file, text);
  return file;
};

describe('the configuration', () => {
  test('says everything with nothing set, and takes an empty setting for none', () => {
    expect(readConfig({})).toMatchObject({
      ok: true,
      value: { port: 4680, operator: undefined, databaseUrl: undefined },
    });
    expect(readConfig({ ASSENT_PORT: '', DATABASE_URL: '' })).toMatchObject({ ok: true, value: { port: 4680 } });
  });

  test.each([
    ['ASSENT_PORT', '70000', '4680'],
    ['ASSENT_PORT', 'http', '0'],
    ['ASSENT_ORIGIN', 'https://registry.example', 'registry.example/log'],
    ['ASSENT_LOG_LEVEL', 'loud', 'warn'],
    ['ASSENT_TRUSTED_PROXIES', '10.0.0.0/33', '10.0.0.0/8,::1'],
    ['ASSENT_TRUSTED_PROXIES', 'everybody', '192.0.2.1'],
    ['ASSENT_ADDRESS_RATE', '0', '0.5'],
    ['ASSENT_STREAMS', '1.5', '2'],
  ])('refuses %s=%s by name and takes %s', (name, wrong, right) => {
    expect(readConfig({ [name]: wrong })).toMatchObject({
      refusal: { code: 'malformed', detail: expect.stringContaining(name) },
    });
    expect(readConfig({ [name]: right })).toMatchObject({ ok: true });
  });

  test('reads a secret from a file of its own, and says no secret in a refusal', () => {
    const DATABASE_URL_FILE = secretFile('postgres://me:hidden@db/assent\n');
    expect(readConfig({ DATABASE_URL_FILE })).toMatchObject({
      value: { databaseUrl: 'postgres://me:hidden@db/assent' },
    });
    const both = readConfig({ DATABASE_URL_FILE, DATABASE_URL: 'postgres://me:hidden@db/assent' });
    expect(both).toMatchObject({ refusal: { code: 'malformed' } });
    expect(JSON.stringify(both)).not.toContain('hidden');
    expect(readConfig({ DATABASE_URL_FILE: join(folder, 'none') })).toMatchObject({
      refusal: { code: 'file_unreadable' },
    });
    expect(readConfig({ DATABASE_URL_FILE: secretFile('\n') })).toMatchObject({ refusal: { code: 'malformed' } });
  });
});

const lines = async (): Promise<string[]> =>
  (await readFile(fileURLToPath(new URL('../../../docs/operate.md', import.meta.url)), 'utf8')).split('\n');

describe('docs/operate.md', () => {
  /** One row for each setting, as the schema says it. */
  const rows = Object.entries(settings).map(([name, schema]) => {
    const unset = schema.safeParse(undefined);
    const said = unset.success && unset.data !== undefined ? `\`${unset.data}\`` : '';
    return `| \`${name}\` | ${said} | ${schema.description} |`;
  });

  test('holds every setting with its default and what it is', async () => {
    expect((await lines()).filter((line) => /^\| `[A-Z_]+` \|/.test(line))).toEqual(rows);
  });

  test('and every limit with its number', async () => {
    const limits = Object.entries({ body: bodyLimits, list: listLimits, cost: costs }).flatMap(([of, all]) =>
      Object.entries(all).map(([name, value]) => `| \`${of}.${name}\` | ${value} |`),
    );
    expect((await lines()).filter((line) => /^\| `[a-z]+\.[a-zA-Z]+` \|/.test(line))).toEqual(limits);
  });
});
