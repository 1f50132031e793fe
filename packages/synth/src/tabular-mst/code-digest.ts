/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '01f14e471b6b1c8fa6bfe6939202cd16e18986137c916b3b9e79549b6c964d8e';
