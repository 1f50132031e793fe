import { canonicalize, type Capacity, type Claim, type Disclaimed, type Resolve, type Use } from '@assent/schema';
import type { Logged } from './history.ts';

/** Uses that touch the author's name and manner, whoever owns the work. */
export const authorUses: readonly Use[] = ['imitate-style', 'train-personal'];
/** Uses that nobody can grant for a child. */
export const minorProtectedUses: readonly Use[] = ['replicate-likeness', 'train-biometric'];

/** Who has to agree, as everything said of a work together says it. */
export interface Holders {
  /** Owners on whom all claims agree. */
  readonly owners: readonly string[];
  /** Those of them who say that they are not, while nobody has named the owners without them. */
  readonly disclaimed: readonly string[];
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

/** Whose guardianship was signed, lapsed ones included: they are minors whatever a line says. */
export type IsGuarded = (identity: string) => boolean;

/** The claims that no trusted arbiter struck as untrue. */
export const standingClaims = (
  claims: readonly Claim[],
  live: readonly Logged[],
  arbiters: readonly string[],
): readonly Claim[] => {
  const resolves = live.filter((logged): logged is Logged<Resolve> => logged.statement.kind === 'resolve');
  const struck = new Set(
    resolves
      .filter(({ statement: { iss } }) => arbiters.includes(iss))
      .flatMap(({ statement: { strikes } }) => strikes.map((claim) => canonicalize(claim))),
  );
  return struck.size === 0 ? claims : claims.filter((claim) => !struck.has(canonicalize(claim)));
};

/** Whether somebody disclaimed something of themself on this work. */
const disclaims =
  (live: readonly Logged[]) =>
  (identity: string, what: Disclaimed): boolean =>
    live.some(
      ({ statement }) => statement.kind === 'disclaim' && statement.iss === identity && statement.about === what,
    );

/** Named by all, and named by some only. */
const agreement = (named: readonly (readonly string[])[]): { all: string[]; some: string[] } => {
  const all =
    named.length === 0 ? [] : named.reduce<string[]>((a, b) => a.filter((id) => b.includes(id)), [...named[0]!]);
  return { all, some: [...new Set(named.flat())].filter((id) => !all.includes(id)) };
};

/**
 * The holders whom every decision on a work requires (consent model, "Required holders"): the union of the people of
 * all claims; the owners that all claims share. A minor is who any claim says is one, or who has a guardianship.
 *
 * @param claims those that stand, see `standingClaims`.
 */
export const holdersOf = (claims: readonly Claim[], live: readonly Logged[], isGuarded: IsGuarded): Holders => {
  const says = disclaims(live);
  // Who disclaims leaves the owners as soon as a claim names them without; until then there is nobody else to ask.
  const named = claims
    .map(({ owners }) => owners.filter((id) => !says(id, 'owner')))
    .filter(({ length }) => length > 0);
  const owners = agreement(named);
  const everyOwner = agreement(claims.map((claim) => claim.owners));
  // Where all who are named disclaim there is nobody left to ask, however many claims there are: nobody has agreed.
  const disclaimers = named.length > 0 ? everyOwner.all : [...everyOwner.all, ...everyOwner.some];
  const disclaimed = disclaimers.filter((id) => says(id, 'owner'));
  const authors = [...new Set(claims.flatMap(({ author }) => author ?? []))].filter((id) => !says(id, 'author'));
  const subjects = new Map<string, boolean>();
  for (const { depicts } of claims) {
    if (depicts === 'uncleared') continue;
    for (const { subject, minor } of depicts) {
      const guarded = isGuarded(subject);
      // A child does not talk itself out of its guardians' hands.
      if (says(subject, 'depicted') && !guarded) continue;
      subjects.set(subject, minor || guarded || subjects.get(subject) === true);
    }
  }
  return {
    owners: owners.all,
    disclaimed,
    author: authors.length === 1 ? authors[0]! : null,
    subjects: [...subjects]
      .map(([subject, minor]) => ({ subject, minor }))
      .toSorted((a, b) => (a.subject < b.subject ? -1 : 1)),
    uncleared: claims.some((claim) => claim.depicts === 'uncleared'),
    contested: [...new Set([...owners.some, ...(authors.length > 1 ? authors : [])])].toSorted(),
    known: claims.length > 0,
  };
};

/** In what somebody has to agree. */
export type HolderCapacity = 'author' | 'guardian' | 'owner' | 'subject';

/** Which grants of an identity speak for it, where it has to agree in that capacity. A steward stands for both. */
export const speaksFor: Record<HolderCapacity, readonly Capacity[]> = {
  author: ['author', 'steward'],
  guardian: ['guardian'],
  owner: ['author', 'owner', 'steward'],
  subject: ['subject'],
};
