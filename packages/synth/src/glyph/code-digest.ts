/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = 'e47ca6c08051e2e5bff401ce053c66f8ab7a360dac6f2d7fbf74d3221575be43';
