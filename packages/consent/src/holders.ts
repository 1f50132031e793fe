import type { Capacity, Claim, Grant, Use } from '@assent/schema';
import type { Logged } from './ledger.ts';

/** Uses that touch the author's name and manner, whoever owns the work. */
export const authorUses: readonly Use[] = ['imitate-style', 'train-personal'];
/** Uses that nobody can grant for a child. */
export const minorProtectedUses: readonly Use[] = ['replicate-likeness', 'train-biometric'];

/** Who has to agree, as all claims on a work together say it. */
export interface Holders {
  /** Owners on whom all claims agree. */
  readonly owners: readonly string[];
  /** The author, where somebody is named and all who name one agree. */
  readonly author: string | null;
  readonly subjects: readonly { readonly subject: string; readonly minor: boolean }[];
  /** People are in it and were not asked. */
  readonly uncleared: boolean;
  /** Those who are named by some claims and not by all: they can delay the work, not block it for good. */
  readonly contested: readonly string[];
  /** Whether anybody ever said whose the work is. */
  readonly known: boolean;
}

/**
 * The holders whom every decision on a work requires (consent model, "Required holders"): the union of the people of
 * all claims; the owners that all claims share. A minor is who any claim says is one.
 */
export const holdersOf = (claims: readonly Claim[]): Holders => {
  const owners =
    claims.length === 0 ? [] : claims.map((claim) => claim.owners).reduce((a, b) => a.filter((id) => b.includes(id)));
  const authors = [...new Set(claims.flatMap((claim) => claim.author ?? []))];
  const subjects = new Map<string, boolean>();
  for (const { depicts } of claims) {
    if (depicts === 'uncleared') continue;
    for (const { subject, minor } of depicts) subjects.set(subject, minor || subjects.get(subject) === true);
  }
  const ownersDiffer = claims.some((claim) => claim.owners.length !== owners.length);
  const contested = new Set<string>();
  if (ownersDiffer)
    for (const claim of claims) for (const owner of claim.owners) if (!owners.includes(owner)) contested.add(owner);
  if (authors.length > 1) for (const author of authors) contested.add(author);
  return {
    owners,
    author: authors.length === 1 ? authors[0]! : null,
    subjects: [...subjects]
      .map(([subject, minor]) => ({ subject, minor }))
      .toSorted((a, b) => (a.subject < b.subject ? -1 : 1)),
    uncleared: claims.some((claim) => claim.depicts === 'uncleared'),
    contested: [...contested].toSorted(),
    known: claims.length > 0,
  };
};

/** In what somebody has to agree. */
export type HolderCapacity = 'author' | 'guardian' | 'owner' | 'subject';

/** Which grants of an identity speak for it, where it has to agree in that capacity. A steward stands for both. */
const speaksFor: Record<HolderCapacity, readonly Capacity[]> = {
  author: ['author', 'steward'],
  guardian: ['guardian'],
  owner: ['author', 'owner', 'steward'],
  subject: ['subject'],
};

/** The grants by which a holder agrees in a capacity, in their dates at time `at`: the decision and the scope rest on the same. */
export const grantsSpeakingFor = (
  grants: readonly Logged<Grant>[],
  capacity: HolderCapacity,
  holder: string,
  at: number,
): Logged<Grant>[] =>
  grants.filter(
    ({ statement: { iss, capacity: signedAs, from, until } }) =>
      iss === holder && speaksFor[capacity].includes(signedAs) && from <= at && (until === null || at < until),
  );
