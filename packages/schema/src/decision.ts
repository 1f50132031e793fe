import { z } from 'zod';
import { codeNames, type Code } from './codes.ts';
import { Identity, StatementId } from './primitives.ts';
import { Use } from './terms.ts';

export const CodeName = z.enum(codeNames as [Code, ...Code[]]);

export const axes = ['commerce', 'downstream', 'duties', 'onWithdraw', 'operators', 'territory'] as const;
export const Axis = z.enum(axes);
export type Axis = z.infer<typeof Axis>;

export const Verdict = z.enum(['allow', 'review', 'deny']);
export type Verdict = z.infer<typeof Verdict>;

/** Why: the rule, the use and axis it fails on, the holder, the statement that says so. */
export const Reason = z.strictObject({
  code: CodeName,
  use: Use.optional(),
  axis: Axis.optional(),
  holder: Identity.optional(),
  statement: StatementId.optional(),
});
export type Reason = z.infer<typeof Reason>;

export const Decision = z.strictObject({ verdict: Verdict, reasons: z.array(Reason) });
export type Decision = z.infer<typeof Decision>;
