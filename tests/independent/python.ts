import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AsOf, Code, Trust } from '@assent/schema';

const program = join(import.meta.dirname, 'verify.py');
const answering = join(import.meta.dirname, 'conformance.py');

/** Whether there is a Python that can run the second verifier. */
export const hasPython =
  spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))'], { stdio: 'ignore' }).status === 0;

/** What the second verifier says of a bundle. */
export interface PythonReport {
  readonly ok: boolean;
  readonly errors: readonly { readonly code: Code; readonly item?: string; readonly statement?: string }[];
  readonly counts: { readonly total: number; readonly consented: number; readonly synthetic: number };
  readonly asOf: AsOf | null;
}

/** Run it; `lines` go to its standard input. */
export const runPython = (
  options: readonly string[],
  lines: readonly string[],
  script = program,
): { status: number | null; lines: string[] } => {
  const { status, stdout, stderr, error } = spawnSync('python3', ['-B', script, ...options], {
    input: lines.map((line) => `${line}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (error !== undefined) throw error;
  if (stderr !== '') throw new Error(stderr);
  return { status, lines: stdout.split('\n').slice(0, -1) };
};

export type BundleFiles = ReadonlyMap<string, Uint8Array>;

/** Reports on bundles, in their order. They are written to a folder that is removed afterwards. */
export const verifyInPython = async (bundles: readonly BundleFiles[], trust: Trust): Promise<PythonReport[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-independent-'));
  try {
    await writeFile(join(folder, 'trust.json'), JSON.stringify(trust));
    const folders = bundles.map((_, i) => join(folder, String(i)));
    for (const [i, files] of bundles.entries()) {
      // A bundle of no files at all is a folder too.
      await mkdir(folders[i]!);
      for (const [name, bytes] of files) {
        await mkdir(dirname(join(folders[i]!, name)), { recursive: true });
        await writeFile(join(folders[i]!, name), bytes);
      }
    }
    const { lines } = runPython(['--many', '--trust', join(folder, 'trust.json')], folders);
    return lines.map((line) => JSON.parse(line) as PythonReport);
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** One report and the exit status, as somebody at a terminal gets them. */
export const verifyOnceInPython = async (
  files: BundleFiles,
  trust: Trust,
): Promise<{ status: number | null; report: PythonReport }> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-independent-'));
  try {
    await writeFile(join(folder, 'trust.json'), JSON.stringify(trust));
    for (const [name, bytes] of files) {
      await mkdir(dirname(join(folder, 'bundle', name)), { recursive: true });
      await writeFile(join(folder, 'bundle', name), bytes);
    }
    const { status, lines } = runPython([join(folder, 'bundle'), '--trust', join(folder, 'trust.json')], []);
    return { status, report: JSON.parse(lines[0]!) as PythonReport };
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** Answers to cases (docs/spec/decision.md §8), one each. */
export const askPython = (cases: readonly object[]): unknown[] =>
  runPython(
    ['--decide'],
    cases.map((one) => JSON.stringify(one)),
  ).lines.map((line) => JSON.parse(line) as unknown);

/** Answers to questions of docs/spec/vectors.md, one for each line. */
export const answerInPython = (lines: readonly string[]): unknown[] =>
  runPython([], lines, answering).lines.map((line) => JSON.parse(line) as unknown);
