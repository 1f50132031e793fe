import { setFlagsFromString } from 'node:v8';

/**
 * Let V8's young generation grow no further. It grows to 128 MB where much survives at first, as the statements of a large
 * bundle do; what is made afterwards is dropped at once, and needs no more room than the processor's cache has. V8 reads this
 * flag each time it would grow.
 */
export const keepYoungGenerationSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');
