import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, type FileHandle, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { folderSource } from './bundle-folder.ts';
import { fail } from './failure.ts';

const unwritable = (cause: Error): never => fail('file_unwritable', cause.message);

let begun = 0;
/**
 * What a file is called until it is whole: whoever is killed leaves this, and never half a file under its name. Each time
 * another, since the same content may be written twice at once.
 */
const unfinished = (path: string): string => `${path}.${++begun}.part`;

/** A file that is hashed as it is written, and has its name once it is whole. */
export class WholeFile {
  readonly #path: string;
  readonly #part: string;
  readonly #file: FileHandle;
  readonly #hash = createHash('sha256');

  private constructor(path: string, part: string, file: FileHandle) {
    this.#path = path;
    this.#part = part;
    this.#file = file;
  }

  static async create(path: string): Promise<WholeFile> {
    await mkdir(dirname(path), { recursive: true }).catch(unwritable);
    const part = unfinished(path);
    return new WholeFile(path, part, await open(part, 'w').catch(unwritable));
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    await this.#file.appendFile(bytes).catch(unwritable);
  }

  /** Answers the SHA-256 of what was written, hex. */
  async finish(): Promise<string> {
    await this.#file.close();
    await rename(this.#part, this.#path).catch(unwritable);
    return this.#hash.digest('hex');
  }

  /** Harmless after `finish`. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
  }
}

/**
 * A bundle being written beside its final place, where it appears whole or not at all. What was written stays when its
 * writer is killed, and the next one goes on from there: each file is under its name only when it is whole, and is taken
 * only if its hash is right.
 */
export class BundleDraft {
  readonly folder: string;
  readonly #target: string;
  readonly #place: string;
  /** Names of what belongs to the bundle, as far as this writer knows. */
  readonly #named = new Set<string>();

  private constructor(target: string) {
    this.#target = target;
    this.#place = `${target}.draft`;
    this.folder = join(this.#place, 'bundle');
  }

  /** Refuses with `folder_in_use` where the target holds something, or somebody is writing to it. */
  static async open(target: string): Promise<BundleDraft> {
    const there = await readdir(target).catch(() => []);
    if (there.length > 0) fail('folder_in_use', target);
    const draft = new BundleDraft(target);
    await mkdir(draft.folder, { recursive: true }).catch(unwritable);
    await draft.#lock();
    return draft;
  }

  /** One writer at a time: by its process, so that one that was killed holds nobody up. */
  async #lock(): Promise<void> {
    const lock = join(this.#place, 'writer');
    const take = () => writeFile(lock, String(process.pid), { flag: 'wx' });
    const taken = await take().then(
      () => true,
      () => false,
    );
    if (taken) return;
    const writer = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (isRunning(writer)) fail('folder_in_use', `process ${writer} is writing to ${this.#target}`);
    await rm(lock, { force: true });
    await take().catch(unwritable);
  }

  /** What was kept under a name; `undefined` where nothing was, or was damaged since. */
  async kept(name: string): Promise<unknown> {
    const text = await readFile(join(this.#place, name), 'utf8').catch(() => '');
    const end = text.indexOf('\n');
    return end > 0 && sha256(text.slice(end + 1)) === text.slice(0, end)
      ? (JSON.parse(text.slice(end + 1)) as unknown)
      : undefined;
  }

  /** Keep something beside the bundle for whoever goes on; with its hash, since it is believed as it stands. */
  async keep(name: string, value: unknown): Promise<void> {
    const text = JSON.stringify(value);
    const path = join(this.#place, name);
    const part = unfinished(path);
    await writeFile(part, `${sha256(text)}\n${text}`).catch(unwritable);
    await rename(part, path).catch(unwritable);
  }

  /** Forget what was kept under a name. */
  async forget(name: string): Promise<void> {
    await rm(join(this.#place, name), { force: true });
  }

  async write(name: string, content: Uint8Array): Promise<void> {
    const file = await this.create(name);
    await file.write(content);
    await file.finish();
  }

  /** A file of the bundle, to be written piece by piece. */
  async create(name: string): Promise<WholeFile> {
    this.#named.add(name);
    return WholeFile.create(join(this.folder, name));
  }

  /** Whether a file is there, whole, with this hash; then it belongs to the bundle. */
  async holds(name: string, hash: string): Promise<boolean> {
    const found = createHash('sha256');
    const isThere = await pipeline(createReadStream(join(this.folder, name)), found).then(
      () => true,
      () => false,
    );
    if (!isThere || found.digest('hex') !== hash) return false;
    this.#named.add(name);
    return true;
  }

  /** Copy a file in: a link would let whoever edits the original change the dataset. */
  async bring(name: string, from: string): Promise<void> {
    this.#named.add(name);
    const path = join(this.folder, name);
    await mkdir(dirname(path), { recursive: true }).catch(unwritable);
    const part = unfinished(path);
    await copyFile(from, part).catch(unwritable);
    await rename(part, path).catch(unwritable);
  }

  /** Take out what an earlier writer left that is not of this bundle. */
  async sweep(): Promise<void> {
    for await (const { name } of folderSource(this.folder).list())
      if (!this.#named.has(name)) await rm(join(this.folder, name), { force: true });
  }

  async finish(): Promise<void> {
    await rm(this.#target, { recursive: true, force: true });
    await mkdir(dirname(this.#target), { recursive: true }).catch(unwritable);
    await rename(this.folder, this.#target).catch(unwritable);
    await this.discard();
  }

  /** Leave what was written for the next writer. */
  async leave(): Promise<void> {
    await this.forget('writer');
  }

  async discard(): Promise<void> {
    await rm(this.#place, { recursive: true, force: true });
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const isRunning = (process_: number): boolean => {
  try {
    return Number.isSafeInteger(process_) && process_ > 0 && process.kill(process_, 0);
  } catch {
    return false;
  }
};
