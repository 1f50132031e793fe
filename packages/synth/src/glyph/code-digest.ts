/** Written by `node packages/synth/scripts/code-digest.ts`. */
export const codeDigest = '35a945f35f615e4372e10a672da8e475e18a0619f5e5d0ba18e63e3587f673bc';
