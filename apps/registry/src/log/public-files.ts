import { parseTilePath, tileWidth } from '@assent/log';
import { sql } from 'kysely';
import type { Registry } from '../registry.ts';

/**
 * A file of the log at its C2SP tlog-tiles path, or `undefined` where there is none. A tile is shown once a signed
 * checkpoint covers it; what a path answered once it answers for ever.
 */
export const readTile = async (registry: Registry, path: string): Promise<Uint8Array | undefined> => {
  const tile = parseTilePath(path);
  if (tile === undefined) return undefined;
  const level = tile.level === 'entries' ? 0 : tile.level;
  const first = tile.index * tileWidth;
  const perNode = 2 ** (8 * level);
  if ((first + tile.width) * perNode > registry.checkpoints.last.size) return undefined;
  return tile.level === 'entries'
    ? entryBundle(registry, first, tile.width)
    : hashTile(registry, 8 * level, first, tile.width);
};

/** Entries one after another, each after its length as u16be. */
const entryBundle = async (registry: Registry, first: number, width: number): Promise<Uint8Array> => {
  const rows = await registry.db
    .selectFrom('log_entry')
    .select('entry')
    .where('index', '>=', first)
    .where('index', '<', first + width)
    .orderBy('index')
    .execute();
  return Buffer.concat(
    rows.flatMap(({ entry }) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
};

const hashTile = async (registry: Registry, level: number, first: number, width: number): Promise<Uint8Array> => {
  const { rows } = await sql<{ hash: Buffer }>`
    select hash from log_node where level = ${level} and index >= ${first} and index < ${first + width} order by index`.execute(
    registry.db,
  );
  return Buffer.concat(rows.map(({ hash }) => hash));
};
