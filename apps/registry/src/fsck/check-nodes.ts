import { createHash } from 'node:crypto';
import { TreeHasher } from '@assent/log';
import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import { Damage } from './finding.ts';

interface Run {
  readonly first: number;
  readonly hashes: Uint8Array[];
}

/** The log's tree as its entries make it, held against the stored nodes a page at a time. */
export class NodeCheck {
  readonly #db: Database;
  /** By level, what was made since the last comparison: its indices follow one another. */
  readonly #made = new Map<number, Run>();
  #total = 0;
  readonly #tree: TreeHasher;

  constructor(db: Database) {
    this.#db = db;
    this.#tree = new TreeHasher((level, index, hash) => {
      this.#total++;
      const run = this.#made.get(level);
      if (run === undefined) this.#made.set(level, { first: index, hashes: [hash] });
      else run.hashes.push(hash);
    });
  }

  add(leaf: Uint8Array): void {
    this.#tree.add(leaf);
  }

  get size(): number {
    return this.#tree.size;
  }

  root(): Uint8Array {
    return this.#tree.root();
  }

  /** Nodes in runs, one digest for each: PostgreSQL makes its own over what it holds, so few bytes travel. */
  async compare(): Promise<void> {
    const runs = [...this.#made];
    this.#made.clear();
    const { rows } = await sql<{ level: number; digest: Buffer | null }>`
      select r.level, sha256(string_agg(n.hash, ''::bytea order by n.index)) as digest
      from unnest(
        ${runs.map(([level]) => level)}::smallint[],
        ${runs.map(([, { first }]) => first)}::bigint[],
        ${runs.map(([, { first, hashes }]) => first + hashes.length)}::bigint[]
      ) as r (level, first, past)
      left join log_node n on n.level = r.level and n.index >= r.first and n.index < r.past
      group by r.level`.execute(this.#db);
    const stored = new Map(rows.map(({ level, digest }) => [level, digest]));
    for (const [level, { first, hashes }] of runs) {
      const hash = createHash('sha256');
      for (const one of hashes) hash.update(one);
      if (stored.get(level)?.equals(hash.digest()) !== true) await this.#findNode(level, first, hashes);
    }
  }

  async #findNode(level: number, first: number, hashes: readonly Uint8Array[]): Promise<never> {
    const rows = await this.#db
      .selectFrom('log_node')
      .select(['index', 'hash'])
      .where('level', '=', level)
      .where('index', '>=', first)
      .where('index', '<', first + hashes.length)
      .execute();
    const stored = new Map(rows.map(({ index, hash }) => [index, hash]));
    const at = hashes.findIndex((hash, i) => stored.get(first + i)?.equals(hash) !== true);
    const row = `level ${level}, index ${first + at}`;
    throw stored.has(first + at)
      ? new Damage('log_node', 'hash', row, 'not the hash of what lies below it', 'rebuild')
      : new Damage('log_node', 'index', row, 'missing', 'rebuild');
  }

  /** Nodes that no entry makes. */
  async finish(): Promise<void> {
    const { count } = await this.#db
      .selectFrom('log_node')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (count !== this.#total)
      throw new Damage('log_node', 'level', 'any', `${count} nodes, where ${this.#total} belong`, 'rebuild');
  }
}
