import { type Fill, type Purpose, Specification, Stratum } from '@assent/schema';
import { inBoth, wordsNow } from '../words/language.ts';
import { choicesOfPurpose, never } from './purpose-choices.ts';
import type { AssembleSearch } from './search.ts';

/** The most strata that a specification takes. */
export const mostStrata = 64;

/** The strata in the address: those of a link that somebody broke are left out. */
export const readStrata = ({ parts }: AssembleSearch): Stratum[] => {
  try {
    const list: unknown = JSON.parse(parts ?? '[]');
    if (!Array.isArray(list)) return [];
    const found = list.slice(0, mostStrata).flatMap((part) => {
      const parsed = Stratum.safeParse(part);
      return parsed.success ? [parsed.data] : [];
    });
    return found.filter(({ name }, at) => found.findIndex((other) => other.name === name) === at);
  } catch {
    return [];
  }
};

export const writeStrata = (strata: readonly Stratum[]): string | undefined =>
  strata.length === 0 ? undefined : JSON.stringify(strata);

/** A name for files and statements, out of a title for people. */
export const nameFor = (title: string, taken: readonly string[]): string => {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 56);
  const name = plain === '' ? 'part' : plain;
  let [candidate, next] = [name, 2];
  while (taken.includes(candidate)) candidate = `${name}-${next++}`;
  return candidate;
};

/** A fill by a generator as it is, with the most that may be synthetic. */
export const fillWith = (generator: string, maxSharePercent: number): Fill => ({
  generator,
  parameters: {},
  maxSharePercent,
  syntheticOnly: maxSharePercent === 100,
});

/** What each member of a specification is called where it is still to be said. */
const asked = inBoth<Readonly<Record<string, string>>>({
  en: {
    title: 'a title',
    dataset: 'a name: small letters, digits, hyphens',
    version: 'a version such as 1.0.0',
    strata: 'at least one part',
    capPerCreator: 'the most works of one person, or that there is no limit',
    splits: 'the shares kept for validation and for testing, 0 to 50 percent',
    seed: 'a seed of 64 digits, from 0 to 9 and from a to f',
    reviewAfterDays: 'after how many days somebody looks at it again',
  },
  es: {
    title: 'un título',
    dataset: 'un nombre: letras pequeñas, cifras, guiones',
    version: 'una versión, como 1.0.0',
    strata: 'al menos una parte',
    capPerCreator: 'el máximo de obras de una persona, o que no hay límite',
    splits: 'las partes reservadas para validar y para probar, de 0 a 50 por ciento',
    seed: 'una semilla de 64 cifras, de 0 a 9 y de a a f',
    reviewAfterDays: 'a los cuántos días vuelve a mirarlo alguien',
  },
});

export type Specified =
  | { readonly whole: true; readonly specification: Specification }
  | { readonly whole: false; readonly missing: readonly string[] };

/** A whole number as somebody wrote it. */
const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined;

/** The specification that the address holds, or what is still missing of one. */
export const readSpecification = (search: AssembleSearch, purpose: Purpose): Specified => {
  const parsed = Specification.safeParse({
    v: 1,
    dataset: search.name,
    version: search.version,
    title: search.title,
    purpose,
    strata: readStrata(search),
    capPerCreator: search.cap === never ? null : numberOf(search.cap),
    splits: { val: numberOf(search.val), test: numberOf(search.test) },
    seed: search.seed,
    reviewAfterDays: numberOf(search.review),
  });
  if (parsed.success) return { whole: true, specification: parsed.data };
  const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  return {
    whole: false,
    missing: Object.entries(wordsNow(asked)).flatMap(([name, said]) => (wrong.has(name) ? [said] : [])),
  };
};

/** The choices that a specification is of, so that it can be looked at and chosen anew. */
export const choicesOf = (specification: Specification): AssembleSearch => {
  const { dataset, version, title, capPerCreator: cap, splits, seed, reviewAfterDays: review } = specification;
  return {
    ...choicesOfPurpose(specification.purpose),
    name: dataset,
    version,
    title,
    cap: cap === null ? never : String(cap),
    val: String(splits.val),
    test: String(splits.test),
    seed,
    review: String(review),
    parts: JSON.stringify(specification.strata),
  };
};

/** 32 bytes that nobody chose. */
export const newSeed = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('');
