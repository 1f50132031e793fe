export { type CanonicalImage, readImage } from './canonical-image.ts';
export { contactSheet } from './contact-sheet.ts';
export {
  type ConsentedRow,
  type FitContext,
  type Generated,
  type Generator,
  type GoldenCase,
  type Model,
  type Prepared,
} from './generator.ts';
export { findGenerator, generatorNamed, generatorRef, generators } from './generators.ts';
export { checkGolden } from './golden.ts';
export { makingAgain } from './making-again.ts';
export { type Fields, type HashField, type LinesField, type NamesField, type WholeField } from './parameters.ts';
export { type MeasuredItem, ReportDraft, type SliceReport } from './report.ts';
export { type Box, decodeMask, type RunLengths } from './run-lengths.ts';
export { hashParameters, type SliceSource, slotSeed } from './seed.ts';
export { type ObjectLabel, type SceneLabels } from './shapes-scene/labels.ts';
export { type Measurement, measurePrediction, measureTable } from './table-report/measure.ts';
export { checkGates, TableReport } from './table-report/report.ts';
export { summarizeTable } from './table-report/summary.ts';
export { type LearntFrom, Lineage } from './tabular/lineage.ts';
export { type Cell, type Row, TableSchema } from './tabular/table-schema.ts';
export { PrivacyLedger, spend, type Spent, spentOf } from './tabular-mst/budget.ts';
export { makeSlice, regenerateSlot, type SliceItem, sliceLines } from './slice.ts';
