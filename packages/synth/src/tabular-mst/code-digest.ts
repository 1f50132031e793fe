/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '0b656b2a2d4fb4f9981abbe2886d0f93415c670aa9aff24a1a00be7a705269cc';
