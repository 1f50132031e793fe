import { z } from 'zod';
import { Count, Sha256 } from './primitives.ts';
import { IdentityStateLine, WorkStateLine } from './state-line.ts';
import { HolderLine, SliceLine, SubjectLine } from './works-line.ts';

/** A line of `evidence/works.jsonl`: a works-list line, where it stands in its list, and the statement that signs the list. */
export const BundledWorksLine = z.strictObject({
  leaf: Count,
  line: z.union([HolderLine, SubjectLine, SliceLine]),
  statement: Count,
});
export type BundledWorksLine = z.infer<typeof BundledWorksLine>;

/** A line of `evidence/state.jsonl`: a state line and where it stands in the state. */
export const BundledStateLine = z.strictObject({ leaf: Count, line: z.union([IdentityStateLine, WorkStateLine]) });
export type BundledStateLine = z.infer<typeof BundledStateLine>;

/** `evidence/release`: the release entry with its inclusion, and the consistency of its checkpoint with the manifest's. */
export const BundledRelease = z.strictObject({
  /** Signed note, with the log's own signature alone. */
  checkpoint: z.string().max(16_384),
  consistency: z.array(Sha256).max(128),
  /** The log entry, base64. */
  entry: z.string().max(90_000),
  inclusion: z.array(Sha256).max(64),
  index: Count,
});
export type BundledRelease = z.infer<typeof BundledRelease>;
