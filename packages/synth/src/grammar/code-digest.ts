/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = 'cf4c2bead70809991fecba204ae21506517ee99581fef19f14690f8892627098';
