/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '13553124125db0bb1aff7e5817f41cbeb90e638b90606296e5db153a131539e1';
