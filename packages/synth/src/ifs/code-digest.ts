/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '2112decb2d8e5696d0b820e3a6310b43f2475228d6a3e62f82134e67720dc891';
