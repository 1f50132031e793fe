import type { Specification, Trust } from '@assent/schema';
import type { AllowedHosts } from '../external/addresses.ts';
import type { OpenExternal } from '../external/description.ts';
import type { OwnKeys } from '../keys.ts';
import type { RegistryClient } from '../registry-client.ts';
import type { Models } from './model-folder.ts';

/** What a dataset is assembled from, by whom, and where it goes. */
export interface AssembleInput {
  /** As it reads at a time, in seconds: what is written as a span counts from there. */
  readonly specificationAt: (at: number) => Promise<Specification>;
  readonly trust: Trust;
  readonly key: OwnKeys;
  readonly client: RegistryClient;
  /** The folder that the bundle appears in. */
  readonly out: string;
  /** Where the works' files are; empty: the bundle carries no files. */
  readonly sources: readonly string[];
  /** Models that fill strata. */
  readonly models: Models;
  /** Generators of somebody else's that fill strata, and who may be asked. */
  readonly externals: readonly OpenExternal[];
  readonly allowed: AllowedHosts;
  readonly now: () => number;
}

/** A dataset that was begun: whoever goes on with it signs the same, at the same time. */
export interface Begun extends Omit<AssembleInput, 'now' | 'specificationAt'> {
  readonly specification: Specification;
  /** Seconds: the time in all that is signed. */
  readonly at: number;
}
