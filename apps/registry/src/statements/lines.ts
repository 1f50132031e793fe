import type { Database } from '../database/tables.ts';

/** Some of the canonical lines of a statement's list, in order. */
export const readLines = async (db: Database, statement: number, from: number, limit: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('list_line')
    .select('line')
    .where('statement', '=', statement)
    .where('leaf', '>=', from)
    .orderBy('leaf')
    .limit(limit)
    .execute();
  return rows.map(({ line }) => line);
};
