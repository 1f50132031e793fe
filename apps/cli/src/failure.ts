import { codes, type Refusal } from '@assent/schema';

/** A refusal on its way to the terminal: caught once, in `main`, and turned into words and an exit code. */
export class Failure extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${codes[refusal.code].sentence}${refusal.detail === '' ? '' : ` (${refusal.detail})`}`);
    this.refusal = refusal;
  }
}

/** The value of a result, or a `Failure`. */
export const unwrap = <T>(result: { ok: true; value: T } | { ok: false; refusal: Refusal }): T => {
  if (result.ok) return result.value;
  throw new Failure(result.refusal);
};

export const fail = (code: Refusal['code'], detail = ''): never => {
  throw new Failure({ code, detail });
};
