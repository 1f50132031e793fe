import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));
/** The settings under test are the project's own. */
const copied = ['.oxlintrc.json', '.oxfmtrc.json', 'turbo.json', 'tsconfig.base.json', 'tests/run/knip-reporter.ts'];

/** A workspace of its own in a new folder: one package, in which a test plants what a gate should find. */
export function plantWorkspace(planted: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'assent-planted-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const path of copied) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(root, path), join(folder, path));
  }
  mkdirSync(join(folder, 'apps'));
  mkdirSync(join(folder, 'node_modules'));
  // Only the programs: oxlint walks through a link to the whole of node_modules.
  symlinkSync(join(root, 'node_modules', '.bin'), join(folder, 'node_modules', '.bin'));
  write(
    'package.json',
    JSON.stringify({
      name: 'planted',
      private: true,
      type: 'module',
      packageManager: 'pnpm@12.21.0',
    }),
  );
  write('pnpm-workspace.yaml', 'packages:\n  - packages/*\npmOnFail: ignore\n');
  write(
    'knip.json',
    JSON.stringify({
      ignoreBinaries: ['tsc'],
      workspaces: { '.': { entry: 'tests/run/*.ts' }, 'packages/*': { project: 'src/**/*.ts' } },
    }),
  );
  write(
    'packages/planted/package.json',
    JSON.stringify({
      name: '@assent/planted',
      type: 'module',
      exports: './src/index.ts',
      scripts: { typecheck: 'tsc' },
    }),
  );
  write('packages/planted/tsconfig.json', JSON.stringify({ extends: '../../tsconfig.base.json', include: ['src'] }));
  for (const [path, text] of Object.entries(planted)) write(path, text);
  return folder;
}
