import type { GeneratorManifest, Json, Parameters, Result } from '@assent/schema';
import type { Fields } from './parameters.ts';

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
}

/**
 * Makes synthetic items of one kind.
 *
 * A `derived` generator is one of these too, made by its own `fit(rows, parameters)`, a function that gives back a
 * generator whose manifest lists the grants of the rows: without a model there is nothing that could generate.
 */
export interface Generator {
  readonly manifest: GeneratorManifest;
  /** What it can be asked for. */
  readonly fields: Fields;
  readonly golden: readonly GoldenCase[];
  /** Check the parameters (`malformed`, naming the one that is wrong), and set up what all items share. */
  prepare(parameters: Parameters): Result<Prepared>;
}
