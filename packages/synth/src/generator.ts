import type { GeneratorManifest, Json, Parameters, Result } from '@assent/schema';
import type { Fields } from './parameters.ts';
import type { LearntFrom, Lineage } from './tabular/lineage.ts';
import type { Row, TableSchema } from './tabular/table-schema.ts';

/** One item, made. */
export interface Generated {
  /** The canonical decoded form, whose hash is the item's identity: see `canonical-image.ts` for pictures. */
  readonly content: Uint8Array;
  /** The file. */
  readonly bytes: Uint8Array;
  readonly mime: string;
  /** The file's ending without the dot, `[a-z0-9]{1,8}`. */
  readonly ext: string;
  readonly labels: Json;
  /** Pixels, for pictures. */
  readonly width?: number;
  readonly height?: number;
}

/** A generator with its parameters checked: the only thing that makes items, so unchecked parameters cannot reach it. */
export interface Prepared {
  /**
   * One item from 32 bytes of seed.
   *
   * A function of the seed alone: no clock, no chance, no memory of other items, the same bytes on every engine.
   */
  generate(seed: Uint8Array): Generated | Promise<Generated>;
  /** Recompute the labels from the content, not trusting how they were made; what disagrees, in words. */
  recheck(item: Generated): string[];
  /** How often each class occurs in an item, by kind of class: `{shape: {circle: 2}}`. */
  tally(item: Generated): Record<string, Record<string, number>>;
}

/** A known output. Every engine has to give it before anything made there is believed. */
export interface GoldenCase {
  /** 32 bytes, hexadecimal. */
  readonly seed: string;
  readonly parameters: Parameters;
  /** SHA-256 of the content: moving one needs a new major version. */
  readonly content: string;
  /** SHA-256 of the canonical labels. */
  readonly labels: string;
  /** SHA-256 of the file: moves when the encoder does. */
  readonly file: string;
  /** What a derived generator draws from. */
  readonly model?: Uint8Array;
}

/** A row that somebody let others learn from. */
export interface ConsentedRow {
  readonly cells: Row;
  /** Whose it is: what few people share is kept out of models, and in ε the unit is a person. */
  readonly creator: string;
  /** SHA-256 of the row as a work of one of the datasets. */
  readonly work: string;
}

/** What fitting needs beside rows and parameters. */
export interface FitContext {
  readonly schema: TableSchema;
  /** The released datasets that the rows stand in: every holder of each row agreed to `synthesise`. */
  readonly datasets: readonly LearntFrom[];
  /** Bytes that nobody can foresee, for noise that protects people: never a seed that is public. */
  readonly secret: (length: number) => Uint8Array;
}

/** A fitted model: canonical JSON, known by its hash, in which stands the hash of its lineage. */
export interface Model {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly lineage: Lineage;
  /** What was promised to each person; `null`: no formal guarantee. Whoever fits again on the same people adds up `rho`. */
  readonly privacy: {
    readonly epsilon: number;
    readonly delta: number;
    readonly rho: number;
    readonly unit: 'person';
  } | null;
}

/**
 * Makes synthetic items of one kind.
 *
 * A `derived` one is fitted first. Its items then follow from the model and a seed: the parameters of a slice name the
 * model by its hash, so that the seeds depend on it, and only who holds the model can make an item again.
 */
export interface Generator {
  readonly manifest: GeneratorManifest;
  /** What it can be asked for. */
  readonly fields: Fields;
  readonly golden: readonly GoldenCase[];
  /** Learn from rows. Refuses what would repeat people instead of describing them (`table_unfit`). */
  readonly fit?: (rows: readonly ConsentedRow[], parameters: Parameters, context: FitContext) => Promise<Result<Model>>;
  /**
   * Check the parameters (`malformed`, naming the one that is wrong), and set up what all items share.
   *
   * @param model the canonical bytes that a derived generator draws from; `generator_unknown` where they are not at hand.
   */
  prepare(parameters: Parameters, model?: Uint8Array): Result<Prepared>;
}
