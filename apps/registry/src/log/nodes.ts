import { type NodeReader, peakLevels, TreeHasher } from '@assent/log';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../database/tables.ts';

interface Node {
  readonly level: number;
  readonly index: number;
}

const keyOf = (level: number, index: number): string => `${level}/${index}`;

const load = async (db: Database, nodes: readonly Node[]): Promise<Map<string, Uint8Array>> => {
  if (nodes.length === 0) return new Map();
  const levels = nodes.map(({ level }) => level);
  const indices = nodes.map(({ index }) => index);
  const { rows } = await sql<{ level: number; index: number; hash: Buffer }>`
    select n.level, n.index, n.hash
    from unnest(${levels}::smallint[], ${indices}::bigint[]) as wanted (level, index)
    join log_node n using (level, index)`.execute(db);
  return new Map(rows.map(({ level, index, hash }) => [keyOf(level, index), new Uint8Array(hash)]));
};

const placeholder = new Uint8Array(32);

/** Nodes kept at most: those of the last thousands of entries, and what their proofs need. */
const cacheSize = 100_000;

/**
 * Nodes of the committed tree, by memory alone: a node never changes once it is committed, and what is appended now is
 * what is proved next. Bounded; the oldest go first.
 */
export class NodeCache {
  readonly #nodes = new Map<string, Uint8Array>();

  get(level: number, index: number): Uint8Array | undefined {
    return this.#nodes.get(keyOf(level, index));
  }

  /** After their commit, never before: what is rolled back would be proved to somebody. */
  remember(nodes: Iterable<Node & { readonly hash: Uint8Array }>): void {
    for (const { level, index, hash } of nodes) this.#nodes.set(keyOf(level, index), hash);
    if (this.#nodes.size <= cacheSize) return;
    let surplus = this.#nodes.size - cacheSize / 2;
    for (const key of this.#nodes.keys()) {
      if (surplus-- <= 0) return;
      this.#nodes.delete(key);
    }
  }
}

/**
 * Run something that reads nodes of the log's tree. It runs twice: once to learn which nodes it reads (which depends on
 * sizes and indices alone), then on those nodes, loaded in one query.
 */
export const withNodes = async <T>(db: Database, compute: (read: NodeReader) => T, cache?: NodeCache): Promise<T> => {
  const wanted = new Map<string, Node>();
  const read: NodeReader = (level, index) => {
    const known = cache?.get(level, index);
    if (known === undefined) wanted.set(keyOf(level, index), { level, index });
    return known ?? placeholder;
  };
  const answer = compute(read);
  if (wanted.size === 0) return answer;
  const nodes = await load(db, [...wanted.values()]);
  const loaded = [...wanted].flatMap(([key, node]) => {
    const hash = nodes.get(key);
    return hash === undefined ? [] : [{ ...node, hash }];
  });
  cache?.remember(loaded);
  return compute((level, index) => {
    const hash = nodes.get(keyOf(level, index)) ?? cache?.get(level, index);
    if (hash === undefined) throw new Error(`the log's tree lacks node ${index} of level ${level}`);
    return hash;
  });
};

/** The tree at a size, to be grown; new nodes are given to `onNode`. */
export const resumeTree = async (
  db: Database,
  size: number,
  onNode: (level: number, index: number, hash: Uint8Array) => void,
  cache?: NodeCache,
): Promise<TreeHasher> => {
  let begin = 0;
  const peaks = peakLevels(size).map((level): Node => {
    const node = { level, index: begin / 2 ** level };
    begin += 2 ** level;
    return node;
  });
  const nodes = await load(
    db,
    peaks.filter(({ level, index }) => cache?.get(level, index) === undefined),
  );
  const hashes = peaks.map(({ level, index }) => {
    const hash = nodes.get(keyOf(level, index)) ?? cache?.get(level, index);
    if (hash === undefined) throw new Error(`the log's tree lacks node ${index} of level ${level}`);
    return hash;
  });
  return TreeHasher.resume(size, hashes, onNode);
};

export const rootAt = async (db: Database, size: number): Promise<Uint8Array> =>
  (await resumeTree(db, size, () => undefined)).root();

export const insertNodes = async (
  db: DatabaseTransaction,
  nodes: readonly { readonly level: number; readonly index: number; readonly hash: Uint8Array }[],
): Promise<void> => {
  await sql`
    insert into log_node (level, index, hash)
    select * from unnest(
      ${nodes.map(({ level }) => level)}::smallint[],
      ${nodes.map(({ index }) => index)}::bigint[],
      ${nodes.map(({ hash }) => Buffer.from(hash))}::bytea[]
    )`.execute(db);
};
