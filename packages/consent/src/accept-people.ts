import {
  accepted,
  type Delegate,
  type Dispute,
  type Guardianship,
  refused,
  type Resolve,
  type Result,
  type KeptLine,
} from '@assent/schema';
import { isPlainKey } from './authority.ts';
import { chainOf, longestChain } from './delegation.ts';
import type { History, Logged } from './history.ts';

/** How long a lost plain key can keep something alive: two years. */
export const longestTerm = 2 * 366 * 86_400;
/** How long an unchecked person's dispute counts: 30 days, in seconds. */
export const disputeTerm = 30 * 86_400;

/** A delegation, as the door finds it: whether it still holds is for each decision to see. */
const delegationIn =
  (history: History) =>
  (id: string): Logged<Delegate> | undefined => {
    const found = history.byId(id);
    return found?.statement.kind === 'delegate' ? (found as Logged<Delegate>) : undefined;
  };

/** Whether a signer may speak for a principal at all. */
export const acceptSignedFor = (
  history: History,
  signer: string,
  signedFor: Delegate['for'],
  capacities: Delegate['capacities'],
  longest = longestChain,
): Result<void> => {
  if (signedFor === undefined) return accepted(undefined);
  const found = history.byId(signedFor.delegation);
  if (found !== undefined && found.statement.kind !== 'delegate')
    return refused('statement_kind_wrong', signedFor.delegation);
  const chain = chainOf(signer, signedFor, capacities, delegationIn(history), longest);
  return chain.ok ? accepted(undefined) : chain;
};

/** What a delegation says by itself; a verifier asks it again. */
export const acceptDelegateTerm = ({ iss, to, from, until, iat }: Delegate): Result<void> => {
  if (to === iss) return refused('delegation_mismatch', 'nobody delegates to themself');
  if (until <= from) return refused('dates_impossible');
  const forLong = isPlainKey(iss) && until - iat > longestTerm;
  return forLong ? refused('term_too_long') : accepted(undefined);
};

export const acceptDelegate = (history: History, delegate: Delegate): Result<void> => {
  const term = acceptDelegateTerm(delegate);
  // The grant at the end of a chain needs no delegation of its own.
  return term.ok ? acceptSignedFor(history, delegate.iss, delegate.for, delegate.capacities, longestChain - 1) : term;
};

/** What a guardianship says by itself; a verifier asks it again. */
export const acceptGuardianshipTerm = ({ iss, minor, iat, lapsesOn }: Guardianship): Result<void> => {
  if (iss === minor) return refused('signer_not_entitled', 'nobody is their own guardian');
  if (lapsesOn <= iat) return refused('dates_impossible');
  return lapsesOn - iat > longestTerm ? refused('guardianship_too_long') : accepted(undefined);
};

/** Before it the minor's identity said nothing else: an adult who has acted is not made a minor afterwards. */
export const acceptGuardianship = (history: History, guardianship: Guardianship): Result<void> => {
  const term = acceptGuardianshipTerm(guardianship);
  if (!term.ok) return term;
  return history.hasActed(guardianship.minor) ? refused('guardianship_too_late', guardianship.minor) : term;
};

/**
 * One live dispute per signer and work, by the log's time, and on one ground one at all: whoever could dispute again and
 * again could block for good. Nothing is lost by it: a dispute that lapsed counts again once its signer is checked.
 */
export const acceptDispute = (history: History, { iss, about }: Dispute, lines: readonly KeptLine[]): Result<void> => {
  const now = history.lastState()?.statement.at;
  for (const { sha256 } of lines) {
    const earlier = history.disputesOf(iss, sha256);
    const last = earlier.at(-1);
    if (last === undefined) continue;
    if (earlier.some(({ statement }) => statement.about === about)) return refused('already_disputed', sha256);
    const known = history.firstStateCovering(last.index)?.statement.at;
    if (known === undefined || now === undefined || now < known + disputeTerm)
      return refused('already_disputed', sha256);
  }
  return accepted(undefined);
};

export const acceptResolve = (history: History, { disputes }: Resolve): Result<void> => {
  for (const id of disputes) {
    const found = history.byId(id);
    if (found === undefined) return refused('statement_unknown', id);
    if (found.statement.kind !== 'dispute') return refused('statement_kind_wrong', id);
  }
  return accepted(undefined);
};
