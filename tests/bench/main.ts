import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine, type Row } from './measure.ts';
import { assemble1m } from './rows/assemble-1m.ts';
import { publish64 } from './rows/publish-64.ts';
import { ed25519Verify } from './rows/ed25519-verify.ts';
import { fsckRow } from './rows/fsck.ts';
import { lookUp } from './rows/look-up.ts';
import { merkleRoot1m } from './rows/merkle-root-1m.ts';
import { multiproof1m } from './rows/multiproof-1m.ts';
import { pageInteractive, pageScriptKb } from './rows/page-first-load.ts';
import { pageFacet1m } from './rows/page-facet-1m.ts';
import { pageVerify100k } from './rows/page-verify-100k.ts';
import { payloadGate } from './rows/payload-gate.ts';
import { synthGlyph, synthIfs256, synthRegenerate299, synthShapes } from './rows/synth.ts';
import { synthCartFit, synthCartRows } from './rows/synth-cart.ts';
import { worksList1m } from './rows/works-list-1m.ts';
import { verify100k } from './rows/verify-100k.ts';
import { verify1m10k, verify1m1k, verify1mMixed, writeBundle1m } from './rows/verify-1m.ts';

/** Every row of the table by its name. A later one is added here. */
const rows: Readonly<Record<string, () => Promise<Row[]>>> = {
  'ed25519-verify': ed25519Verify,
  'payload-gate': payloadGate,
  'merkle-root-1m': merkleRoot1m,
  'multiproof-1m': multiproof1m,
  decide: assemble1m,
  'live-counts-1m': assemble1m,
  'state-1m': assemble1m,
  'assemble-50k-of-1m': assemble1m,
  'look-up': lookUp,
  'synth-cart-fit': synthCartFit,
  'synth-cart-rows': synthCartRows,
  'publish-64': publish64,
  fsck: fsckRow,
  'works-list-1m': worksList1m,
  'verify-100k': verify100k,
  'verify-1m-10k': verify1m10k,
  'verify-1m-1k': verify1m1k,
  'verify-1m-mixed': verify1mMixed,
  'write-bundle-1m': writeBundle1m,
  'page-script-kb': pageScriptKb,
  'page-interactive': pageInteractive,
  'page-facet-1m': pageFacet1m,
  'page-verify-100k': pageVerify100k,
  'synth-shapes': synthShapes,
  'synth-ifs-256': synthIfs256,
  'synth-glyph': synthGlyph,
  'synth-regenerate-299': synthRegenerate299,
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, row: { type: 'string' } },
  allowPositionals: true,
});

/** Each row in a process of its own: peak memory is a process's, and one row's garbage is not another's. */
const runApart = (name: string): Promise<Row[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--max-old-space-size=8192', fileURLToPath(import.meta.url), '--row', name],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let out = '';
    child.stdout.on('data', (piece) => (out += piece));
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(out) as Row[]) : reject(new Error(`${name} ended with ${code}`)),
    );
  });

const line = ({ name, value, unit, baseline, ratio, cpuSeconds, peakMB, note }: Row): string => {
  const against = ratio === undefined ? '' : `${ratio} × the baseline (${baseline})`;
  const cost = [
    cpuSeconds === undefined ? '' : `${cpuSeconds.toFixed(2)} CPU s`,
    peakMB === undefined ? '' : `${peakMB} MB peak`,
  ]
    .filter((part) => part !== '')
    .join(', ');
  return `${name.padEnd(26)} ${String(value).padStart(9)} ${unit.padEnd(32)} ${against.padEnd(34)} ${cost}${note === undefined ? '' : `\n${' '.repeat(27)}${note}`}`;
};

if (values.row !== undefined) process.stdout.write(JSON.stringify(await rows[values.row]!()));
else {
  const unknown = positionals.find((name) => !(name in rows));
  if (unknown !== undefined) {
    process.stderr.write(`There is no row ${unknown}. There are: ${Object.keys(rows).join(', ')}\n`);
    process.exit(2);
  }
  if (!values.json) process.stdout.write(`${machine}\n\n`);
  const asked = positionals.length === 0 ? Object.keys(rows) : positionals;
  // Some rows come out of one run.
  const runs = new Map(asked.map((name) => [rows[name], name]));
  for (const name of runs.values()) {
    for (const row of await runApart(name))
      process.stdout.write(values.json ? `${JSON.stringify(row)}\n` : `${line(row)}\n`);
  }
}
