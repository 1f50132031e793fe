import { acceptIdentity } from '@assent/consent';
import { decodeEntry } from '@assent/log';
import { canonicalBytes, type IdentityStatement, type Result } from '@assent/schema';
import { actIdOf, fromBase64, openSigned } from '@assent/signing/verify';
import { client } from '../api.ts';
import { ed25519 } from '../proof/ed25519.ts';

/** One statement of who signs for an identity, and where it stands. */
export interface IdentityStep {
  readonly id: string;
  readonly index: number;
  readonly loggedAt: number;
  readonly statement: IdentityStatement;
}

const page = 200;
/** Keys that changed more often than this were not changed by people. */
const longest = 1_000;

const opened = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new Error(`${result.refusal.code}: ${result.refusal.detail}`);
};

const indicesOf = async (identity: string): Promise<number[]> => {
  const found: number[] = [];
  for (let cursor: number | undefined; ;) {
    const { entries, next } = await client.statements.list.query({
      kind: 'identity',
      signer: identity,
      limit: page,
      ...(cursor !== undefined && { cursor }),
    });
    for (const { index } of entries) found.push(index);
    if (next === undefined || entries.length === 0 || found.length > longest) return found.toReversed();
    cursor = next;
  }
};

/**
 * Everything that an identity's keys signed about themselves, oldest first and at least one.
 *
 * Each step is opened, and followed from the one before it by the rules: a server that answers with keys of its own would
 * otherwise have its reader trust them. It can leave out the newest steps; what is signed on top is then refused by the log.
 * Rejects where there is none, or where a step does not follow.
 */
export const readIdentityHistory = async (identity: string): Promise<IdentityStep[]> => {
  const steps: IdentityStep[] = [];
  for (const index of await indicesOf(identity)) {
    const { entry, loggedAt } = await client.statements.read.query({ index });
    const signed = opened(decodeEntry(opened(fromBase64(entry))));
    const { id, keys, statement } = opened(await openSigned(signed, await ed25519()));
    const own = statement.iss === 'act:self' ? actIdOf(canonicalBytes(statement)) : statement.iss;
    if (statement.kind !== 'identity' || own !== identity) throw new Error(`signer_not_entitled: ${id}`);
    opened(acceptIdentity(steps.at(-1), statement, keys, index));
    steps.push({ id, index, loggedAt, statement });
  }
  if (steps.length === 0) throw new Error(`not_found: ${identity}`);
  return steps;
};
