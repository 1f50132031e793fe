import { canonicalize, limits } from '@assent/schema';
import type { WorkEvidence } from './history.ts';

/** Bytes that a statement takes at most in a work's line of the state, in an identity's, and what stands around them. */
const [onWork, onIdentity, around] = [32, 20, 256];
/** Bytes of the longest claim there can be: 16 owners, 64 people. */
const longestClaim = 8192;

/**
 * Whether so much was said of a work that its line may not fit a bundle. Reckoned by claims and the number of statements
 * alone, on the safe side: so it is the same for all works of which the same was said, and for whoever reckons it again.
 */
export const isTooMuchOfWork = ({ claims, live }: WorkEvidence): boolean => {
  const statements = around + onWork * live.length;
  if (statements + longestClaim * claims.length <= limits.stateLine) return false;
  const claimed = claims.reduce((sum, claim) => sum + canonicalize(claim).length + 1, 0);
  return statements + claimed > limits.stateLine;
};

/** The same of an identity, by the number of statements that its line shows. */
export const isTooMuchOfIdentity = (statements: number): boolean => around + onIdentity * statements > limits.stateLine;
