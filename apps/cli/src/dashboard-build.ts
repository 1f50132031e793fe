import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from './failure.ts';
import type { Reporter } from './terminal.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const dashboard = join(root, 'apps/dashboard');
const built = join(dashboard, 'dist');

/** The newest change below a folder, in milliseconds; what is built or installed does not count. */
const newestBelow = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const times = await Promise.all(
    entries
      .filter(({ name }) => name !== 'node_modules' && name !== 'dist' && name !== '.turbo')
      .map((entry) =>
        entry.isDirectory()
          ? newestBelow(join(folder, entry.name))
          : stat(join(folder, entry.name)).then((s) => s.mtimeMs),
      ),
  );
  return Math.max(0, ...times);
};

/** The folder of the built dashboard, built first where its sources are newer. */
export const buildDashboard = async (reporter: Reporter): Promise<string> => {
  const made = await stat(join(built, 'index.html')).catch(() => undefined);
  const sources = await Promise.all([dashboard, join(root, 'packages')].map(newestBelow));
  if (made !== undefined && made.mtimeMs >= Math.max(...sources)) return built;
  reporter.say('Building the dashboard …');
  // The package's own program, without a package manager in between: it need not be on the path.
  const vite = join(
    dirname(createRequire(join(dashboard, 'package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  );
  const code = await new Promise<number | null>((resolve) => {
    spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: dashboard,
      stdio: ['ignore', 'inherit', 'inherit'],
    }).on('exit', resolve);
  });
  return code === 0 ? built : fail('internal', 'the dashboard could not be built; what went wrong stands above');
};
