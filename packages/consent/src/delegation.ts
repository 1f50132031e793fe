import { accepted, type Capacity, type Delegate, refused, type Result, type SignedFor } from '@assent/schema';
import type { Logged } from './history.ts';

/** Delegations in a row, from the principal to the one who signs. */
export const longestChain = 3;

/**
 * The delegations by which a signer speaks for a principal, the nearest first. Each is to the one before it, holds the
 * capacity, and the last is by the principal.
 *
 * @param find a statement that may be relied on: at the door any in the log, in a decision a live one.
 * @param longest how many there may be.
 */
export const chainOf = (
  signer: string,
  signedFor: SignedFor,
  capacities: readonly Capacity[],
  find: (id: string) => Logged<Delegate> | undefined,
  longest = longestChain,
): Result<readonly Logged<Delegate>[]> => {
  const chain: Logged<Delegate>[] = [];
  for (let [holder, id] = [signer, signedFor.delegation]; chain.length < longest;) {
    const found = find(id);
    if (found === undefined) return refused('statement_unknown', id);
    const { to, capacities: delegated, for: above, iss } = found.statement;
    if (to !== holder || capacities.some((capacity) => !delegated.includes(capacity)))
      return refused('delegation_mismatch', id);
    chain.push(found);
    if (above === undefined) return iss === signedFor.principal ? accepted(chain) : refused('delegation_mismatch', id);
    if (above.principal !== signedFor.principal) return refused('delegation_mismatch', id);
    [holder, id] = [iss, above.delegation];
  }
  return refused('delegation_mismatch', `more than ${longest} delegations in a row`);
};
