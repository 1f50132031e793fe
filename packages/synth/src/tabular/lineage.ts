import { accepted, Name, refused, type Result, SemVer, SetOf, Sha256, StatementId } from '@assent/schema';
import { z } from 'zod';
import { tableLimits } from './table-schema.ts';

/** A released dataset whose rows were learnt from. */
export const LearntFrom = z.strictObject({
  dataset: Name,
  /** The manifest's id. */
  manifest: StatementId,
  version: SemVer,
});
export type LearntFrom = z.infer<typeof LearntFrom>;

/** What a model was fitted on: a withdrawal of one of these works taints all it made. */
export const Lineage = z.strictObject({
  format: z.literal('synth-lineage/2'),
  datasets: z
    .array(LearntFrom)
    .min(1)
    .max(64)
    .refine(
      (datasets) => datasets.every((one, i) => i === 0 || datasets[i - 1]!.manifest < one.manifest),
      'not strictly ascending',
    ),
  works: SetOf(Sha256, tableLimits.rows),
});
export type Lineage = z.infer<typeof Lineage>;

/** Of a row that somebody let others learn from: whose it is, and which work. */
type GivenRow = { readonly creator: string; readonly work: string };

/** What rows were given by whom, or `malformed` where a row or a dataset does not say. */
export const lineageOf = (rows: readonly GivenRow[], datasets: readonly LearntFrom[]): Result<Lineage> => {
  for (const [i, { creator, work }] of rows.entries()) {
    if (!Sha256.safeParse(work).success) return refused('malformed', `row ${i}: no work`);
    if (creator === '') return refused('malformed', `row ${i}: no creator`);
  }
  const lineage = Lineage.safeParse({
    format: 'synth-lineage/2',
    datasets: datasets.toSorted((a, b) => (a.manifest < b.manifest ? -1 : 1)),
    works: [...new Set(rows.map(({ work }) => work))].toSorted(),
  });
  if (lineage.success) return accepted(lineage.data);
  const { path, message } = lineage.error.issues[0]!;
  return refused('malformed', `lineage: ${[...path, message].join(': ')}`);
};

/** Creators as numbers, in the order in which they first occur. */
export const numberCreators = (rows: readonly GivenRow[]): { creators: Uint32Array; count: number } => {
  const numbers = new Map<string, number>();
  const creators = Uint32Array.from(rows, ({ creator }) => {
    const known = numbers.get(creator) ?? numbers.size;
    numbers.set(creator, known);
    return known;
  });
  return { creators, count: numbers.size };
};
