import { accepted, refused, type Result } from '@assent/schema';
import { hexToBytes } from '@noble/hashes/utils.js';
import type { Generator } from './generator.ts';
import { sha256Hex } from './sha256-hex.ts';

/**
 * Make a generator's known outputs and compare: does this engine compute what all others do?
 *
 * @returns how many were compared, or `synthetic_not_reproduced` with the first that differs.
 */
export const checkGolden = async ({ manifest, golden, prepare }: Generator): Promise<Result<number>> => {
  for (const { seed, parameters, content, file } of golden) {
    const prepared = prepare(parameters);
    if (!prepared.ok) return prepared;
    const item = await prepared.value.generate(hexToBytes(seed));
    const differs = [...(sha256Hex(item.content) === content ? [] : ['content']), ...(sha256Hex(item.bytes) === file ? [] : ['file'])];
    if (differs.length > 0) {
      return refused('synthetic_not_reproduced', `${manifest.id} ${manifest.version}, seed ${seed}: ${differs.join(', ')}`);
    }
  }
  return accepted(golden.length);
};
