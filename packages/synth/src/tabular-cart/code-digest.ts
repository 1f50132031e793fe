/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '2f083239b7b4e4d282152fcd4fe2992529a2937b6c23a97c33496e1dfc3f3130';
