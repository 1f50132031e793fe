import {
  accepted,
  type Claim,
  type Grant,
  refused,
  type Result,
  type WorksLine,
  type WorkStateLine,
} from '@assent/schema';
import { acceptLine, acceptTerms } from '../accept.ts';
import { acceptDelegateTerm } from '../accept-people.ts';
import type { Logged } from '../history.ts';
import { isHolderLine } from '../works-fold.ts';
import { bearsOnWorks } from '../list.ts';

/** What the statements of a bundle say of the state it is as of. */
export interface StateFacts {
  /** Entries of the log that the state covers. */
  readonly size: number;
  /** Ids of grants that another statement of the bundle replaces. */
  readonly replaced: ReadonlySet<string>;
}

/**
 * That a statement is live on a work is the registry's word, for monitors to recompute. Where the bundle itself shows that
 * the word is false, no monitor is needed: a statement that no rule would have accepted, one that had ended or was not
 * there yet, a claim that the state forgot.
 */
export const recheckStatement = (
  { index, id, statement }: Logged,
  line: WorksLine,
  stated: WorkStateLine,
  { size, replaced }: StateFacts,
): Result<void> => {
  if (!bearsOnWorks(statement)) return refused('statement_kind_wrong', `a ${statement.kind} on a work`);
  if (index >= size) return refused('state_mismatch', `entry ${index} is live in a state of ${size} entries`);
  if (replaced.has(id)) return refused('state_mismatch', 'a grant is live that was replaced');
  if (statement.kind === 'grant') return recheckGrant(statement, line, stated);
  // Whoever disputes, disclaims or delegates names works and claims nothing of them.
  if (isHolderLine(line) || 'slot' in line) return refused('malformed', `not a line of a ${statement.kind}`);
  return statement.kind === 'delegate' ? acceptDelegateTerm(statement) : accepted(undefined);
};

const recheckGrant = (grant: Grant, line: WorksLine, stated: WorkStateLine): Result<void> => {
  const terms = acceptTerms(grant);
  if (!terms.ok) return terms;
  const named = acceptLine(grant, line);
  if (!named.ok || !isHolderLine(line)) return named;
  const claim = textOf(line);
  if (stated.holders.some((holder) => textOf(holder) === claim)) return named;
  return refused('state_mismatch', 'the state leaves out what a line claims');
};

/** Two claims are the same where these are; cheaper than their canonical form, since every item asks. */
const textOf = ({ author, depicts, owners }: Claim): string =>
  JSON.stringify([author, owners, depicts === 'uncleared' ? depicts : depicts.map((one) => [one.subject, one.minor])]);
