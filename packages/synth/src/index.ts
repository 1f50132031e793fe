export { type CanonicalImage, readImage } from './canonical-image.ts';
export type { Generated, Generator, GoldenCase, Prepared } from './generator.ts';
export { findGenerator, generatorNamed, generatorRef, generators } from './generators.ts';
export { checkGolden } from './golden.ts';
export type { SliceReport } from './report.ts';
export { hashParameters, slotSeed, type SliceSource } from './seed.ts';
export { makeSlice, regenerateLine, reportHash, type Slice, type SliceProgress } from './slice.ts';
