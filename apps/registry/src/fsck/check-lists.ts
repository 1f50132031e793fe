import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import { Damage } from './finding.ts';

/** Lines fetched at once. */
const page = 8192;
/** Lists up to this long are fetched with those of other statements. */
const shortList = 32;

const checkLine = (statement: number, at: number, row: { leaf: number; sha256: Buffer; line: string }): string => {
  const name = `list of entry ${statement}, line ${at}`;
  if (row.leaf !== at) throw new Damage('stored_line', 'leaf', name, `the next line is ${row.leaf}`);
  if (workIn(row.line) !== row.sha256.toString('hex'))
    throw new Damage('stored_line', 'sha256', name, 'not the work that the line names', 'rebuild');
  return row.line;
};

/** Lines by the statement that signs their list, as they are stored. */
export type ShortLists = ReadonlyMap<number, readonly { leaf: number; sha256: Buffer; line: string }[]>;

/** The short lists among those of a page of statements, in one query. `lines`: how many each signs. */
export const readShortLists = async (
  db: Database,
  signed: readonly { readonly index: number; readonly lines: number }[],
): Promise<ShortLists> => {
  const short = signed.filter(({ lines }) => lines <= shortList).map(({ index }) => index);
  const lists = new Map<number, { leaf: number; sha256: Buffer; line: string }[]>(short.map((index) => [index, []]));
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

/**
 * The lines of a statement's list in order, as texts, once their places and works are those of their columns.
 * Whether they are the list that was signed is told by its root, when the entry is replayed.
 */
export const readCheckedList = async (db: Database, statement: number, short: ShortLists): Promise<string[]> => {
  const known = short.get(statement);
  if (known !== undefined) return known.map((row, at) => checkLine(statement, at, row));
  const lines: string[] = [];
  for (let more = true; more;) {
    const rows = await db
      .selectFrom('list_line')
      .select(['leaf', 'sha256', 'line'])
      .where('statement', '=', statement)
      .where('leaf', '>=', lines.length)
      .orderBy('leaf')
      .limit(page)
      .execute();
    more = rows.length === page;
    for (const row of rows) lines.push(checkLine(statement, lines.length, row));
  }
  return lines;
};

export const workIn = (line: string): unknown => {
  try {
    return (JSON.parse(line) as { sha256: unknown } | null)?.sha256;
  } catch {
    return undefined;
  }
};

/** Lists and lines that belong to nothing. */
export const checkLeftovers = async (db: Database, expected: { lists: number; lines: number }): Promise<void> => {
  const { rows } = await sql<{ lists: number; lines: number; uploading: number }>`
    select (select count(*) from list) as lists,
      (select count(*) from list_line) as lines,
      (select count(*) from stored_line) - (select count(*) from list_line) as uploading`.execute(db);
  const { lists, lines, uploading } = rows[0]!;
  if (lists !== expected.lists)
    throw new Damage('list', 'statement', 'any', `${lists} lists, ${expected.lists} are signed`);
  if (lines !== expected.lines)
    throw new Damage('stored_line', 'list', 'any', `${lines} lines, ${expected.lines} are signed`);
  if (uploading === 0) return;
  const orphan = await sql<{ list: number; leaf: number }>`
    select list, leaf from stored_line s
    where not exists (select from list where id = s.list) and not exists (select from upload where list = s.list)
    limit 1`.execute(db);
  const [first] = orphan.rows;
  if (first !== undefined)
    throw new Damage('stored_line', 'list', `list ${first.list}, line ${first.leaf}`, 'there is no such list');
};
