/** The verifying half of this package: what `packages/consent` may import. It holds no code that signs. */
import {
  accepted,
  acceptPayload,
  kinds,
  limits,
  Manifest,
  openCanonical,
  payloadType as typeOf,
  refused,
  SignIn,
  type Kind,
  type Result,
  type Statement,
} from '@assent/schema';
import { didKeyOf } from './did-key.ts';
import { decodeEnvelope, idOfSigned, preAuthenticationEncoding, type Signed } from './envelope.ts';
import type { Ed25519 } from './profile.ts';

declare const verified: unique symbol;

/**
 * A statement whose bytes, shape and every signature were checked. Whether its signers had the authority, at that
 * point of the log, is `acceptStatement`'s matter. Only this module makes values of this type.
 */
export interface Opened<T = Statement> extends Signed {
  readonly [verified]: true;
  readonly id: string;
  readonly statement: T;
  /** The did:keys whose signatures verified, ascending by raw key. */
  readonly keys: readonly string[];
}

const kindByType: ReadonlyMap<string, Kind> = new Map(
  (Object.keys(kinds) as Kind[]).map((kind) => [typeOf(kind), kind]),
);

const finish = async <T>(signed: Signed, statement: T, ed25519: Ed25519): Promise<Result<Opened<T>>> => {
  const message = preAuthenticationEncoding(signed.payloadType, signed.payload);
  const keys: string[] = [];
  for (const { key, signature } of signed.signatures) {
    const did = didKeyOf(key);
    if (!(await ed25519.verify(key, signature, message))) return refused('signature_invalid', did);
    keys.push(did);
  }
  if (keys.length === 0) return refused('signature_missing');
  return accepted({ ...signed, id: idOfSigned(message), statement, keys } as unknown as Opened<T>);
};

/** The statement in signed content: payload gate, schema of its kind, then every signature. */
export const openSigned = async (signed: Signed, ed25519: Ed25519): Promise<Result<Opened>> => {
  const kind = kindByType.get(signed.payloadType);
  if (kind === undefined) return refused('malformed', `payload type ${signed.payloadType}`);
  const statement = openCanonical<Statement>(kinds[kind], signed.payload, limits.payload);
  return statement.ok ? finish(signed, statement.value, ed25519) : explain(statement, kind, signed.payload);
};

/** The kind inside is part of the shape: where it is that of another envelope, that is what is wrong. */
const explain = (failed: ReturnType<typeof refused>, expected: string, payload: Uint8Array) => {
  const json = failed.refusal.code === 'malformed' ? acceptPayload(payload, limits.payload) : failed;
  if (!json.ok || json.value === null || typeof json.value !== 'object' || Array.isArray(json.value)) return failed;
  const { kind } = json.value;
  return typeof kind === 'string' && kind !== expected
    ? refused('payload_type_mismatch', `${kind}, in an envelope of ${expected}`)
    : failed;
};

/**
 * A statement from the bytes of its envelope.
 *
 * Order of checks: size, UTF-8, JSON, depth, base64, the payload gate, schema, signatures (formats §1). Answers a
 * refusal for anything else; never throws on input.
 */
export const openStatement = async (envelope: Uint8Array, ed25519: Ed25519): Promise<Result<Opened>> => {
  const signed = decodeEnvelope(envelope);
  return signed.ok ? openSigned(signed.value, ed25519) : signed;
};

/** A dataset manifest from the bytes of its envelope; checks as for a statement. */
export const openManifest = async (envelope: Uint8Array, ed25519: Ed25519): Promise<Result<Opened<Manifest>>> => {
  const signed = decodeEnvelope(envelope);
  if (!signed.ok) return signed;
  if (signed.value.payloadType !== typeOf('manifest'))
    return refused('payload_type_mismatch', signed.value.payloadType);
  const manifest = openCanonical(Manifest, signed.value.payload, limits.payload);
  return manifest.ok
    ? finish(signed.value, manifest.value, ed25519)
    : explain(manifest, 'manifest', signed.value.payload);
};

/**
 * An answer to a registry's challenge from the bytes of its envelope; checks as for a statement. Whether the keys are
 * those of who it names, now, and whether the challenge still counts, is for the registry that asked.
 *
 * @param origin the log that asked. Refuses an answer to another with `wrong_audience`.
 */
export const openSignIn = async (
  envelope: Uint8Array,
  origin: string,
  ed25519: Ed25519,
): Promise<Result<Opened<SignIn>>> => {
  const signed = decodeEnvelope(envelope);
  if (!signed.ok) return signed;
  if (signed.value.payloadType !== typeOf('sign-in')) return refused('payload_type_mismatch', signed.value.payloadType);
  const signIn = openCanonical(SignIn, signed.value.payload, limits.payload);
  if (!signIn.ok) return explain(signIn, 'sign-in', signed.value.payload);
  if (signIn.value.aud !== origin) return refused('wrong_audience', signIn.value.aud);
  return finish(signed.value, signIn.value, ed25519);
};

export { actIdOf } from './act-id.ts';
export { didKeyOf, publicKeyOf } from './did-key.ts';
export {
  decodeEnvelope,
  encodeEnvelope,
  fromBase64,
  preAuthenticationEncoding,
  statementId,
  toBase64,
  type Signature,
  type Signed,
} from './envelope.ts';
export { openRefusal } from './refusal.ts';
export { noble } from './noble.ts';
export { type Ed25519, isStrictEncoding, isUsableKey } from './profile.ts';
export { webcrypto } from './webcrypto.ts';
