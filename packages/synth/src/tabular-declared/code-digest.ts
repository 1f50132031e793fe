/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '9a7c538fba99b1fcbe77a90afd43e0b11d7561359cb08abb13c161ed1b0e4932';
