import type { Grant } from '@assent/schema';
import type { Logged } from './history.ts';

/** Bounded: whoever signs a million different terms is to cost no more than without. */
const most = 10_000;

/** One object for terms that many grants have in common: terms are three quarters of a grant, and most are like others. */
export class SharedTerms {
  readonly #known = new Map<string, unknown>();

  /** The same grant, whose terms are those of an equal one before it. */
  share(logged: Logged, grant: Grant): Logged {
    const { uses, reserves, notice } = grant;
    const statement = { ...grant, uses: this.#one(uses), reserves: this.#one(reserves), notice: this.#one(notice) };
    return { ...logged, statement };
  }

  #one<T>(value: T): T {
    const text = JSON.stringify(value);
    const known = this.#known.get(text) as T | undefined;
    if (known === undefined && this.#known.size < most) this.#known.set(text, value);
    return known ?? value;
  }
}
