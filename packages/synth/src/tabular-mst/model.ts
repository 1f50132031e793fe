import { Count, PlainText, Sha256 } from '@assent/schema';
import { z } from 'zod';
import { codesOf, DomainColumn } from '../tabular/domain.ts';
import { tableLimits } from '../tabular/table-schema.ts';

/** Parts of a million: rounded, so that nothing is learnt from the last digits. */
const Weights = z
  .array(z.int().min(0).max(1_000_000))
  .min(1)
  .max(1100)
  .refine((weights) => weights.some((weight) => weight > 0), 'nothing could be drawn');

/** What was promised to every person whose row was fitted on. */
const Privacy = z.strictObject({
  /** In hundredths. */
  epsilon: z.int().min(1).max(10_000),
  /** δ is 10 to the power of minus this. */
  deltaExponent: z.int().min(3).max(15),
  unit: z.literal('person'),
  /** ρ of zero-concentrated differential privacy that was spent, as text, for a ledger that adds them up. */
  rho: z.string().regex(/^\d{1,3}\.\d{12}$/),
  /** Variances of the noise on counts. */
  variances: z.strictObject({ columns: Count.min(1), pairs: Count.min(1) }),
});

const MstColumn = z.strictObject({
  domain: DomainColumn,
  /** Columns before this one that it depends on. */
  parents: z.array(Count).max(2),
  /** Codes in groups, each code in one. */
  groups: z.array(z.array(Count).min(1)).min(1).max(1100),
  /** For each group, how likely each of its codes is. */
  within: z.array(Weights),
  /** For each pair of groups of the parents (one, without), the last running fastest, how likely each group is. */
  given: z.array(Weights).min(1).max(200_000),
});

/** What `tabular-mst` learnt: noisy shares, nothing that is exact about anybody. */
export const MstModel = z
  .strictObject({
    format: z.literal('tabular-mst-model/1'),
    /** SHA-256 of the canonical lineage: which works, by which grants. */
    lineage: Sha256,
    target: PlainText(60).nullable(),
    privacy: Privacy,
    columns: z.array(MstColumn).min(1).max(tableLimits.columns),
  })
  .superRefine(({ columns, target }, context) => {
    const problem = (message: string) => context.addIssue({ code: 'custom', message });
    const names = columns.map(({ domain }) => domain.name);
    if (new Set(names).size !== names.length) problem('two columns of one name');
    if (target !== null && !names.includes(target)) problem('the target is no column');
    for (const [i, { domain, parents, groups, within, given }] of columns.entries()) {
      const codes = groups.flat();
      const parentGroups = parents.reduce((product, parent) => product * (columns[parent]?.groups.length ?? 0), 1);
      const isSound =
        parents.every((parent) => parent < i) &&
        codes.length === codesOf(domain) &&
        new Set(codes).size === codes.length &&
        codes.every((code) => code < codes.length) &&
        within.length === groups.length &&
        within.every((weights, g) => weights.length === groups[g]!.length) &&
        given.length === parentGroups &&
        given.every((weights) => weights.length === groups.length);
      if (!isSound) problem(`${domain.name}: groups, weights and parent do not go together`);
    }
  });
export type MstModel = z.infer<typeof MstModel>;
