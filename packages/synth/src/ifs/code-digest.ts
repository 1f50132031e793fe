/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = 'b76abf2a79e04abfba3186f2f1d4036638ee7661c59c3814f28d22030eba7d3e';
