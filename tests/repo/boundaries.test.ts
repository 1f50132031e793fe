import { describe, expect, test } from 'vitest';
import { violations } from './boundaries.ts';
import { checkout } from './checkout.ts';

const planted = (files: Record<string, string>) => violations(new Map(Object.entries(files)));
const one = (file: string, text: string) => planted({ [file]: text }).map(({ what }) => what);

test('every import of the repository goes in an allowed direction', () => {
  expect(violations(checkout())).toEqual([]);
});

test('the check reads sources of every package and app', () => {
  const sources = [...checkout().keys()].filter((path) => path.endsWith('.ts'));
  for (const folder of ['packages/schema', 'packages/signing', 'packages/log', 'packages/consent', 'packages/synth']) {
    expect(sources.filter((path) => path.startsWith(`${folder}/src/`))).not.toEqual([]);
  }
  for (const folder of ['apps/registry', 'apps/cli', 'apps/dashboard']) {
    expect(sources.filter((path) => path.startsWith(`${folder}/src/`))).not.toEqual([]);
  }
});

describe('directions', () => {
  test.each([
    ['packages/schema/src/a.ts', '@assent/signing'],
    ['packages/signing/src/a.ts', '@assent/log'],
    ['packages/log/src/a.ts', '@assent/consent'],
    ['packages/synth/src/a.ts', '@assent/log'],
    ['packages/consent/src/a.ts', '@assent/synth'],
    ['packages/consent/src/a.ts', '@assent/signing'],
    ['packages/consent/src/a.ts', '@assent/signing/key-file'],
    ['packages/consent/src/a.test.ts', '@assent/registry/router'],
    ['packages/schema/src/a.test.ts', '@assent/consent'],
    ['apps/dashboard/src/a.tsx', '@assent/synth'],
    ['apps/dashboard/src/worker.ts', '@assent/synth'],
    ['apps/cli/src/a.worker.ts', '@assent/registry'],
    ['apps/dashboard/src/a.tsx', '@assent/cli'],
    ['apps/cli/src/a.ts', '@assent/registry'],
    ['apps/registry/src/a.ts', '@assent/cli'],
    ['apps/registry/src/a.ts', '@assent/not-yet-listed'],
  ])('%s may not import %s', (file, specifier) => {
    const denied = [expect.stringContaining(`may not import ${specifier}`)];
    expect(one(file, `import { a } from '${specifier}';`)).toEqual(denied);
    expect(one(file, `import '${specifier}';`)).toEqual(denied);
    expect(one(file, `import type { A } from '${specifier}';`)).toEqual(
      specifier === '@assent/registry/router' && file.startsWith('apps/') ? [] : denied,
    );
    expect(one(file, `export { a } from '${specifier}';`)).toEqual(denied);
    expect(one(file, `export * from '${specifier}';`)).toEqual(denied);
    expect(one(file, `const a = await import('${specifier}');`)).toEqual(denied);
    expect(one(file, `const a = await import(\`${specifier}\`);`)).toEqual(denied);
    expect(one(file, `const a = require('${specifier}');`)).toEqual(denied);
    expect(one(file, `import a = require('${specifier}');`)).toEqual(denied);
    expect(one(file, `type A = import('${specifier}').A;`)).toEqual(denied);
  });

  test.each([
    ['packages/signing/src/a.ts', '@assent/schema'],
    ['packages/log/src/a.ts', '@assent/signing/verify'],
    ['packages/consent/src/a.ts', '@assent/signing/verify'],
    ['packages/consent/src/a.test.ts', '@assent/signing'],
    ['apps/cli/src/a.ts', '@assent/synth'],
    ['apps/dashboard/src/a.tsx', '@assent/consent'],
    ['apps/dashboard/src/a.worker.ts', '@assent/synth'],
    ['tests/integration/a.test.ts', '@assent/registry'],
  ])('%s may import %s', (file, specifier) => {
    expect(one(file, `import { a } from '${specifier}';`)).toEqual([]);
  });

  test('words in comments and strings import nothing', () => {
    expect(
      one('packages/schema/src/a.ts', `// import '@assent/log'\nexport const a = "import '@assent/log'";`),
    ).toEqual([]);
  });
});

describe('the router of the registry', () => {
  test.each(['apps/cli/src/a.ts', 'apps/dashboard/src/a.ts'])('%s imports it by type alone', (file) => {
    expect(one(file, `import type { Router } from '@assent/registry/router';`)).toEqual([]);
    expect(one(file, `type A = import('@assent/registry/router').Router;`)).toEqual([]);
    for (const text of ['import { router }', 'import { type Router }', 'export { router }']) {
      expect(one(file, `${text} from '@assent/registry/router';`)).toEqual([
        expect.stringContaining('but by `import type`'),
      ]);
    }
  });
});

