/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = 'def586ff59d404dc43295e3c4879cff85287573d31ab175e674a35a3dcae95aa';
