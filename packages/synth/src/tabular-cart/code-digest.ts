/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = 'a433ae530c26ffc0358178e43fbe30564e24ef6c188b2184c569cbfb6029cf19';
