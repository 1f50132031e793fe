import { Count, PlainText, Sha256 } from '@assent/schema';
import { z } from 'zod';
import { codesOf, DomainColumn } from '../tabular/domain.ts';
import { tableLimits } from '../tabular/table-schema.ts';

const Code = z.int().min(0).max(65_535);
/** Draws are made below the sum of counts, which has to fit into 32 bits. */
const Weight = z.int().min(1).max(tableLimits.rows);

const Leaf = z
  .strictObject({ codes: z.array(Code).min(1), counts: z.array(Weight).min(1) })
  .refine(({ codes, counts }) => codes.length === counts.length, 'codes and counts differ in number');
const Cut = z.strictObject({ column: Count, below: Code, yes: Count, no: Count });
const Choice = z.strictObject({ column: Count, among: z.array(Code).min(1), yes: Count, no: Count });

/** A leaf: how often each code occurs. A split: rows whose code of an earlier column is below, or among, go to `yes`. */
const TreeNode = z.union([Leaf, Cut, Choice]);
export type TreeNode = z.infer<typeof TreeNode>;

/** What `tabular-cart` learnt: one tree a column, the root first. Counts are of real rows: nobody else's business. */
export const CartModel = z
  .strictObject({
    format: z.literal('tabular-cart-model/1'),
    /** SHA-256 of the canonical lineage: which works, by which grants. */
    lineage: Sha256,
    target: PlainText(60).nullable(),
    columns: z
      .array(z.strictObject({ domain: DomainColumn, tree: z.array(TreeNode).min(1) }))
      .min(1)
      .max(tableLimits.columns),
  })
  .superRefine(({ columns, target }, context) => {
    const problem = (message: string) => context.addIssue({ code: 'custom', message });
    const names = columns.map(({ domain }) => domain.name);
    if (new Set(names).size !== names.length) problem('two columns of one name');
    if (target !== null && !names.includes(target)) problem('the target is no column');
    if (columns.reduce((sum, { tree }) => sum + tree.length, 0) > nodesMost) problem(`more than ${nodesMost} nodes`);
    const codeCounts = columns.map(({ domain }) => codesOf(domain));
    for (const [i, { domain, tree }] of columns.entries()) {
      for (const [place, node] of tree.entries()) {
        if (!isSound(node, place, tree.length, i, codeCounts)) problem(`${domain.name}: node ${place}`);
      }
    }
  });
export type CartModel = z.infer<typeof CartModel>;

/** Children come after their parent, so that a walk ends; only earlier columns are asked, for codes that they have. */
const isSound = (
  node: TreeNode,
  place: number,
  nodes: number,
  column: number,
  codeCounts: readonly number[],
): boolean => {
  if ('codes' in node) {
    const sum = node.counts.reduce((a, b) => a + b, 0);
    return node.codes.every((code) => code < codeCounts[column]!) && sum <= tableLimits.rows;
  }
  if (node.column >= column || [node.yes, node.no].some((child) => child <= place || child >= nodes)) return false;
  return 'below' in node || node.among.every((code) => code < codeCounts[node.column]!);
};

/** Leaves of no less than 0.2 % of the rows make at most 999 nodes a tree, in at most 64 trees. */
const nodesMost = 64_000;
