import { accepted, canonicalBytes, type IdentityStatement, refused, type Result, type Statement } from '@assent/schema';
import { actIdOf, publicKeyOf } from '@assent/signing/verify';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** The keys that may sign for an identity at some point of the log, and how many of them have to. */
export interface Authority {
  readonly keys: readonly string[];
  readonly threshold: number;
}

/** The latest statement of each identity before some point of the log. */
export type LatestIdentity = (identity: string) => IdentityStatement | undefined;

/** Who signs: for the first statement of an identity, the identity that the statement itself is the beginning of. */
export const signerOf = (statement: Statement): string =>
  statement.iss === 'act:self' ? actIdOf(canonicalBytes(statement)) : statement.iss;

/** Who has to sign a statement: its signer, and the minor whom a guardianship is about. */
export const signatoriesOf = (statement: Statement): readonly [string, ...string[]] =>
  statement.kind === 'guardianship' ? [statement.iss, statement.minor] : [statement.iss];

/** The key is the identity: nothing in the log is needed to know it, and nothing can replace it. */
export const isPlainKey = (identity: string): boolean => identity.startsWith('did:key:');

/** A did:key is its own only key; an `act:` identity has the keys of its latest statement, or none. */
const authorityOf = (identity: string, latest: LatestIdentity): Authority | undefined =>
  isPlainKey(identity) ? { keys: [identity], threshold: 1 } : latest(identity);

/**
 * Every signature is by a signatory, and every signatory signed with as many keys as it takes (formats §3: a key counts if
 * identity statements before this entry authorised it). For every kind but `identity`, which changes the keys.
 */
export const acceptSignatures = (
  signatories: readonly [string, ...string[]],
  keys: readonly string[],
  latest: LatestIdentity,
): Result<void> => {
  const authorities: Authority[] = [];
  for (const signatory of signatories) {
    const authority = authorityOf(signatory, latest);
    const signed = authority?.keys.filter((key) => keys.includes(key)).length ?? 0;
    if (authority === undefined || authority.threshold === 0) return refused('key_not_authorised', signatory);
    if (signed < authority.threshold)
      return refused(
        signed === 0 && signatory === signatories[0] ? 'key_not_authorised' : 'signature_missing',
        signatory,
      );
    authorities.push(authority);
  }
  const surplus = keys.find((key) => !authorities.some((authority) => authority.keys.includes(key)));
  return surplus === undefined ? accepted(undefined) : refused('signature_surplus', surplus);
};

/** At least so many signatures, and by these keys only. */
const signedBy = (allowed: readonly string[], keys: readonly string[], threshold: number): Result<void> => {
  const surplus = keys.find((key) => !allowed.includes(key));
  if (surplus !== undefined)
    return refused(keys.some((key) => allowed.includes(key)) ? 'signature_surplus' : 'key_not_authorised', surplus);
  return keys.length >= threshold
    ? accepted(undefined)
    : refused('signature_missing', `${keys.length} of ${threshold}`);
};

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

const hashOfKey = (did: string): string => {
  const key = publicKeyOf(did);
  return key.ok ? bytesToHex(sha256(key.value)) : '';
};

/**
 * May this statement set the keys of its identity (formats §3)?
 *
 * Inception: by its own keys. Recovery: by one recovery key, which cannot remove those before it. Revocation: fewer of the
 * same keys, by the present ones. Rotation: keys that were announced by their hashes, by those keys, so that who stole
 * the present ones cannot go on.
 *
 * @param previous the identity's latest statement and its id; `undefined` before the first.
 * @param index where in the log it would stand.
 */
export const acceptIdentity = (
  previous: { readonly id: string; readonly statement: IdentityStatement } | undefined,
  next: IdentityStatement,
  keys: readonly string[],
  index: number,
): Result<void> => {
  if (next.prev === undefined) {
    if (next.compromisedSince !== undefined) return refused('recovery_only', 'compromisedSince');
    return signedBy(next.keys, keys, next.threshold);
  }
  if (previous === undefined) return refused('statement_unknown', next.prev);
  if (previous.id !== next.prev) return refused('identity_superseded', previous.id);
  const before = previous.statement;
  const rank = keys.length === 1 ? before.recovery.indexOf(keys[0]!) : -1;
  if (rank >= 0) {
    if (!same(before.recovery.slice(0, rank), next.recovery.slice(0, rank)))
      return refused('recovery_only', 'a later recovery key cannot remove an earlier one');
    const since = next.compromisedSince;
    return since === undefined || since <= index
      ? accepted(undefined)
      : refused('malformed', `compromisedSince ${since}, at index ${index}`);
  }
  if (next.compromisedSince !== undefined) return refused('recovery_only', 'compromisedSince');
  if (!same(before.recovery, next.recovery)) return refused('recovery_only', 'recovery');
  const fewer = next.keys.length < before.keys.length && next.keys.every((key) => before.keys.includes(key));
  if (fewer && same(before.nextKeyHashes, next.nextKeyHashes)) return signedBy(before.keys, keys, before.threshold);
  const unannounced = next.keys.find((key) => !before.nextKeyHashes.includes(hashOfKey(key)));
  if (unannounced !== undefined) return refused('next_key_mismatch', unannounced);
  return signedBy(next.keys, keys, Math.max(before.threshold, next.threshold, 1));
};

/** Kinds that a thief could sign to the owner's harm: what a declared theft makes void. What protects somebody stays. */
export const voidable = [
  'delegate',
  'grant',
  'guardianship',
  'synthetic',
] as const satisfies readonly Statement['kind'][];

/** Whether an identity statement at `at` declares that what its owner signed at `index` was a thief's doing. */
export const voids = (declared: IdentityStatement, at: number, kind: Statement['kind'], index: number): boolean =>
  declared.compromisedSince !== undefined &&
  declared.compromisedSince <= index &&
  index < at &&
  voidable.some((one) => one === kind);
