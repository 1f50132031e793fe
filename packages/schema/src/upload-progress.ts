import { z } from 'zod';
import { Count, StatementId } from './primitives.ts';
import { PublicationReceipt } from './publication-receipt.ts';

/** What a registry has of a list that comes in chunks, so that its sender knows what to send. */
export const UploadProgress = z.strictObject({
  /** The statement's. */
  id: StatementId,
  /** Lines in each chunk but the last, which has no more. */
  chunkLines: Count.min(1),
  chunks: Count,
  /** Numbers of the chunks that are here and need not be sent again. */
  have: z.array(Count),
  /** Once the list is complete and its grant is in the log. */
  receipt: PublicationReceipt.optional(),
});
export type UploadProgress = z.infer<typeof UploadProgress>;
