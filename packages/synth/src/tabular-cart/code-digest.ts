/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = 'afcf9a7b6e17cceb7846fedc1b9d51dc005a1be0f91cf2a2f33cce0df0c30cec';
