/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = 'ca947cd98df29d13aa38673d53d493f24252ca9470795550a0fa0912eedf9f68';
