/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = 'e30ddbc69d09ebb59cc5c6ac607c7a4490c5b9888752407fc178fa4a9e6154cc';
