import { refused, type Result, accepted } from '@assent/schema';
import type { z } from 'zod';

/** Text from a path or a query to what a question takes: each member once, numbers in their one decimal form. */
export const readText = (
  input: z.ZodObject,
  given: Iterable<readonly [string, string]>,
): Result<Record<string, unknown>> => {
  const members: Record<string, unknown> = {};
  for (const [name, text] of given) {
    if (Object.hasOwn(members, name)) return refused('malformed', `${name}: given twice`);
    if (!Object.hasOwn(input.shape, name)) return refused('malformed', `${name}: there is no such parameter`);
    if (!isNumber(input.shape[name] as z.ZodType)) members[name] = text;
    else if (/^(?:0|[1-9][0-9]{0,15})$/.test(text)) members[name] = Number(text);
    else return refused('malformed', `${name}: not a whole number`);
  }
  return accepted(members);
};

const isNumber = (schema: z.ZodType): boolean => {
  const { def } = schema as z.ZodType & { def: { type: string; innerType?: z.ZodType } };
  return def.type === 'number' || (def.innerType !== undefined && isNumber(def.innerType));
};
