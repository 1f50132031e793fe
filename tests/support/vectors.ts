import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe } from 'vitest';

const besideTheCheckout = join(dirname(dirname(dirname(import.meta.dirname))), 'shared', 'vectors');

/** Published test data is read where it lies and never copied: `ASSENT_VECTORS`, else `../shared/vectors`. */
const vectors = process.env.ASSENT_VECTORS ?? besideTheCheckout;

/**
 * Tests over a folder of published vectors. Where there are none beside a clone they are skipped, and their name says
 * so; where `ASSENT_VECTORS` names a folder, one that is missing fails.
 *
 * @param define reads files inside its tests only: it also runs where the folder is absent.
 */
export const describeVectors = (folder: string, name: string, define: (folder: VectorFolder) => void): void => {
  const path = join(vectors, folder);
  const absent = process.env.ASSENT_VECTORS === undefined && !existsSync(path);
  const why = absent ? ` (skipped: no published vectors in ../shared/vectors/${folder})` : '';
  describe.skipIf(absent)(`${name}${why}`, () => {
    define(new VectorFolder(path));
  });
};

/** Files of one folder of vectors, by their names in it. */
export class VectorFolder {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Names of the files, and of the folders, in a folder. */
  async names(folder = '.'): Promise<string[]> {
    return (await readdir(join(this.#path, folder))).toSorted();
  }

  async bytes(name: string): Promise<Uint8Array> {
    return new Uint8Array(await readFile(join(this.#path, name)));
  }

  async text(name: string): Promise<string> {
    return readFile(join(this.#path, name), 'utf8');
  }

  async json<T>(name: string): Promise<T> {
    return JSON.parse(await this.text(name)) as T;
  }
}
