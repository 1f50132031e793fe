/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '43a8c1f14b84abe4325e8a6bd1c67667774e1f48dfa68a469e1f3d7b8749532b';
