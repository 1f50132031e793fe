import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, 'program.ts');

const start = (): ChildProcessWithoutNullStreams => spawn(process.execPath, [program]);

export interface Run {
  /** One a line of output. */
  readonly answers: readonly unknown[];
  readonly exitCode: number | null;
  /** What it wrote beside its answers. */
  readonly complaints: string;
}

/** Run the program over these bytes to its end, as `pnpm conformance < file` does. */
export const runProgram = async (input: Iterable<string | Uint8Array>): Promise<Run> => {
  const child = start();
  let [output, complaints] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const closed = once(child, 'close') as Promise<[number | null]>;
  // Where the program has ended, what it answered says so.
  child.stdin.on('error', () => undefined);
  for (const piece of input) {
    if (!child.stdin.write(piece)) await Promise.race([once(child.stdin, 'drain'), closed]);
  }
  child.stdin.end();
  const [exitCode] = await closed;
  const lines = output.split('\n');
  // Every answer ends with a line feed, so nothing follows the last one.
  if (lines.pop() !== '') throw new Error('the last answer is cut off');
  return { answers: lines.map((line) => JSON.parse(line) as unknown), exitCode, complaints };
};

/** One program that is asked case after case, as a suite in another language would do it. */
export class RunningProgram {
  readonly #child = start();
  readonly #answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  readonly #complaints: string[] = [];
  readonly #closed = once(this.#child, 'close') as Promise<[number | null]>;

  constructor() {
    this.#child.stdin.on('error', () => undefined);
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => this.#complaints.push(text));
  }

  /** The answers to these cases, each waited for. */
  readonly ask = async (...cases: readonly unknown[]): Promise<readonly unknown[]> => {
    this.#child.stdin.write(cases.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const answers: unknown[] = [];
    for (const _ of cases) {
      const { value, done } = await this.#answers.next();
      if (done) throw new Error(`it ended: ${this.#complaints.join('')}`);
      answers.push(JSON.parse(value));
    }
    return answers;
  };

  /** Nothing more is asked: what it says on leaving, and anything it said unasked. */
  async end(): Promise<Omit<Run, 'answers'> & { readonly unasked: boolean }> {
    this.#child.stdin.end();
    const [exitCode] = await this.#closed;
    const { done } = await this.#answers.next();
    return { exitCode, complaints: this.#complaints.join(''), unasked: done !== true };
  }
}