test.each(['pg', 'kysely', 'hono', 'hono/cors', '@hono/node-server', 'pg-copy-streams'])(
  'only the registry imports %s',
  (specifier) => {
    const text = `import { a } from '${specifier}';`;
    expect(one('apps/cli/src/a.ts', text)).toEqual([`only apps/registry imports ${specifier}`]);
    expect(one('packages/log/src/a.test.ts', text)).toEqual([`only apps/registry imports ${specifier}`]);
    expect(one('apps/registry/src/a.ts', text)).toEqual([]);
    expect(one('tests/support/a.ts', text)).toEqual([]);
  },
);

test.each(['schema', 'log', 'consent', 'synth'])(
  'packages/%s imports no module of Node outside of its tests',
  (name) => {
    for (const specifier of ['node:fs', 'crypto', 'node:fs/promises']) {
      const text = `import { a } from '${specifier}';`;
      expect(one(`packages/${name}/src/a.ts`, text)).toEqual([expect.stringContaining(`imports no ${specifier}`)]);
      expect(one(`packages/${name}/src/a.test.ts`, text)).toEqual([]);
      expect(one('packages/signing/src/a.ts', text)).toEqual([]);
    }
  },
);

test('one file of synth hashes with Node, and no page loads it', () => {
  const native = 'packages/synth/src/sha256-native.ts';
  expect(one(native, `import { hash } from 'node:crypto';`)).toEqual([]);
  expect(one(native, `import { a } from 'node:fs';`)).toEqual([expect.stringContaining('imports no node:fs')]);
  const { imports } = JSON.parse(checkout().get('packages/synth/package.json')!) as {
    imports: Record<string, { browser: string }>;
  };
  expect(imports['#sha256']!.browser).toBe('./src/sha256-portable.ts');
});

test.each([
  'export const url = process.env.DATABASE_URL;',
  `export const url = process['env'].DATABASE_URL;`,
  'export const url = globalThis.process.env.DATABASE_URL;',
  'const { env } = process;',
  `import { env } from 'node:process';`,
  `import { env as variables } from 'process';`,
])('in the registry only config.ts may say: %s', (text) => {
  expect(one('apps/registry/src/main.ts', text)).toEqual([expect.stringContaining('reads process.env')]);
  expect(one('apps/registry/src/config.ts', text)).toEqual([]);
  expect(one('apps/cli/src/main.ts', text)).toEqual([]);
});

test('no import leaves its package by a path', () => {
  for (const path of ['../../log/src/tile.ts', '../../../apps/cli/src/main.ts', '../package-beside.ts']) {
    expect(one('packages/schema/src/a.ts', `import { a } from '${path}';`)).toEqual(
      path === '../package-beside.ts' ? [] : [`${path} leaves packages/schema`],
    );
  }
  expect(one('packages/schema/src/a.ts', `import { a } from '/a.ts';`)).toEqual(['/a.ts is an absolute path']);
  expect(one('packages/schema/src/a.ts', `import { a } from 'file:///a.ts';`)).toEqual([
    'file:///a.ts is an absolute path',
  ]);
});

test('what verifies reaches nothing that signs, by no detour', () => {
  const verify = 'packages/signing/src/verify.ts';
  const files = {
    [verify]: `export { a } from './a.ts';`,
    'packages/signing/src/a.ts': `import type { B } from './sign.ts';`,
    'packages/signing/src/sign.ts': 'export type B = 1;',
  };
  expect(planted(files)).toEqual([{ file: verify, what: 'reaches packages/signing/src/sign.ts' }]);
  const paths = [...checkout().keys()];
  for (const name of ['verify', 'sign', 'key-file']) expect(paths).toContain(`packages/signing/src/${name}.ts`);
});

describe('cycles', () => {
  test('a cycle between files is found, also when types make it', () => {
    const files = {
      'packages/log/src/a.ts': `import { b } from './b.ts';`,
      'packages/log/src/b.ts': `import type { C } from './c/c.ts';`,
      'packages/log/src/c/c.ts': `export type A = import('../a.ts').A;`,
    };
    const way = 'packages/log/src/a.ts → packages/log/src/b.ts → packages/log/src/c/c.ts → packages/log/src/a.ts';
    expect(planted(files)).toEqual([{ file: 'packages/log/src/a.ts', what: `import cycle: ${way}` }]);
  });

  test('a file that imports itself is a cycle', () => {
    expect(one('tests/support/a.ts', `import './a.ts';`)).toEqual([expect.stringContaining('import cycle')]);
  });

  test('two ways to one file are no cycle', () => {
    const files = {
      'packages/log/src/a.ts': `import './b.ts'; import './c.ts';`,
      'packages/log/src/b.ts': `import './d.ts';`,
      'packages/log/src/c.ts': `import './d.ts';`,
      'packages/log/src/d.ts': '',
    };
    expect(planted(files)).toEqual([]);
  });
});
