import type { Generator } from '../generator.ts';
import { declaredFields, prepareDeclared } from './generate.ts';
import { golden } from './golden.ts';
import { manifest } from './manifest.ts';

/** Rows from a declaration of columns, marginals and dependencies: no data behind them. */
export const tabularDeclared: Generator = { manifest, fields: declaredFields, golden, prepare: prepareDeclared };
