/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = 'ffe088842bba54f4d8f3820b5984de023167790469a1d1b06585aa5372715be2';
