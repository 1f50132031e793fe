import { canonicalBytes, type GeneratorRef, type Parameters } from '@assent/schema';
import { sha256 } from '#sha256';
import { sha256Hex } from './sha256-hex.ts';

/** Everything the seeds of a slice come from: all of it is signed, or chosen by the registry, before a seed is known. */
export interface SliceSource {
  readonly generator: GeneratorRef;
  /** As signed: what is left out is not filled in before hashing. */
  readonly parameters: Parameters;
  /** SHA-256 of the canonical dataset specification. */
  readonly spec: string;
  readonly stratum: string;
  /** Leaf hash of the first `state` entry after the plan: nobody who writes a plan can choose it. */
  readonly nonce: string;
}

/** SHA-256 of the canonical JSON of the parameters. */
export const hashParameters = (parameters: Parameters): string => sha256Hex(canonicalBytes(parameters));

/**
 * The 32-byte seed of one slot: SHA-256 over the canonical JSON (RFC 8785) of
 * `["synth-seed/1", spec, stratum, slot, "id@version", code digest, parameters hash, nonce]`.
 *
 * A slot's seed depends on no other slot, so removing an item changes that item alone.
 */
export const slotSeed = (source: SliceSource, slot: number): Uint8Array => {
  const { generator, parameters, spec, stratum, nonce } = source;
  const name = `${generator.id}@${generator.version}`;
  const code = generator.codeDigest;
  return sha256(canonicalBytes(['synth-seed/1', spec, stratum, slot, name, code, hashParameters(parameters), nonce]));
};
