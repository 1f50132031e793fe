/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = 'bf0f5dd23fb42e2d4e751d1e6891b440cd03981148172d4165a205a14eac9da5';
