import type { Statement } from '@assent/schema';
import type { Database } from '../database/tables.ts';

/** Lines fetched at once, and folded before anybody else has a turn. */
const page = 2048;
/** Lists up to this long are fetched with those of other statements. */
const shortList = 32;

/** A line of a list as it is stored. */
export interface StoredLine {
  readonly leaf: number;
  readonly sha256: Buffer;
  readonly line: string;
}

/** Short lists, by the statement that signs them. */
export type ShortLists = ReadonlyMap<number, readonly StoredLine[]>;

/** Lines of the list that a statement signs, as it says. */
const listLength = (statement: Statement): number => {
  if (statement.kind === 'release') return statement.items.count;
  return 'works' in statement ? (statement.works?.count ?? 0) : 0;
};

/** The short lists among those of a page of statements, in one query. `undefined`: nobody can tell what one says. */
export const readShortLists = async (
  db: Database,
  statements: readonly { readonly index: number; readonly statement: Statement | undefined }[],
): Promise<ShortLists> => {
  const short = statements
    .filter(({ statement }) => statement === undefined || listLength(statement) <= shortList)
    .map(({ index }) => index);
  const lists = new Map<number, StoredLine[]>(short.map((index) => [index, []]));
  if (short.length === 0) return lists;
  const rows = await db
    .selectFrom('list_line')
    .selectAll()
    .where((where) => where('statement', '=', where.fn.any(where.val(short))))
    .orderBy('statement')
    .orderBy('leaf')
    .execute();
  for (const row of rows) lists.get(row.statement)?.push(row);
  return lists;
};

/** The lines of a statement's list in order, some thousands at a time. */
export async function* readLongList(db: Database, statement: number): AsyncGenerator<StoredLine[]> {
  for (let begin = 0; ;) {
    const rows = await db
      .selectFrom('list_line')
      .select(['leaf', 'sha256', 'line'])
      .where('statement', '=', statement)
      .where('leaf', '>=', begin)
      .orderBy('leaf')
      .limit(page)
      .execute();
    yield rows;
    if (rows.length < page) return;
    begin = rows.at(-1)!.leaf + 1;
  }
}

/** The canonical lines of a statement's list, in order. */
export const readList = async (db: Database, statement: number): Promise<string[]> =>
  (await db.selectFrom('list_line').select('line').where('statement', '=', statement).orderBy('leaf').execute()).map(
    ({ line }) => line,
  );
