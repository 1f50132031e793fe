import type { Registry } from '../registry.ts';

/** Some of the lines of a statement's list, in order, as they may be shown: of an erased one what is kept of it. */
export const readLines = async (
  { db, erasures }: Registry,
  statement: number,
  from: number,
  limit: number,
): Promise<readonly string[]> => {
  const rows = await db
    .selectFrom('list_line')
    .select('line')
    .where('statement', '=', statement)
    .where('leaf', '>=', from)
    .orderBy('leaf')
    .limit(limit)
    .execute();
  return erasures.shown(
    statement,
    from,
    rows.map(({ line }) => line),
  );
};
