/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '4f7be10ab5c0e3bca574667b930ceb61e87a9fa299db4e111e55623349583726';
