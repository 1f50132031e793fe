/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '8b064fdffc3c8a4bf6031523df5754d9ab3174ccdaac9d35d804cc1550110e3a';
