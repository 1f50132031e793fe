import type { Claim, Kind, Release, State, Statement } from '@assent/schema';

/** A statement that stands in the log and was accepted. */
export interface Logged<T extends Statement = Statement> {
  readonly index: number;
  readonly id: string;
  readonly statement: T;
  /** Hash of the log entry, hex. */
  readonly leafHash: string;
}

export type StatementOf<K extends Kind> = Extract<Statement, { kind: K }>;

/** What an acceptance rule may ask of the log before it. */
export interface History {
  /** Entries so far: the index that the next one gets. */
  readonly size: number;
  byId(id: string): Logged | undefined;
  byIndex(index: number): Logged | undefined;
  lastState(): Logged<State> | undefined;
  /** The first `state` after an index: it carries the registry's signature, so it could not be foreseen. */
  firstStateAfter(index: number): Logged<State> | undefined;
  /** The first `state` that speaks of the entry at an index: its time is when the entry is known to have been there. */
  firstStateCovering(index: number): Logged<State> | undefined;
  /** What an identity signed of a kind, in the order of the log. */
  signedBy<K extends Kind>(identity: string, kind: K): readonly Logged<StatementOf<K>>[];
  /** Whether an identity ever signed anything but statements of who it is and who guards it. */
  hasActed(identity: string): boolean;
  /** A signer's disputes of a work, in the order of the log. */
  disputesOf(signer: string, work: string): readonly Logged<StatementOf<'dispute'>>[];
  /** The release of a manifest, by the manifest's id. */
  releaseOf(manifest: string): Logged<Release> | undefined;
}

/** Everything about one work that the decision depends on, as of a state. */
export interface WorkEvidence {
  /** Every distinct claim ever made on the work. */
  readonly claims: readonly Claim[];
  /** Live statements that name it: grants, disclaimers, disputes, resolutions, delegations for a list of works. */
  readonly live: readonly Logged[];
}
