import type { Generator } from '../generator.ts';
import { modelFields } from '../tabular/fitting.ts';
import { fitCart, prepareCart } from './generate.ts';
import { golden } from './golden.ts';
import { manifest } from './manifest.ts';

/** Rows drawn column after column from trees that were fitted on consented rows. */
export const tabularCart: Generator = { manifest, fields: modelFields, golden, fit: fitCart, prepare: prepareCart };
