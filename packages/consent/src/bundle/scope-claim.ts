import type { Manifest, Scope, Use } from '@assent/schema';
import { covers } from '../meet.ts';
import { claimedBeyond, dutiesOf, fullScope, meetScopes } from '../scope.ts';
import type { Findings } from './report.ts';

/** The scope that a manifest claims, held against the meet of what holders granted. */
export class ScopeClaim {
  readonly #manifest: Manifest;
  readonly #findings: Findings;
  #computed = fullScope();
  #beyond: Use | undefined;
  constructor(manifest: Manifest, findings: Findings) {
    this.#manifest = manifest;
    this.#findings = findings;
    this.#beyond = claimedBeyond(manifest.scope, this.#computed);
  }

  /**
   * The scope of the first item of each set of claims and statements: the meet of many works is the meet of few sets. The
   * first item whose holders allow less than the manifest claims is the path to who did not agree.
   */
  meet(scope: Scope, item: string): void {
    this.#narrow(scope, { item });
  }

  /** Whoever makes a dataset out of others may do no more than any of them declared. */
  meetParent(scope: Scope, statement: string): void {
    this.#narrow(scope, { statement });
  }

  #narrow(scope: Scope, where: { readonly item: string } | { readonly statement: string }): void {
    const before = this.#beyond;
    this.#computed = meetScopes(this.#computed, scope);
    this.#beyond = claimedBeyond(this.#manifest.scope, this.#computed);
    if (before === undefined && this.#beyond !== undefined) {
      this.#findings.error('laundering', { ...where, detail: this.#beyond });
    }
  }

  finish(): void {
    const owed = dutiesOf(this.#computed, this.#manifest.purpose.uses);
    if (!covers(this.#manifest.duties, owed)) this.#findings.error('duties_mismatch', { detail: owed.join(', ') });
  }
}
