import { accepted, refused, type Result, Sha256, StatementId } from '@assent/schema';
import type { ConsentedRow, Lineage } from '../generator.ts';

/** What rows were given by whom, or `malformed` where a row does not say. */
export const lineageOf = (rows: readonly ConsentedRow[]): Result<Lineage> => {
  for (const [i, { creator, grant, work }] of rows.entries()) {
    if (!StatementId.safeParse(grant).success) return refused('malformed', `row ${i}: no grant`);
    if (!Sha256.safeParse(work).success) return refused('malformed', `row ${i}: no work`);
    if (creator === '') return refused('malformed', `row ${i}: no creator`);
  }
  return accepted({
    format: 'synth-lineage/1',
    grants: [...new Set(rows.map(({ grant }) => grant))].toSorted(),
    works: [...new Set(rows.map(({ work }) => work))].toSorted(),
  });
};

/** Creators as numbers, in the order in which they first occur. */
export const numberCreators = (rows: readonly ConsentedRow[]): { creators: Uint32Array; count: number } => {
  const numbers = new Map<string, number>();
  const creators = Uint32Array.from(rows, ({ creator }) => {
    const known = numbers.get(creator) ?? numbers.size;
    numbers.set(creator, known);
    return known;
  });
  return { creators, count: numbers.size };
};
