/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = 'efc96fc94e0cd395867cc747822afcffe73c9828214fb694245181426be693fe';
