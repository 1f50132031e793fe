/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '0729f6784a60fe86d5a8df7440b55e3ae983cc7426232b6b9721d2cccc271c17';
