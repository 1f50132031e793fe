import { client } from '../api.ts';
import type { EntrySummary } from '../answers.ts';
import { readAll } from '../keys/store.ts';

/** Statements that are asked for at once. */
const page = 200;

/** Everything that an identity signed, newest first. */
const entriesOf = async (signer: string): Promise<EntrySummary[]> => {
  const found: EntrySummary[] = [];
  for (let cursor: number | undefined; ;) {
    const { entries, next } = await client.statements.list.query({
      limit: page,
      signer,
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...entries);
    if (next === undefined || entries.length === 0) return found;
    cursor = next;
  }
};

/**
 * Everything that was signed here, as one text: statements with their bytes and proofs, their lists, and what this browser
 * alone knows, the names of the files. No key is in it.
 */
export const exportAll = async (identity: string, onRead: (read: number, of: number) => void): Promise<string> => {
  const entries = await entriesOf(identity);
  const statements = [];
  for (const [at, { index, works }] of entries.entries()) {
    onRead(at, entries.length);
    const { entry, id, statement, receipt, loggedAt } = await client.statements.read.query({ index });
    const lines = works === undefined ? [] : await client.statements.lines.query({ index });
    statements.push({ index, id, loggedAt, statement, entry, receipt, lines });
  }
  const files = (await readAll('works')).map(({ sha256, name }) => ({ sha256, name }));
  return `${JSON.stringify({ identity, exportedAt: new Date().toISOString(), statements, files }, null, 2)}\n`;
};
