import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** A check that is a program of its own: it passes when the program is content and has looked at enough. */
export type Gate = {
  name: string;
  title: string;
  command: readonly [program: string, ...args: string[]];
  /** How many things the program says it looked at. */
  saw: (output: string) => number;
  /** Fewer than this many is a failure: a check that saw nothing has not passed. */
  atLeast: (root: string) => number;
  /** What it counts, in the plural. */
  unit: string;
};

export type Verdict = { passed: boolean; summary: string; details: string };

export const gates = [
  {
    name: 'types',
    title: 'Types (tsc in every workspace)',
    command: ['turbo', 'run', 'typecheck', '--output-logs=errors-only', '--continue=always', '--ui=stream'],
    saw: (output) => firstNumber(output, /Tasks:\s+(\d+) successful/),
    atLeast: (root) => typedWorkspaces(root).length,
    unit: 'workspaces',
  },
  {
    name: 'format',
    title: 'Format (oxfmt)',
    command: ['oxfmt', '--check'],
    saw: (output) => firstNumber(output, /on (\d+) files?/),
    atLeast: () => 1,
    unit: 'files',
  },
  {
    name: 'lint',
    title: 'Lint (oxlint)',
    command: ['oxlint', '--deny-warnings', '--report-unused-disable-directives'],
    saw: (output) => firstNumber(output, /on (\d+) files?/),
    atLeast: () => 1,
    unit: 'files',
  },
  {
    name: 'dead-code',
    title: 'Dead code (knip)',
    command: [
      'knip',
      '--no-progress',
      '--treat-config-hints-as-errors',
      '--reporter=symbols',
      '--reporter=./tests/run/knip-reporter.ts',
    ],
    saw: (output) => firstNumber(output, /knip read (\d+) files/),
    atLeast: () => 1,
    unit: 'files',
  },
  {
    name: 'build',
    title: 'Build of the dashboard (vite)',
    command: ['turbo', 'run', 'build', '--filter=@assent/dashboard', '--output-logs=errors-only', '--ui=stream'],
    saw: (output) => firstNumber(output, /Tasks:\s+(\d+) successful/),
    atLeast: () => 1,
    unit: 'apps built',
  },
] as const satisfies Gate[];

export async function runGate(gate: Gate, root: string): Promise<Verdict> {
  const started = performance.now();
  const { code, output } = await run(gate.command, root);
  return judge(gate, { code, output, atLeast: gate.atLeast(root), seconds: (performance.now() - started) / 1000 });
}

export function judge(
  { saw, unit }: Gate,
  { code, output, atLeast, seconds }: { code: number; output: string; atLeast: number; seconds: number },
): Verdict {
  const details = stripVTControlCharacters(output).trim();
  const seen = saw(details);
  const took = `${seconds.toFixed(1)} s`;
  if (code !== 0) return { passed: false, summary: `failed (exit code ${code}; ${took})`, details };
  const due = Math.max(1, atLeast);
  if (seen < due) {
    return { passed: false, summary: `failed (${unit}: ${seen}, where at least ${due} are due)`, details };
  }
  return { passed: true, summary: `passed (${unit}: ${seen}; ${took})`, details };
}

function run([program, ...args]: Gate['command'], root: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter),
        NO_COLOR: '1',
        // Nothing of a test run goes out to the network.
        DO_NOT_TRACK: '1',
        TURBO_TELEMETRY_DISABLED: '1',
        TURBO_NO_UPDATE_NOTIFIER: '1',
      },
    });
    let output = '';
    const keep = (chunk: string) => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => resolve({ code: 127, output: `${output}\n${error.message}` }));
    child.on('close', (code, signal) => resolve({ code: code ?? 1, output: signal ? `${output}\n${signal}` : output }));
  });
}

/** The folders that hold a `tsconfig.json`: each of them owes a type check. */
function typedWorkspaces(root: string): string[] {
  const children = (folder: string) => readdirSync(join(root, folder)).map((name) => join(folder, name));
  const folders = [...children('packages'), ...children('apps'), 'tests'];
  return folders.filter((folder) => existsSync(join(root, folder, 'tsconfig.json')));
}

function firstNumber(output: string, pattern: RegExp): number {
  return Number(pattern.exec(output)?.[1] ?? 0);
}
