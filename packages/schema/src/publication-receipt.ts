import { z } from 'zod';
import { Count, Sha256, StatementId } from './primitives.ts';

/** What a registry answers to a statement: where it stands in the log, and the proof. The caller checks it. */
export const PublicationReceipt = z.strictObject({
  id: StatementId,
  index: Count,
  /** The signed checkpoint, as text (C2SP tlog-checkpoint). */
  checkpoint: z.string().max(16_384),
  /** Inclusion proof of the entry at `index` in the checkpoint's tree (RFC 6962 §2.1.1). */
  proof: z.array(Sha256).max(64),
  /** The entry's leaf hash. */
  leafHash: Sha256,
});
export type PublicationReceipt = z.infer<typeof PublicationReceipt>;
