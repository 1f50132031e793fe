import type { Generator } from '../generator.ts';
import { modelFields } from '../tabular/fitting.ts';
import { fitMst, prepareMst } from './generate.ts';
import { golden } from './golden.ts';
import { manifest } from './manifest.ts';

/** Rows drawn from noisy counts of consented rows, under differential privacy for each person. */
export const tabularMst: Generator = { manifest, fields: modelFields, golden, fit: fitMst, prepare: prepareMst };
