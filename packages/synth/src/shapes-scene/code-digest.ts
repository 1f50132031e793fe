/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '259b6e02031c534025bf96f57d3d43267a9cb02ab09725eca8157256f4d254a3';
