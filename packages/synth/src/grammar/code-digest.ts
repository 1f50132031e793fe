/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '3e26ecf33b999ccdddc5728f0c72a74b677403d19969776d94221db10a5d78c3';
