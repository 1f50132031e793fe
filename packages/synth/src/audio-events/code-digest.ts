/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '26ec28501caa429bdd2b4c8c10c1a82a8fa75e2c631defaf189006efe43b2cfa';
