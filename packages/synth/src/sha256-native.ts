import { hash } from 'node:crypto';

/** By the processor's own instructions, where it has them: four times faster than WebAssembly on the pixels of a picture. */
export const sha256 = (input: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(hash('sha256', input, 'buffer'));
