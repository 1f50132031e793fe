import { accepted, canonicalBytes, refused, type Result } from '@assent/schema';
import { hexToBytes } from '@noble/hashes/utils.js';
import type { Generator } from './generator.ts';
import { sha256Hex } from './sha256-hex.ts';

/**
 * Make a generator's known outputs and compare: does this engine compute what all others do?
 *
 * @returns how many were compared, or `synthetic_not_reproduced` with the first that differs.
 */
export const checkGolden = async (generator: Generator): Promise<Result<number>> => {
  for (const known of generator.golden) {
    const prepared = generator.prepare(known.parameters, known.model);
    if (!prepared.ok) return prepared;
    const { content, bytes, labels } = await prepared.value.generate(hexToBytes(known.seed));
    const made = { content: sha256Hex(content), file: sha256Hex(bytes), labels: sha256Hex(canonicalBytes(labels)) };
    const differs = (['content', 'labels', 'file'] as const).find((member) => made[member] !== known[member]);
    if (differs !== undefined) {
      const { id, version } = generator.manifest;
      return refused('synthetic_not_reproduced', `${id} ${version}, seed ${known.seed}: ${differs} differs`);
    }
  }
  return accepted(generator.golden.length);
};
