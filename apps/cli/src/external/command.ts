import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { lstat, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fail, Failure } from '../failure.ts';
import type { External, OpenExternal } from './description.ts';
import { answerMost, type Asked, type ExternalItem, itemOf, lineOf, openAnswer } from './exchange.ts';

type Command = Extract<External['runs'], { command: unknown }>;

/** How often what it takes is measured, in milliseconds. */
const every = 50;

/**
 * Run a command in an empty folder and ask it for one item after another: a line on its input, a file in its folder, a line
 * on its output. It is run without a shell and without this program's environment, and is ended with all its processes
 * when it takes more than its limits. That is no sandbox: it may do what whoever runs it may.
 */
export async function* runCommand(
  { external, folder }: OpenExternal & { readonly external: External & { readonly runs: Command } },
  questions: readonly Asked[],
): AsyncGenerator<ExternalItem> {
  const place = await mkdtemp(join(tmpdir(), 'assent-external-'));
  const running = new Running(external, argumentsOf(external.runs, folder), place);
  try {
    for (const asked of questions) {
      const answer = openAnswer(await running.ask(lineOf(asked), asked.slot), asked, external);
      const bytes = await takeFile(place, answer.file, asked.slot, external.limits.bytes);
      yield itemOf(answer, bytes, asked);
    }
    await running.finish();
  } finally {
    await running.end();
    await rm(place, { recursive: true, force: true });
  }
}

const argumentsOf = ({ command, files }: Command, folder: string): string[] =>
  command.map((word) => (Object.hasOwn(files, word) ? resolve(folder, word) : word));

/** The one file that is there, which the answer names: a plain file in the folder, and no link to another. */
const takeFile = async (place: string, name: string | undefined, slot: number, most: number): Promise<Uint8Array> => {
  if (name === undefined || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name)) {
    return fail(
      'generator_mismatch',
      `slot ${slot}: ${JSON.stringify(name ?? null)} is no name of a file in its folder`,
    );
  }
  const there = await readdir(place);
  if (there.length !== 1 || there[0] !== name) {
    const others = there.filter((one) => one !== name).length;
    return fail(
      'generator_mismatch',
      `slot ${slot}: ${there.includes(name) ? `${others} files more` : `no file ${name}`}`,
    );
  }
  const path = join(place, name);
  const found = await lstat(path);
  if (found.isSymbolicLink()) return fail('link_leaves_folder', `slot ${slot}: ${name}`);
  if (!found.isFile()) return fail('generator_mismatch', `slot ${slot}: ${name} is no file`);
  if (found.size > most) return fail('generator_limit', `slot ${slot}: ${found.size} bytes, at most ${most}`);
  // Exchanged since for a link, it is not followed.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() =>
    fail('link_leaves_folder', name),
  );
  try {
    const room = new Uint8Array(most + 1);
    let at = 0;
    for (;;) {
      const { bytesRead } = await file.read(room, at, room.length - at);
      if (bytesRead === 0) break;
      at += bytesRead;
      if (at > most) return fail('generator_limit', `slot ${slot}: more than ${most} bytes`);
    }
    return room.slice(0, at);
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
};

/** A command that is running: asked line by line, watched, and ended with whatever it started. */
class Running {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #external: External;
  readonly #place: string;
  readonly #started = Date.now();
  readonly #watch: NodeJS.Timeout;
  /** Rejects when it may not go on. */
  readonly #over: Promise<never>;
  readonly #gone: Promise<string>;
  #stop: (cause: Failure) => void = () => {};
  #output = Buffer.alloc(0);
  #errors = '';
  #wake: () => void = () => {};

