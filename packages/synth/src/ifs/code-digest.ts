/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '96bb58f6c651e5eab6a823733204dd2dba18068b8bb86256087f25125d8ba632';
