/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '80e196c43f6838e8e4c01806915b413d9a3d3f9759c7231e57cfddf7aa4cd54a';
