import type { EvidenceFile, FreshnessReport, VerificationReport } from '@assent/consent';
import type { AsOf, Result, Trust } from '@assent/schema';

/** A file as it was dropped or chosen, by its name in what was dropped. */
export interface NamedFile {
  readonly name: string;
  readonly file: File;
}

/** What was found when a bundle was opened; nothing of it is verified yet. */
export interface OpenedBundle {
  readonly files: number;
  readonly bytes: number;
  /** The log that the bundle says it is of, where its manifest can be read. */
  readonly origin: string | undefined;
}

/** A report, and what the page saw while it came about. */
export interface Verified {
  readonly report: VerificationReport;
  /** Whether the verification went on to its last step, so that what is not in the report was found in order. */
  readonly complete: boolean;
  readonly engine: string;
  readonly milliseconds: number;
  /** Synthetic items that were drawn to be made again, of how many. */
  readonly drawn: { readonly slots: number; readonly of: number };
}

export interface BundleFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A line of the bundle that names an item. */
export interface BundleText {
  readonly file: string;
  readonly text: string;
}

/** What a registry answered about how things stand now; not checked yet. */
interface NewerAnswer {
  readonly asOf: AsOf;
  readonly checkpoint: string;
  readonly consistency: readonly string[];
  readonly files: Readonly<Record<EvidenceFile, Uint8Array>>;
  /** The same of each dataset that a model behind its synthetic items was fitted on, by manifest. */
  readonly sources: Readonly<Record<string, Readonly<Record<EvidenceFile, Uint8Array>>>>;
}

/** Consented works of a dataset that is shown in a bundle: its own, or one that a model was fitted on. */
export interface SourceWorks {
  /** Its manifest's id. */
  readonly id: string;
  readonly works: readonly string[];
}

/** What the page asks of the worker, and what it answers. */
export interface Asks {
  add: { readonly ask: readonly NamedFile[]; readonly answer: null };
  open: { readonly ask: null; readonly answer: Result<OpenedBundle> };
  verify: { readonly ask: Trust; readonly answer: Result<Verified> };
  works: {
    readonly ask: null;
    readonly answer: { readonly own: readonly string[]; readonly sources: readonly SourceWorks[] };
  };
  fresh: { readonly ask: { readonly newer: NewerAnswer; readonly trust: Trust }; readonly answer: FreshnessReport };
  files: { readonly ask: null; readonly answer: readonly BundleFile[] };
  text: { readonly ask: string; readonly answer: string };
  linesOf: { readonly ask: string; readonly answer: readonly BundleText[] };
}

export type AskName = keyof Asks;

/** Asks under a number, so that answers find back; `cancel` and `clear` are not answered. */
export type ToWorker =
  | {
      readonly [Name in AskName]: { readonly number: number; readonly name: Name; readonly ask: Asks[Name]['ask'] };
    }[AskName]
  | { readonly name: 'cancel' | 'clear' };

export interface Progress {
  readonly read: number;
  readonly bytes: number;
  readonly items: number;
  readonly of: number;
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'answer'; readonly number: number; readonly answer: Asks[AskName]['answer'] }
  /** What broke: a file that cannot be read any more, or a fault of the page. */
  | {
      readonly kind: 'broke';
      readonly number: number;
      readonly why: 'cancelled' | 'unreadable' | 'fault';
      readonly detail: string;
    };
