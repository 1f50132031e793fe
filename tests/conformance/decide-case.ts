import { decider } from '@assent/consent';
import type { Decision } from '@assent/schema';
import type { DecideCase } from './cases.ts';
import { foldCase } from './fold-case.ts';

/** Fold a small log into what is live, and decide one work. */
export const decideCase = ({ entries, work, at, purpose, trust }: DecideCase): Decision =>
  decider(foldCase(entries, at, 'offered').ledger, purpose, trust, at)(work).decision;
