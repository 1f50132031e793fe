import type { AsOf, Code, GeneratorRef, Manifest, Parameters, SyntheticClass, SyntheticRole } from '@assent/schema';

/** Something that is wrong with a bundle: the code, and the item or statement that it is wrong with. */
export interface Finding {
  readonly code: Code;
  readonly item?: string;
  /** A statement's id, or `index <n>` where it could not be read. */
  readonly statement?: string;
  readonly detail?: string;
}

/** A slice of synthetic items, and how far what it says was checked. */
export interface SliceSummary {
  readonly id: string;
  /** Its log index. */
  readonly index: number;
  readonly stratum: string;
  readonly generator: GeneratorRef;
  readonly parameters: Parameters;
  readonly class: SyntheticClass;
  readonly role: SyntheticRole;
  /** Manifests of the datasets that the model behind it learnt from. */
  readonly lineage: readonly string[];
  /** Whether nobody says what that model was trained on. */
  readonly unknown: boolean;
  readonly items: number;
  readonly regenerated: number;
  /** V0: signed and logged; V1: and each file is the one signed for; V2: and some made again, drawn by chance; V3: and all. */
  readonly checked: 'V0' | 'V1' | 'V2' | 'V3';
}

/** What the synthetic items of a dataset are made from. */
export interface SyntheticSummary {
  /** The worst class of any item; `null` where none is synthetic. What a model was fitted on holds none, so it cannot hide any. */
  readonly class: SyntheticClass | null;
  /** Whether any item comes out of a model of unknown lineage. */
  readonly tainted: boolean;
  readonly slices: readonly SliceSummary[];
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
  readonly synthetic: SyntheticSummary;
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
