/**
 * `pnpm test`: the gates, then the tests. The last line of the output is the tally.
 * `pnpm test --only NAME` (also several times) runs a part: the name of a gate or of a vitest project.
 */
import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium, howToGetChromium } from './run/chromium.ts';
import { gates, runGate } from './run/gates.ts';
import { runSuites } from './run/suites.ts';
import { closingLine, exitCode, sum, type Tally } from './run/tally.ts';
import { projectNames, projects } from './vitest-projects.ts';

const root = dirname(import.meta.dirname);
const wanted = readWanted();
const tallies: Tally[] = [];
const broken: string[] = [];

for (const gate of gates.filter(({ name }) => wanted.has(name))) {
  console.log(`\n${gate.title}`);
  const { passed, summary, details } = await runGate(gate, root);
  console.log(`  ${summary}`);
  if (!passed) console.log(`\n${details}`);
  tallies.push({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
  if (!passed) broken.push(gate.name);
}

const chosen = projectNames.filter((name) => wanted.has(name));
const whyNoBrowser = chosen.includes('e2e') ? prepareBrowser() : undefined;
const suites = whyNoBrowser ? chosen.filter((name) => name !== 'e2e') : chosen;
if (suites.length > 0) {
  console.log(`\nTests (vitest): ${suites.join(', ')}`);
  const tally = await runSuites(suites, root).catch((error: unknown) => {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  tallies.push(tally);
  if (tally.failed > 0) broken.push('tests');
}
if (whyNoBrowser) {
  const files = globSync([...(projects.find(({ name }) => name === 'e2e')?.include ?? [])], { cwd: root }).length;
  console.log(`\nSkipped the browser tests (files: ${files}): ${whyNoBrowser}`);
  tallies.push({ passed: 0, failed: 0, skipped: files });
}

const total = sum(tallies);
if (broken.length > 0) console.log(`\nFailed: ${broken.join(', ')}`);
console.log(`\n${closingLine(total)}`);
process.exit(exitCode(total));

function readWanted(): Set<string> {
  const known = [...gates.map(({ name }) => name), ...projectNames];
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((arg) => arg !== '--'),
    options: { only: { type: 'string', multiple: true } },
  });
  const only = values.only ?? known;
  const unknown = only.filter((name) => !known.some((candidate) => candidate === name));
  if (unknown.length > 0) {
    console.error(`There is no ${unknown.join(', ')}. --only takes: ${known.join(', ')}`);
    process.exit(2);
  }
  // The browser tests open what the build made.
  return new Set(only.includes('e2e') ? [...only, 'build'] : only);
}

/** Hands the browser to the tests by `CHROMIUM_PATH`, or says why they cannot run. */
function prepareBrowser(): string | undefined {
  if (broken.includes('build')) return 'the dashboard did not build, see above.';
  const chromium = findChromium(process.env);
  if (chromium === undefined) return `no chromium was found. To run them, ${howToGetChromium}.`;
  process.env.CHROMIUM_PATH = chromium;
  return undefined;
}
