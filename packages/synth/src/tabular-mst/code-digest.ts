/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '06f6be2f0b7c19f11dda17fbf14bb166b29827066ede67ac060ca2d1b36210dd';
