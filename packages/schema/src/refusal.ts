import type { Code } from './codes.ts';

/** An expected "no": a closed code, and a detail that names the place or the value. Never thrown. */
export interface Refusal {
  readonly code: Code;
  readonly detail: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const accepted = <T>(value: T): Result<T> => ({ ok: true, value });

/** Details may quote hostile input, so they are cut. */
export const refused = (code: Code, detail = ''): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: { code, detail: detail.length > 300 ? `${detail.slice(0, 300)}…` : detail },
});
