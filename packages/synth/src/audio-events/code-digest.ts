/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '42a662e249c90796292a5a683ea8c1e21fb8519a18d92c2b35e7484504bd14ad';
