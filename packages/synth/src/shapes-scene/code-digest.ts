/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '31191a6084dea46e7ec2519177b9e1f880a6b8733e8dda303b56e0adeceb034c';
