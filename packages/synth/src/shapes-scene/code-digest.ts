/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '0000000000000000000000000000000000000000000000000000000000000000';