  constructor(external: External, [program, ...rest]: readonly string[], place: string) {
    this.#external = external;
    this.#place = place;
    this.#over = new Promise((_, reject) => (this.#stop = reject));
    this.#over.catch(() => {});
    const env = { PATH: process.env['PATH'] ?? '', HOME: place, TMPDIR: place, LANG: 'C.UTF-8' };
    // A group of its own, so that what it starts is ended with it.
    this.#child = spawn(program!, rest, { cwd: place, env, detached: true, shell: false, stdio: 'pipe' });
    this.#gone = new Promise((done) => {
      this.#child.once('error', (cause) => done(cause.message));
      this.#child.once('close', (code, signal) => done(code === 0 ? '' : `it ended with ${signal ?? `code ${code}`}`));
    });
    void this.#gone.then(() => this.#wake());
    this.#child.stdin.on('error', () => {});
    this.#child.stdout.on('data', (piece: Buffer) => {
      this.#output = Buffer.concat([this.#output, piece]);
      if (this.#output.length > answerMost) this.#refuse('generator_limit', `more than ${answerMost} bytes of output`);
      this.#wake();
    });
    this.#child.stderr.on('data', (piece: Buffer) => {
      if (this.#errors.length < 300) this.#errors += printable(piece.toString('utf8'));
    });
    this.#watch = setInterval(() => void this.#measure(), every);
  }

  #refuse(code: 'generator_failed' | 'generator_limit', detail: string): void {
    this.#stop(new Failure({ code, detail }));
    this.#kill();
  }

  async #measure(): Promise<void> {
    const { seconds, megabytes, bytes } = this.#external.limits;
    if (Date.now() - this.#started > seconds * 1000) this.#refuse('generator_limit', `more than ${seconds} s`);
    const used = await memoryOf(this.#child.pid);
    if (used > megabytes * 1024 * 1024) this.#refuse('generator_limit', `more than ${megabytes} MB of memory`);
    const sizes = await sizesIn(this.#place);
    if (sizes.length > mostFiles) this.#refuse('generator_limit', `more than ${mostFiles} files`);
    if (sizes.reduce((sum, size) => sum + size, 0) > bytes)
      this.#refuse('generator_limit', `more than ${bytes} bytes of files`);
  }

  /** The line that answers a line. */
  async ask(line: Uint8Array, slot: number): Promise<Uint8Array> {
    this.#child.stdin.write(line);
    return Promise.race([this.#nextLine(slot), this.#over]);
  }

  async #nextLine(slot: number): Promise<Uint8Array> {
    for (;;) {
      const end = this.#output.indexOf(0x0a);
      if (end >= 0) {
        const found = this.#output.subarray(0, end);
        this.#output = this.#output.subarray(end + 1);
        return found;
      }
      const gone = await Promise.race([
        this.#gone,
        new Promise<undefined>((wake) => (this.#wake = () => wake(undefined))),
      ]);
      if (gone !== undefined && !this.#output.includes(0x0a)) {
        return fail('generator_failed', `slot ${slot}: ${gone || 'it ended before its answer'} ${this.#errors}`.trim());
      }
    }
  }

  /** Nothing more is asked: it has to end by itself, having said no more and left nothing. */
  async finish(): Promise<void> {
    this.#child.stdin.end();
    const gone = await Promise.race([this.#gone, this.#over]);
    if (gone !== '') fail('generator_failed', `${gone} ${this.#errors}`.trim());
    if (this.#output.length > 0) fail('generator_mismatch', 'it says more than it was asked');
    if ((await readdir(this.#place)).length > 0) fail('generator_mismatch', 'it leaves files that no answer names');
  }

  #kill(): void {
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }

  async end(): Promise<void> {
    clearInterval(this.#watch);
    this.#kill();
    await this.#gone;
  }
}

const mostFiles = 64;

/** Sizes of what is in a folder; what is gone meanwhile counts for nothing. */
const sizesIn = async (place: string): Promise<number[]> => {
  const names = await readdir(place, { recursive: true }).catch(() => []);
  const found = await Promise.all(
    names.slice(0, mostFiles + 1).map((name) => lstat(join(place, name)).catch(() => undefined)),
  );
  return found.map((one) => one?.size ?? 0);
};

const pageSize = 4096;

/** Bytes of memory of a process group, where the system tells (Linux); else 0. */
const memoryOf = async (group: number | undefined): Promise<number> => {
  const processes = await readdir('/proc').catch(() => []);
  let bytes = 0;
  for (const name of processes) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // After the program's name in brackets, which may hold anything: state, parent, group; memory is the 22nd of these.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[2]) === group) bytes += Number(fields[21]) * pageSize;
  }
  return bytes;
};

/** What a stranger's program says goes to a terminal. */
const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]+/g, ' ');
