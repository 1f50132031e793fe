import type { FairUseLimits } from '../config.ts';
import { TokenBuckets } from './token-buckets.ts';

/** Keys that are kept in mind, of each kind. */
const keptInMind = 50_000;
/** Bodies above `small` that may be on their way at once: each may become as large as its route allows. */
const largeBodies = 8;

/** Bytes of a body, by what it carries; and bytes of anything else that comes in. */
export const bodyLimits = {
  /** A statement with a list of 100,000 lines, and room. */
  publish: 256 * 1024 * 1024,
  /** A question for the evidence of 100,000 works. */
  evidence: 64 * 1024 * 1024,
  /** Every other question. */
  question: 4 * 1024 * 1024,
  /** Up to here a body is read whatever the asker has used up, to see whether it is somebody's first withdrawal. */
  small: 1024 * 1024,
  /** The line and the headers of a request. */
  headers: 32 * 1024,
} as const;

/** Elements of one answer or question. */
export const listLimits = {
  /** Works in one look-up. */
  lookup: 10_000,
  /** Entries on one page. */
  page: 200,
  /** Datasets on one page. */
  datasets: 100,
  /** Entries in one download. */
  download: 10_000,
  /** Works in a question for evidence. */
  evidence: 100_000,
} as const;

/**
 * What a question costs, in points of its asker's address. A page of the dashboard costs about five; the log's entries
 * and hashes cost one a tile of 256.
 */
export const costs = {
  any: 1,
  /** Hashes looked up for one point. */
  lookup: 100,
  /** Log entries that are folded again for one point, for a question about the past. */
  past: 100,
  /** Log entries downloaded for one point. */
  download: 256,
  /** Bytes received for one point. */
  received: 256 * 1024,
  /** Letting somebody in, and making room for a team. */
  signIn: 10,
  /** Works that are counted for a purpose. */
  survey: 5,
  /** Asked of every work there is. */
  everything: 50,
} as const;

/** When somebody who found no place for a stream may try again, in seconds. */
export const streamPause = 10;

/** Something that was taken and is to be given back. */
export type Release = () => void;

/** All limits on what one asker may do, in one place. Nothing here is stored, and all of it is bounded. */
export class FairUse {
  readonly addresses: TokenBuckets;
  readonly signers: TokenBuckets;
  readonly #streams: FairUseLimits['streams'];
  readonly #streaming = new Map<string, number>();
  #streamingTotal = 0;
  #large = 0;

  /** @param clock seconds, never decreasing. */
  constructor({ address, signer, streams }: FairUseLimits, clock: () => number) {
    this.addresses = new TokenBuckets({ ...address, most: keptInMind, clock });
    this.signers = new TokenBuckets({ ...signer, most: keptInMind, clock });
    this.#streams = streams;
  }

  get streaming(): number {
    return this.#streamingTotal;
  }

  /** A place for a stream, or `undefined` where all are taken. */
  stream(address: string): Release | undefined {
    const own = this.#streaming.get(address) ?? 0;
    if (this.#streamingTotal >= this.#streams.total || own >= this.#streams.perAddress) return undefined;
    this.#streaming.set(address, own + 1);
    this.#streamingTotal++;
    return once(() => {
      this.#streamingTotal--;
      const left = this.#streaming.get(address)! - 1;
      if (left === 0) this.#streaming.delete(address);
      else this.#streaming.set(address, left);
    });
  }

  /** A place for a body of that many bytes (`undefined`: it does not say), or `undefined` where all are taken. */
  body(bytes: number | undefined): Release | undefined {
    if (bytes !== undefined && bytes <= bodyLimits.small) return () => undefined;
    if (this.#large >= largeBodies) return undefined;
    this.#large++;
    return once(() => this.#large--);
  }
}

const once = (release: Release): Release => {
  let done = false;
  return () => {
    if (!done) release();
    done = true;
  };
};
