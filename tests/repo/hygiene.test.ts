import { describe, expect, test } from 'vitest';
import { checkout } from './checkout.ts';
import { violations } from './hygiene.ts';

const planted = (files: Record<string, string>) => violations(new Map(Object.entries(files)));
const one = (file: string, text: string) => planted({ [file]: text }).map(({ what }) => what);
/** Joined here, so that this file does not hold what it forbids. */
const joined = (separator: string, ...parts: string[]) => parts.join(separator);

test('the repository keeps to its own rules', () => {
  expect(violations(checkout())).toEqual([]);
});

test('the check reads the lockfile, the packages and their tests', () => {
  const paths = [...checkout().keys()];
  expect(paths).toContain('pnpm-lock.yaml');
  expect(paths.filter((path) => /^packages\/[^/]+\/package\.json$/.test(path)).length).toBeGreaterThan(4);
  expect(paths.filter((path) => path.endsWith('.test.ts')).length).toBeGreaterThan(2);
});

test('the lockfile holds no address', () => {
  expect(one('pnpm-lock.yaml', 'http-errors@2.0.1: {integrity: sha512-abc}')).toEqual([]);
  expect(one('pnpm-lock.yaml', 'resolution: {tarball: http://localhost/a.tgz}')).toEqual(['holds an address']);
});

describe('absolute paths', () => {
  test.each([
    joined('/', '', 'work', 'main'),
    `see "${joined('/', '', 'root', '.npmrc')}"`,
    `cd ${joined('/', '', 'home', 'ann', 'assent')}`,
    `file://${joined('/', '', 'Users', 'ann', 'assent')}`,
  ])('%s is a path of one machine', (text) => {
    expect(one('docs/a.md', `first\n${text}\n`)).toEqual(['line 2 holds an absolute path of one machine']);
  });

  test.each(['https://example.org/home/a', './work/a', '$folder/root/a', 'the root/home/work folder'])(
    '%s is none',
    (text) => {
      expect(one('docs/a.md', text)).toEqual([]);
    },
  );
});

describe('package registries', () => {
  test.each([
    `https://${joined('.', 'registry', 'npmjs', 'org')}/zod`,
    `https://www.${joined('.', 'npmjs', 'com')}/package/zod`,
    `http://${joined('.', 'deb', 'debian', 'org')}/debian`,
  ])('%s is an address of one', (text) => {
    expect(one('docs/a.md', text)).toEqual([expect.stringContaining('address of a package registry')]);
  });

  test('a setting of npm names one', () => {
    expect(one('.npmrc', 'registry=http://localhost:4873')).toEqual([
      expect.stringContaining('address of a package registry'),
    ]);
  });

  test('the registry of consent is none', () => {
    expect(one('docs/a.md', 'assent publish --registry https://registry.example.org')).toEqual([]);
    expect(one('apps/cli/src/a.ts', "registry = 'http://localhost:4873'")).toEqual([]);
  });
});

describe('names', () => {
  test.each([
    'packages/log/src/utils.ts',
    'packages/log/src/utils/tile.ts',
    'packages/log/src/helpers.test.ts',
    'apps/dashboard/src/lib/query.ts',
    'packages/common/package.json',
    'apps/cli/src/Types.ts',
    'apps/cli/src/constants.d.ts',
    'docs/misc.md',
  ])('%s says nothing about what is inside', (file) => {
    expect(one(file, '')).toContainEqual(expect.stringContaining('is called'));
  });

  test.each(['packages/log/src/tile-types.ts', 'docs/library.md', '.gitignore'])('%s may be', (file) => {
    expect(one(file, '')).toEqual([]);
  });
});

describe('exports', () => {
  test.each(['export default 1;', 'const a = 1; export { a as default };', `export { default } from './a.ts';`])(
    'a default export is found: %s',
    (text) => {
      expect(one('apps/cli/src/a.ts', text)).toEqual(['has a default export']);
      expect(one('apps/dashboard/vite.config.ts', text)).toEqual([]);
    },
  );

  test.each([`export * from './a.ts';`, `export * as all from './a.ts';`, `export type * from './a.ts';`])(
    '%s names nothing',
    (text) => {
      expect(one('apps/cli/src/a.ts', text)).toEqual(['exports * instead of names']);
    },
  );

  test('the index of a package does nothing but list', () => {
    const index = 'packages/log/src/index.ts';
    const names = `export { a } from './a.ts';\nexport type { B } from './b.ts';\n`;
    expect(one(index, names)).toEqual([]);
    for (const text of ['', `${names}export const c = 1;`, `import { a } from './a.ts';\nexport { a };`]) {
      expect(one(index, text)).toEqual(['does more than list what the package exports']);
    }
    expect(one('apps/registry/src/database/migrations/index.ts', 'export const all = [];')).toEqual([]);
  });

  test('a package has one index', () => {
    const names = `export { a } from './a.ts';`;
    const whole = { 'packages/log/package.json': '{}', 'packages/log/src/index.ts': names };
    expect(planted(whole)).toEqual([]);
    expect(planted({ 'packages/log/package.json': '{}' })).toEqual([
      { file: 'packages/log/src/index.ts', what: 'is missing' },
    ]);
    expect(planted({ ...whole, 'packages/log/src/tiles/index.ts': names })).toEqual([
      { file: 'packages/log/src/tiles/index.ts', what: expect.stringContaining('is a second index') },
    ]);
  });
});

test('a source file is shorter than 400 lines', () => {
  expect(one('apps/cli/src/a.ts', 'a();\n'.repeat(399))).toEqual([]);
  expect(one('apps/cli/src/a.ts', 'a();\n'.repeat(400))).toEqual(['has 400 lines; 400 is too long']);
  expect(one('docs/a.md', 'a\n'.repeat(400))).toEqual([]);
});

describe('tests that do not run', () => {
  test.each(['test.only', 'it.only', 'describe.only', 'test.only.each([1])', 'test.concurrent.only'])(
    '%s is found',
    (call) => {
      expect(one('tests/repo/a.test.ts', `\n${call}('a fact', () => {});`)).toEqual([
        'line 2 leaves out every other test',
      ]);
    },
  );

  test.each(['test.skip', 'describe.skip', 'it.todo', 'test.skip.each([1])'])('%s wants a reason', (call) => {
    const text = `${call}('a fact', () => {});`;
    expect(one('tests/repo/a.test.ts', `\n${text}`)).toEqual(['line 2 skips without a reason']);
    expect(one('tests/repo/a.test.ts', `// Until PostgreSQL 19 has it.\n${text}`)).toEqual([]);
  });

  test('words in strings are not calls', () => {
    expect(one('tests/repo/a.test.ts', `const text = "test.only('a')"; queue.skip(1);`)).toEqual([]);
  });
});

describe('expectations', () => {
  test.each([
    'expect(1);',
    'expect(1).not;',
    'expect(1).toBe;',
    'await expect(promise).resolves;',
    'const f = () => expect(1);',
    'expect.soft(1);',
    'await expect.poll(() => 1).not;',
    'check(expect(1));',
  ])('%s has no matcher', (text) => {
    expect(one('tests/repo/a.test.ts', text)).toEqual(['line 1 expects without a matcher']);
    expect(one('tests/support/a.ts', text)).toEqual(['line 1 expects without a matcher']);
  });

  test.each([
    'expect(1).toBe(1);',
    'await expect(promise).resolves.not.toBe(1);',
    'expect.assertions(1);',
    'expect.soft(1).toBe(1);',
  ])('%s has one', (text) => {
    expect(one('tests/repo/a.test.ts', text)).toEqual([]);
  });
});
