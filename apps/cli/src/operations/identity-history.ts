import { acceptIdentity } from '@assent/consent';
import { decodeEntry } from '@assent/log';
import { canonicalBytes, type IdentityStatement } from '@assent/schema';
import { actIdOf, fromBase64, openSigned } from '@assent/signing';
import { node } from '@assent/signing/node';
import { fail, unwrap } from '../failure.ts';
import { ask, type RegistryClient } from '../registry-client.ts';

/** One statement of who signs for an identity, and where it stands. */
export interface IdentityStep {
  readonly id: string;
  readonly index: number;
  readonly loggedAt: number;
  readonly statement: IdentityStatement;
}

const page = 200;
/** Keys that changed more often than this were not changed by people. */
const longest = 10_000;

/**
 * Everything that an identity's keys signed about themselves, oldest first.
 *
 * Each step is opened, and followed from the one before it by the rules: a registry that answers with keys of its own
 * would otherwise have its reader sign them. It can leave out the newest steps; then what is signed on top is refused.
 */
export const readIdentityHistory = async (client: RegistryClient, identity: string): Promise<IdentityStep[]> => {
  const steps: IdentityStep[] = [];
  for (const index of await indicesOf(client, identity)) {
    const { entry, loggedAt } = await ask(client, (api) => api.statements.read.query({ index }));
    const { id, keys, statement } = unwrap(await openSigned(unwrap(decodeEntry(unwrap(fromBase64(entry)))), node));
    if (statement.kind !== 'identity') return fail('statement_kind_wrong', id);
    const itsOwn = statement.iss === 'act:self' ? actIdOf(canonicalBytes(statement)) : statement.iss;
    if (itsOwn !== identity) return fail('signer_not_entitled', id);
    unwrap(acceptIdentity(steps.at(-1), statement, keys, index));
    steps.push({ id, index, loggedAt, statement });
  }
  return steps.length === 0 ? fail('not_found', identity) : steps;
};

const indicesOf = async (client: RegistryClient, identity: string): Promise<number[]> => {
  const found: number[] = [];
  for (let cursor: number | undefined; ;) {
    const { entries, next } = await ask(client, (api) =>
      api.statements.list.query({
        kind: 'identity',
        signer: identity,
        limit: page,
        ...(cursor !== undefined && { cursor }),
      }),
    );
    for (const { index } of entries) found.push(index);
    if (next === undefined || entries.length === 0) return found.toReversed();
    if (found.length > longest) return fail('too_large', `${identity}: more than ${longest} changes of keys`);
    cursor = next;
  }
};
