/** Where a bundle is read from: a folder, dropped files, memory. What it gives is hostile. */
export interface BundleSource {
  /** The files there are, with their sizes in bytes. Names use `/`. */
  list(): AsyncIterable<{ readonly name: string; readonly bytes: number }>;
  /** Size in bytes, or `undefined` if there is no such file. */
  size(name: string): Promise<number | undefined>;
  /** The bytes `[from, to)` in pieces; `to` absent: to the end. A piece is valid until the next one is asked for. */
  read(name: string, from?: number, to?: number): AsyncIterable<Uint8Array>;
}

/** The whole of a small file, or `undefined` if it is not there or larger than `limit`. */
export const readSmall = async (source: BundleSource, name: string, limit: number): Promise<Uint8Array | undefined> => {
  const size = await source.size(name);
  if (size === undefined || size > limit) return undefined;
  return readRange(source, name, 0, size);
};

export const readRange = async (source: BundleSource, name: string, from: number, to: number): Promise<Uint8Array> => {
  const whole = new Uint8Array(to - from);
  let at = 0;
  for await (const piece of source.read(name, from, to)) {
    if (at + piece.length > whole.length) break;
    whole.set(piece, at);
    at += piece.length;
  }
  return whole.subarray(0, at);
};

/** The files in a folder of a bundle, by their names in it. */
export const sourceBelow = (source: BundleSource, folder: string): BundleSource => ({
  async *list() {
    for await (const { name, bytes } of source.list())
      if (name.startsWith(folder)) yield { name: name.slice(folder.length), bytes };
  },
  size: (name) => source.size(`${folder}${name}`),
  read: (name, from, to) => source.read(`${folder}${name}`, from, to),
});

/** A bundle in memory, by file name. */
export const memorySource = (files: ReadonlyMap<string, Uint8Array>): BundleSource => ({
  async *list() {
    for (const [name, bytes] of files) yield { name, bytes: bytes.length };
  },
  size: async (name) => files.get(name)?.length,
  async *read(name, from = 0, to) {
    const bytes = files.get(name);
    if (bytes !== undefined) yield bytes.subarray(from, to);
  },
});
