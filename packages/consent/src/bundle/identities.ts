import { accepted, type IdentityStateLine, type IdentityStatement, refused, type Result } from '@assent/schema';
import { acceptAttest } from '../accept.ts';
import { acceptDelegateTerm, acceptGuardianshipTerm } from '../accept-people.ts';
import { acceptIdentity, acceptSignatures, signatoriesOf, signerOf, voids } from '../authority.ts';
import type { Logged } from '../history.ts';
import type { PartySource } from '../parties.ts';
import { isTooMuchOfIdentity } from '../record.ts';
import type { Findings } from './report.ts';
import type { BundledStatement, BundledStatements } from './statements.ts';

/**
 * The identities of a bundle: what their state lines show, and by which keys they sign at each point of the log. A state
 * line shows every statement of an identity's keys, so a rotation or a declared theft cannot be left out.
 */
export class BundledIdentities implements PartySource {
  readonly #statements: BundledStatements;
  readonly #state: { readonly size: number; readonly at: number };
  readonly #findings: Findings;
  readonly #shown = new Map<string, readonly BundledStatement[]>();
  readonly #used = new Set<string>();
  readonly crowded = new Set<string>();

  constructor(statements: BundledStatements, state: { size: number; at: number }, findings: Findings) {
    this.#statements = statements;
    this.#state = state;
    this.#findings = findings;
  }

  /** Take in an identity's line; what it shows has to be in the bundle. */
  read({ identity, live }: IdentityStateLine): void {
    const shown: BundledStatement[] = [];
    for (const index of live) {
      const found = this.#statements.at(index);
      if (found === undefined) {
        this.#findings.error('evidence_missing', { statement: `index ${index}`, detail: identity });
        continue;
      }
      const verdict =
        index < this.#state.size
          ? standsUnder(identity, found, shown)
          : refused('state_mismatch', 'live before it was logged');
      if (verdict.ok) shown.push(found);
      else this.#findings.error(verdict.refusal.code, { statement: found.id, detail: verdict.refusal.detail });
    }
    this.#shown.set(identity, shown);
    if (isTooMuchOfIdentity(shown.length)) this.crowded.add(identity);
  }

  has(identity: string): boolean {
    return this.#shown.has(identity);
  }

  shown(identity: string): readonly Logged[] {
    return this.#shown.get(identity) ?? [];
  }

  byId(id: string): Logged | undefined {
    return this.#statements.withId(id);
  }

  /** A later state than the first one keeps a dispute alive for longer, so a bundle gains nothing by leaving one out. */
  knownSince(index: number): number {
    return this.#statements.firstStateCovering(index, this.#state.size)?.at ?? this.#state.at;
  }

  /** An item needs this identity's line. */
  use(identity: string): boolean {
    this.#used.add(identity);
    return this.#shown.has(identity);
  }

  unused(): string[] {
    return [...this.#shown.keys()].filter((identity) => !this.#used.has(identity));
  }

  /** The keys of an identity before a point of the log: those of the last statement that its line shows. */
  #latest(identity: string, before: number): IdentityStatement | undefined {
    this.#used.add(identity);
    const chain = (this.#shown.get(identity) ?? []).filter(
      ({ index, statement }) => statement.kind === 'identity' && index < before,
    );
    return chain.at(-1)?.statement as IdentityStatement | undefined;
  }

  /**
   * Whether these keys may sign for an identity that issues a manifest, or its release.
   *
   * @param size entries of the log after which they signed.
   */
  acceptIssuer(identity: string, keys: readonly string[], size = this.#state.size): Result<void> {
    return acceptSignatures([identity], keys, (signer) => this.#latest(signer, size));
  }

  /** Whether a statement was signed by keys that could sign for its signer there, and that nobody declared stolen since. */
  acceptAuthority({ index, statement, keys }: BundledStatement): Result<void> {
    // Its chain was checked when the line was read.
    if (statement.kind === 'identity') return accepted(undefined);
    const signatories = signatoriesOf(statement);
    const signed = acceptSignatures(signatories, keys, (identity) => this.#latest(identity, index));
    if (!signed.ok) return signed;
    const thief = (this.#shown.get(statement.iss) ?? []).find(
      (declared) =>
        declared.statement.kind === 'identity' && voids(declared.statement, declared.index, statement.kind, index),
    );
    return thief === undefined ? accepted(undefined) : refused('key_compromised', thief.id);
  }
}

/** Whether a statement belongs on an identity's line. Keys are followed from the first statement on. */
const standsUnder = (
  identity: string,
  { statement, index, keys }: BundledStatement,
  before: readonly BundledStatement[],
): Result<void> => {
  const elsewhere = refused('statement_kind_wrong', identity);
  switch (statement.kind) {
    case 'attest':
      return statement.subject === identity ? acceptAttest(statement) : elsewhere;
    case 'guardianship':
      return statement.minor === identity ? acceptGuardianshipTerm(statement) : elsewhere;
    case 'delegate':
      return statement.iss === identity && statement.works === null ? acceptDelegateTerm(statement) : elsewhere;
    case 'identity': {
      if (signerOf(statement) !== identity) return elsewhere;
      const previous = before.findLast((said) => said.statement.kind === 'identity');
      return acceptIdentity(previous as Logged<IdentityStatement> | undefined, statement, keys, index);
    }
    default:
      return elsewhere;
  }
};
