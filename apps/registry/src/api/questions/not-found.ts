import type { Answered } from '../question.ts';

export const notFound = (detail: string) => ({ ok: false, refusal: { code: 'not_found', detail } }) as const;

export const orNotFound = <T>(value: T | undefined, detail: string): Answered<T> =>
  value === undefined ? notFound(detail) : { ok: true, value };
