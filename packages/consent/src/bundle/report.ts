import type { AsOf, Code, Manifest } from '@assent/schema';

/** Something that is wrong with a bundle: the code, and the item or statement that it is wrong with. */
export interface Finding {
  readonly code: Code;
  readonly item?: string;
  /** A statement's id, or `index <n>` where it could not be read. */
  readonly statement?: string;
  readonly detail?: string;
}

/** The verdict on a bundle, as a value. */
export interface VerificationReport {
  readonly ok: boolean;
  readonly asOf: AsOf | undefined;
  readonly issuer: string | undefined;
  readonly manifest: Manifest | undefined;
  readonly manifestId: string | undefined;
  readonly counts: {
    readonly total: number;
    readonly consented: number;
    readonly synthetic: number;
    readonly regenerated: number;
  };
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** A hostile bundle can be wrong in a million places; the first thousand are enough to act on. */
const maxFindings = 1000;

/** Collects findings; after too many it only counts. */
export class Findings {
  readonly errors: Finding[] = [];
  readonly warnings: Finding[] = [];

  error(code: Code, rest: Omit<Finding, 'code'> = {}): void {
    if (this.errors.length < maxFindings) this.errors.push({ code, ...rest });
  }

  warn(code: Code, rest: Omit<Finding, 'code'> = {}): void {
    if (this.warnings.length < maxFindings) this.warnings.push({ code, ...rest });
  }
}
