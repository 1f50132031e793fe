import { describeCode } from '@assent/consent';
import { type Code, codes, type Refusal } from '@assent/schema';
import { isTRPCClientError } from '@trpc/client';
import { currentLanguage, inBoth, wordsNow } from './words/language.ts';

/** A failure in words: what is wrong, and what to do. */
export interface FailureWords {
  readonly kind: 'not-found' | 'refused' | 'unreachable';
  readonly title: string;
  readonly sentence: string;
}

const words = inBoth({
  en: {
    unreachable: {
      title: 'The registry does not answer',
      sentence: 'Nothing was lost. Check your connection; this page asks again by itself.',
    },
    notFound: 'Nothing is recorded here',
    refused: 'The registry could not answer',
  },
  es: {
    unreachable: {
      title: 'El registro no responde',
      sentence: 'No se ha perdido nada. Comprueba tu conexión; esta página vuelve a preguntar por sí sola.',
    },
    notFound: 'Aquí no hay nada registrado',
    refused: 'El registro no ha podido responder',
  },
});

const isCode = (code: unknown): code is Code => typeof code === 'string' && code in codes;

/** What plain HTTP refused. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

const refusalOf = (error: unknown): Refusal | undefined => {
  if (error instanceof Refused && isCode(error.refusal.code)) return error.refusal;
  if (!isTRPCClientError(error)) return undefined;
  const refusal = (error.data as { refusal?: Refusal } | null | undefined)?.refusal;
  return refusal !== undefined && isCode(refusal.code) ? refusal : undefined;
};

/** Any failure in words; the only place where one becomes text. */
export const describeFailure = (error: unknown): FailureWords => {
  const refusal = refusalOf(error);
  const said = wordsNow(words);
  if (refusal === undefined) return { kind: 'unreachable', ...said.unreachable };
  return refusal.code === 'not_found'
    ? { kind: 'not-found', title: said.notFound, sentence: describeCode(currentLanguage(), 'not_found') }
    : { kind: 'refused', title: said.refused, sentence: describeCode(currentLanguage(), refusal.code) };
};

/** A refusal in words, with the place that it names. */
export const describeRefusal = ({ code, detail }: Refusal): string =>
  `${describeCode(currentLanguage(), code)}${detail === '' ? '' : ` (${detail})`}`;

/** Whether asking once more can help: a refusal stays one. */
export const isWorthAsking = (error: unknown): boolean => {
  const refusal = refusalOf(error);
  return refusal === undefined || refusal.code === 'internal';
};
