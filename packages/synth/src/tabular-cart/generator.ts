import type { Generator } from '../generator.ts';
import { cartFields, fitCart, prepareCart } from './generate.ts';
import { golden } from './golden.ts';
import { manifest } from './manifest.ts';

/** Rows drawn column after column from trees that were fitted on consented rows. */
export const tabularCart: Generator = { manifest, fields: cartFields, golden, fit: fitCart, prepare: prepareCart };
