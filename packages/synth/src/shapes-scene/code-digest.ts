/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = 'd13bc0a6660a9e2667e5657b7aac69def854d7da695ecf200abdd3e67e3a04ea';
