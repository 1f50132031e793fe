import type { KeptLine } from '@assent/schema';
import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { StoredLine } from '../log/stored-lines.ts';
import { Damage } from './finding.ts';

/**
 * What the lines of a statement's list say, once their places and works are those of their columns. Whether they have
 * their shape, and are the list that was signed, is for others to tell.
 */
export const checkLines = (statement: number, rows: readonly StoredLine[]): KeptLine[] =>
  rows.map((row, at) => {
    const name = `list of entry ${statement}, line ${at}`;
    if (row.leaf !== at) throw new Damage('stored_line', 'leaf', name, `the next line is ${row.leaf}`);
    const line = parse(row.line);
    if (line?.sha256 !== row.sha256.toString('hex'))
      throw new Damage('stored_line', 'sha256', name, 'not the work that the line names', 'rebuild');
    return line;
  });

export const workIn = (line: string): unknown => parse(line)?.sha256;

const parse = (line: string): KeptLine | null | undefined => {
  try {
    return JSON.parse(line) as KeptLine | null;
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
