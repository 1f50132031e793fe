import { z } from 'zod';
import { CodeName } from './decision.ts';
import { DidKey, Origin, StatementId, Time } from './primitives.ts';

/**
 * A registry says that it refused a statement, when and why, under the log's key: whoever was refused can show it. It is
 * no statement: no log takes it.
 */
export const SignedRefusal = z.strictObject({
  v: z.literal(1),
  kind: z.literal('refusal'),
  /** The log that refused. */
  aud: Origin,
  /** The did:key of the log's key. */
  iss: DidKey,
  /** The statement that was refused: the hash of the bytes that came, whether their signatures were good or not. */
  id: StatementId,
  code: CodeName,
  at: Time,
});
export type SignedRefusal = z.infer<typeof SignedRefusal>;
