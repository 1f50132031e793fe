/** What was wanted or expected of something measured, in words, and whether it is so. */
export interface Verdict {
  readonly line: string;
  readonly met: boolean;
}
