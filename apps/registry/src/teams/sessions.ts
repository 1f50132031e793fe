import { createHash, randomBytes } from 'node:crypto';
import { acceptSignatures, isPlainKey } from '@assent/consent';
import { accepted, type IdentityStatement, refused, type Result } from '@assent/schema';
import { openSignIn } from '@assent/signing/verify';
import { node } from '@assent/signing/node';
import type { Database } from '../database/tables.ts';
import { readLogged } from '../log/stored-entry.ts';
import type { Registry } from '../registry.ts';
import { challengeLife } from './challenges.ts';
import { most } from './rules.ts';

/** How long somebody stays signed in, in seconds: a day's work. */
export const sessionLife = 12 * 3600;

export interface SignedIn {
  readonly identity: string;
  /** Seconds. */
  readonly until: number;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** May these keys sign for this identity, by what the log says now? */
const mayStillSign = async (db: Database, identity: string, keys: readonly string[]): Promise<Result<void>> => {
  const latest = isPlainKey(identity) ? undefined : await latestOf(db, identity);
  return acceptSignatures([identity], keys, () => latest);
};

const latestOf = async (db: Database, identity: string): Promise<IdentityStatement | undefined> => {
  const row = await db
    .selectFrom('log_entry')
    .selectAll()
    .where('iss', '=', identity)
    .where('kind', '=', 'identity')
    .orderBy('index', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : ((await readLogged(row)).statement as IdentityStatement);
};

/**
 * Let somebody in who signed our challenge, with keys that are theirs by the log as it is now. The token goes to their
 * browser alone.
 *
 * Refuses with what `openSignIn` refuses with, `challenge_ended`, `key_not_authorised`, `signature_missing`, `signature_surplus`.
 */
export const signIn = async (
  registry: Registry,
  envelope: Uint8Array,
): Promise<Result<SignedIn & { readonly token: string }>> => {
  const { db, challenges, origin } = registry;
  const opened = await openSignIn(envelope, origin, node);
  if (!opened.ok) return opened;
  const { statement, keys } = opened.value;
  const { iss: identity } = statement;
  const now = registry.now();
  const challenge = challenges.check(statement, now);
  if (!challenge.ok) return challenge;
  const authorised = await mayStillSign(db, identity, keys);
  if (!authorised.ok) return authorised;
  const token = randomBytes(32).toString('base64url');
  const until = now + sessionLife;
  // A challenge is answered once, whoever sends the answer again and however fast: the second one finds the row.
  const [made] = await db
    .insertInto('session')
    .values({ token_hash: hashOf(token), challenge: Buffer.from(challenge.value), identity, keys: [...keys], until })
    .onConflict((conflict) => conflict.column('challenge').doNothing())
    .returning('until')
    .execute();
  if (made === undefined) return refused('challenge_ended');
  await tidy(db, identity, now);
  return accepted({ identity, until, token });
};

/** Sessions that ended go, once their challenge has too; of one identity's, those beyond the most. */
const tidy = async (db: Database, identity: string, now: number): Promise<void> => {
  await db
    .deleteFrom('session')
    .where('until', '<', now - challengeLife)
    .execute();
  const surplus = db
    .selectFrom('session')
    .select('token_hash')
    .where('identity', '=', identity)
    .where('until', '>', now)
    .orderBy('until', 'desc')
    .orderBy('token_hash')
    .offset(most.sessions);
  await db.updateTable('session').set({ until: now }).where('token_hash', 'in', surplus).execute();
};

/**
 * Who a token stands for. Refuses with `not_signed_in`, also where the keys that signed in have been changed since: who
 * stole one is out as soon as the log says so.
 */
export const whoIs = async ({ db, now }: Now, token: string | undefined): Promise<Result<SignedIn>> => {
  if (token === undefined) return refused('not_signed_in');
  const row = await db
    .selectFrom('session')
    .select(['identity', 'keys', 'until'])
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst();
  if (row === undefined || row.until <= now) return refused('not_signed_in');
  const authorised = await mayStillSign(db, row.identity, row.keys);
  return authorised.ok ? accepted({ identity: row.identity, until: row.until }) : refused('not_signed_in');
};

interface Now {
  readonly db: Database;
  /** Seconds. */
  readonly now: number;
}

/** End a session. The row stays until its challenge has ended, so that the challenge opens no other. */
export const signOut = async ({ db, now }: Now, token: string): Promise<void> => {
  await db
    .updateTable('session')
    .set({ until: now })
    .where('token_hash', '=', hashOf(token))
    .where('until', '>', now)
    .execute();
};
