import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Paths from the root of the checkout, with `/`, and the text of each; binary files have none. */
export type Files = ReadonlyMap<string, string>;

export type Violation = { file: string; what: string };

/** Every file that git tracks or would track: what is about to be committed is held to the rules already. */
export function checkout(): Files {
  const root = dirname(dirname(import.meta.dirname));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const paths = listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  return new Map(paths.toSorted().map((path) => [path, text(readFileSync(join(root, path)))]));
}

export function isSource(path: string): boolean {
  return /\.(?:ts|tsx|mts|cts|js|jsx|mjs|cjs)$/.test(path);
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

function text(bytes: Buffer): string {
  return bytes.subarray(0, 8000).includes(0) ? '' : bytes.toString('utf8');
}
