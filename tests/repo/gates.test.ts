import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { gates, judge, runGate, type Verdict } from '../run/gates.ts';
import { plantWorkspace } from './planted-workspace.ts';

type GateName = (typeof gates)[number]['name'];

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const clean = {
  'packages/planted/src/index.ts': "export { a } from './a.ts';\n",
  'packages/planted/src/a.ts': 'export const a = 1;\n',
};

/** What the gate says of the clean workspace with these files planted in it. */
async function verdict(name: GateName, planted: Readonly<Record<string, string>> = {}): Promise<Verdict> {
  const gate = gates.find((one) => one.name === name);
  if (gate === undefined) throw new Error(`there is no gate ${name}`);
  const folder = plantWorkspace({ ...clean, ...planted });
  folders.push(folder);
  return runGate(gate, folder);
}

// Turbo calls pnpm, which `pnpm test` has on its path and a bare `vitest` has not.
const underPnpm = process.env.npm_config_user_agent?.startsWith('pnpm/') ?? false;

describe.runIf(underPnpm)('types', () => {
  test('a clean workspace passes', async () => {
    expect(await verdict('types')).toMatchObject({ passed: true, summary: expect.stringContaining('workspaces: 1') });
  });

  test('a type error is found, though the sources were good before', async () => {
    const found = await verdict('types', { 'packages/planted/src/a.ts': 'export const a: string = 1;\n' });
    expect(found).toMatchObject({ passed: false, details: expect.stringContaining('TS2322') });
  });

  test('a workspace that leaves out the check is found', async () => {
    const found = await verdict('types', { 'packages/planted/package.json': '{"name": "@assent/planted"}' });
    expect(found).toMatchObject({ passed: false, summary: expect.stringContaining('workspaces: 0') });
  });

  test('a workspace without sources is found', async () => {
    const nowhere = JSON.stringify({ extends: '../../tsconfig.base.json', include: ['nowhere'] });
    const found = await verdict('types', { 'packages/planted/tsconfig.json': nowhere });
    expect(found).toMatchObject({ passed: false, details: expect.stringContaining('TS18003') });
  });
});

describe('format', () => {
  test('a clean workspace passes', async () => {
    expect(await verdict('format')).toMatchObject({ passed: true });
  });

  test.each(['export const a = "1";\n', "export const a = '1'\n", "  export const a = '1';\n"])(
    '%j is found',
    async (text) => {
      expect(await verdict('format', { 'packages/planted/src/a.ts': text })).toMatchObject({
        passed: false,
        details: expect.stringContaining('packages/planted/src/a.ts'),
      });
    },
  );

  test('documents and JSON stay as they are written', async () => {
    const planted = { 'docs/a.md': '*  one\n*  two\n', 'packages/planted/a.json': '{"a":\n1}' };
    expect(await verdict('format', planted)).toMatchObject({ passed: true });
  });
});

describe('lint', () => {
  test('a clean workspace passes', async () => {
    expect(await verdict('lint')).toMatchObject({ passed: true });
  });

  test.each([
    ['packages/planted/src/b.ts', 'export const b: any = 1;', 'no-explicit-any'],
    ['packages/planted/src/b.ts', 'const b = 1;', 'no-unused-vars'],
    ['packages/planted/src/b.ts', "import { b } from './a.ts';", 'no-unused-vars'],
    [
      'packages/planted/src/b.ts',
      "import { A } from './a.ts'; export const b = (a: A) => a;",
      'consistent-type-imports',
    ],
    ['packages/planted/src/b.ts', "import fs from 'fs'; export const b = fs.sep;", 'prefer-node-protocol'],
    ['packages/planted/src/b.ts', 'export default 1;', 'no-default-export'],
    ['packages/planted/src/b.ts', "console.log('b');", 'no-console'],
    ['packages/planted/src/b.ts', 'export const b = (a: number) => a == 1;', 'eqeqeq'],
    ['packages/planted/src/b.ts', 'export const b = (a: Set<string>) => { a.size; };', 'no-unused-expressions'],
    ['packages/planted/src/b.ts', '// oxlint-disable-next-line no-console\nexport const b = 1;', 'Unused'],
    [
      'packages/planted/src/b.test.ts',
      "import { expect, test } from 'vitest';\ntest('b', () => { expect(1); });",
      'valid-expect',
    ],
    ['packages/planted/src/b.test.ts', "import { test } from 'vitest';\ntest.only('b', () => {});", 'no-focused-tests'],
    ['apps/dashboard/src/b.tsx', 'export const B = () => <img src="b.png" />;', 'alt-text'],
    [
      'apps/dashboard/src/b.tsx',
      'export const B = () => <div onClick={() => {}}>b</div>;',
      'click-events-have-key-events',
    ],
    ['apps/dashboard/src/b.tsx', 'export const B = () => [1].map((n) => <p>{n}</p>);', 'jsx-key'],
    ['apps/dashboard/src/b.tsx', "console.log('b');", 'no-console'],
  ])('in %s is found: %s', async (file, text, rule) => {
    expect(await verdict('lint', { [file]: `${text}\n` })).toMatchObject({
      passed: false,
      details: expect.stringContaining(rule),
    });
  });
});

describe('dead code', () => {
  test('a clean workspace passes', async () => {
    expect(await verdict('dead-code')).toMatchObject({ passed: true });
  });

  test.each([
    ['a file', { 'packages/planted/src/b.ts': 'export const b = 1;\n' }, 'Unused files'],
    ['an export', { 'packages/planted/src/a.ts': 'export const a = 1;\nexport const b = 1;\n' }, 'Unused exports'],
    ['a type', { 'packages/planted/src/a.ts': 'export const a = 1;\nexport type B = 1;\n' }, 'Unused exported types'],
    [
      'a dependency',
      {
        'packages/planted/package.json':
          '{"name": "@assent/planted", "exports": "./src/index.ts", "dependencies": {"zod": "4"}}',
      },
      'Unused dependencies',
    ],
    ['a folder without sources', { 'packages/empty/package.json': '{"name": "@assent/empty"}' }, 'no matches'],
  ])('%s that nothing uses is found', async (_what, planted, found) => {
    expect(await verdict('dead-code', planted)).toMatchObject({
      passed: false,
      details: expect.stringContaining(found),
    });
  });

  test('a dependency that no package.json lists is found', async () => {
    const planted = { 'packages/planted/src/a.ts': "export { z as a } from 'zod';\n" };
    expect(await verdict('dead-code', planted)).toMatchObject({
      passed: false,
      details: expect.stringContaining('Unlisted dependencies'),
    });
  });
});

describe('a gate that saw nothing has not passed', () => {
  test.each(gates.map((gate) => [gate.name, gate] as const))('%s', (_name, gate) => {
    for (const output of ['', 'Tasks:    0 successful, 0 total', 'Finished in 3ms on 0 files', 'knip read 0 files']) {
      expect(judge(gate, { code: 0, output, atLeast: 0, seconds: 1 })).toMatchObject({ passed: false });
    }
  });

  test('nor one that saw less than is due', () => {
    const output = 'Tasks:    8 successful, 8 total';
    expect(judge(gates[0], { code: 0, output, atLeast: 9, seconds: 1 })).toMatchObject({ passed: false });
    expect(judge(gates[0], { code: 0, output, atLeast: 8, seconds: 1 })).toMatchObject({ passed: true });
  });

  test('nor one whose program complains', () => {
    const output = 'Tasks:    9 successful, 9 total';
    expect(judge(gates[0], { code: 1, output, atLeast: 9, seconds: 1 })).toMatchObject({ passed: false });
  });
});
