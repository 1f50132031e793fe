import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { namedSchemas } from '@assent/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = dirname(dirname(import.meta.dirname));
const script = 'packages/schema/scripts/write-json-schemas.ts';
const command = `node ${script}`;

const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

describe('the written JSON Schemas', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assent-schemas-'));
    writeFileSync(join(folder, 'gone.v1.json'), '{}');
    execFileSync(process.execPath, [join(root, script), folder]);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('are one for each named shape, and none for one that is gone', () => {
    expect(readdirSync(folder)).toEqual(
      Object.keys(namedSchemas)
        .map((name) => `${name}.v1.json`)
        .toSorted(),
    );
  });

  test(`are fresh; where not, run: ${command}`, () => {
    const [written, committed] = [contents(folder), contents(join(root, 'packages', 'schema', 'json-schema'))];
    const names = new Set([...Object.keys(written), ...Object.keys(committed)]);
    const stale = [...names].filter((name) => written[name] !== committed[name]);
    expect(stale.length === 0 ? 'fresh' : `stale: ${stale.join(', ')}. Run: ${command}`).toBe('fresh');
  });
});
