/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '7515bbe351db0124181a0914cff4c999859f74e9507c1974472bb01cecf73754';
