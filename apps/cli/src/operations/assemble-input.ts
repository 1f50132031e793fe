import type { Specification, Trust } from '@assent/schema';
import type { OwnKeys } from '../keys.ts';
import type { RegistryClient } from '../registry-client.ts';

/** What a dataset is assembled from, by whom, and where it goes. */
export interface AssembleInput {
  readonly specification: Specification;
  readonly trust: Trust;
  readonly key: OwnKeys;
  readonly client: RegistryClient;
  /** The folder that the bundle appears in. */
  readonly out: string;
  /** Where the works' files are; empty: the bundle carries no files. */
  readonly sources: readonly string[];
  readonly now: () => number;
}
