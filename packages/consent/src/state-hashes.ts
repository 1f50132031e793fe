import { canonicalize, toUtf8 } from '@assent/schema';
import { leafHash } from '@assent/log';
import type { Ledger } from './ledger.ts';
import { textOfWorkLine } from './state-text.ts';
import type { Standing, Work } from './works-fold.ts';

interface Hashed {
  /** What the line depends on; equal means that the line is. */
  readonly of: string;
  readonly hash: Uint8Array;
}

/** Lines between two pauses: a few milliseconds. */
const together = 1024;

/**
 * The leaf hashes of a ledger's state, one state after another: what has not changed since the last one is not hashed
 * again. Belongs to one ledger that only moves forward.
 */
export class StateHashes {
  readonly #identities = new Map<string, Hashed>();
  readonly #works = new Map<string, Hashed>();

  /**
   * The leaf hashes of the state's lines in order, as of a time.
   *
   * @param pause awaited now and then, so that whoever else has work to do can go on meanwhile. The ledger has to stay as
   * it is until the end.
   */
  async at(ledger: Ledger, at: number, pause: () => Promise<void>): Promise<Uint8Array[]> {
    const { identities, works } = ledger.stateKeys();
    const hashes: Uint8Array[] = [];
    for (const identity of identities) {
      if (hashes.length % together === 0) await pause();
      const of = canonicalize(ledger.identityLine(identity, at));
      hashes.push(hashed(this.#identities, identity, of, () => of));
    }
    const live = new Map<Standing, string>();
    for (const sha256 of works) {
      if (hashes.length % together === 0) await pause();
      const work = ledger.work(sha256)!;
      const of = keyOf(ledger, work, at, live);
      hashes.push(hashed(this.#works, sha256, of, () => textOfWorkLine(ledger.workLine(sha256, at)!)));
    }
    return hashes;
  }
}

const hashed = (known: Map<string, Hashed>, key: string, of: string, text: () => string): Uint8Array => {
  const before = known.get(key);
  if (before?.of === of) return before.hash;
  const hash = leafHash(toUtf8(text()));
  known.set(key, { of, hash });
  return hash;
};

/** A work's line follows from its standing, which of its statements are live, and its line in the list of each, which stays. */
const keyOf = (ledger: Ledger, work: Work, at: number, live: Map<Standing, string>): string => {
  const { standing } = work;
  const known = live.get(standing);
  if (known !== undefined) return known;
  const key = `${standing.id} ${ledger
    .liveOn(work, at)
    .map(([index]) => index)
    .join()}`;
  if (!ledger.endsInPart(standing)) live.set(standing, key);
  return key;
};
