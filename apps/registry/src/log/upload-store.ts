import { rootOf } from '@assent/log';
import { accepted, refused, type Result } from '@assent/schema';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Database, DatabaseTransaction } from '../database/tables.ts';

/** Whether the chunks that are here are the list that was signed. A chunk is a perfect subtree, so its root stands for it. */
export const joinChunks = async (
  db: Database,
  list: number,
  signed: { readonly root: string },
): Promise<Result<void>> => {
  const chunks = await db
    .selectFrom('upload_chunk')
    .select(['root', 'first', 'last'])
    .where('list', '=', list)
    .orderBy('chunk')
    .execute();
  const disordered = chunks.findIndex(({ first }, i) => i > 0 && Buffer.compare(chunks[i - 1]!.last, first) >= 0);
  if (disordered > 0) return refused('works_list_order', `chunk ${disordered} begins before the one before it ends`);
  const root = bytesToHex(rootOf(chunks.map((chunk) => chunk.root)));
  return root === signed.root ? accepted(undefined) : refused('works_list_mismatch', 'the root over all chunks');
};

/**
 * The stored lines become those of a statement, all at once. Under the lock that every chunk takes, so that nothing is
 * exchanged between the last look at the root and the commit.
 */
export const attachUpload = async (
  db: DatabaseTransaction,
  statement: number,
  list: number,
  signed: { readonly root: string },
): Promise<void> => {
  await db.selectFrom('upload').select('list').where('list', '=', list).forUpdate().executeTakeFirstOrThrow();
  const joined = await joinChunks(db, list, signed);
  if (!joined.ok) throw new Error(`the list of entry ${statement} changed while it was appended`);
  await db.insertInto('list').values({ id: list, statement }).execute();
  await db.deleteFrom('upload').where('list', '=', list).execute();
};

export const forgetChunks = (db: Database, list: number): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    await transaction.selectFrom('upload').select('list').where('list', '=', list).forUpdate().execute();
    const attached = await transaction.selectFrom('list').select('id').where('id', '=', list).executeTakeFirst();
    if (attached !== undefined) return;
    await transaction.deleteFrom('upload_chunk').where('list', '=', list).execute();
    await transaction.deleteFrom('stored_line').where('list', '=', list).execute();
  });

/** An upload with its lines, unless they became a statement's. */
export const dropUpload = (db: Database, id: string): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    const upload = await transaction
      .selectFrom('upload')
      .select('list')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (upload === undefined) return;
    await transaction.deleteFrom('stored_line').where('list', '=', upload.list).execute();
    await transaction.deleteFrom('upload').where('list', '=', upload.list).execute();
  });
