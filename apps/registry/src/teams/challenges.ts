import { createHmac, timingSafeEqual } from 'node:crypto';
import { accepted, refused, type Result, type SignIn } from '@assent/schema';

/** How long somebody has to answer, in seconds. */
export const challengeLife = 120;
const randomLength = 16;

/** What is asked of who signs in. */
export interface Challenge {
  /** The log that asks. */
  readonly aud: string;
  readonly challenge: string;
  readonly until: number;
}

/**
 * Challenges that nobody has to remember: half of each is a code over the other half, the log and its end, under a secret
 * of this process. So strangers who only ask fill no table; who answers leaves a session, and that is unique by the challenge.
 */
export class Challenges {
  readonly #origin: string;
  readonly #secret: Uint8Array;

  constructor(origin: string, secret: Uint8Array) {
    this.#origin = origin;
    this.#secret = secret;
  }

  /** @param random 16 bytes. @param now seconds. */
  give(random: Uint8Array, now: number): Challenge {
    const until = now + challengeLife;
    const challenge = Buffer.concat([random, this.#code(random, until)]).toString('hex');
    return { aud: this.#origin, challenge, until };
  }

  /** Was this asked here, and is there still time? Whether it was answered before, the session's table knows. */
  check({ challenge, until, aud }: SignIn, now: number): Result<Uint8Array> {
    const bytes = Buffer.from(challenge, 'hex');
    const [random, code] = [bytes.subarray(0, randomLength), bytes.subarray(randomLength)];
    const given = aud === this.#origin && timingSafeEqual(code, this.#code(random, until));
    return given && now < until ? accepted(bytes) : refused('challenge_ended');
  }

  #code(random: Uint8Array, until: number): Buffer {
    return createHmac('sha256', this.#secret)
      .update(`assent sign-in\n${this.#origin}\n${until}\n`)
      .update(random)
      .digest()
      .subarray(0, 32 - randomLength);
  }
}
