import type { GoldenCase } from '../generator.ts';

export const golden: readonly GoldenCase[] = [];
