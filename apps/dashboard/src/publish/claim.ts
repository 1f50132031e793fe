import { Depicts, Identity, SetOf } from '@assent/schema';

/** Who is in the works and who owns them, as it is written on the page. */
export interface WrittenClaim {
  readonly people: 'named' | 'nobody' | 'notAsked' | undefined;
  readonly adults: string;
  readonly minors: string;
  readonly owner: 'client' | 'me';
  readonly client: string;
  readonly attribution: string;
}

export const emptyClaim: WrittenClaim = {
  people: undefined,
  adults: '',
  minors: '',
  owner: 'me',
  client: '',
  attribution: '',
};

const wordsOf = (text: string): string[] => text.split(/[\s,;]+/u).filter((word) => word !== '');

export type ReadClaim =
  | { readonly ok: true; readonly depicts: Depicts; readonly owners: readonly string[] }
  | { readonly ok: false; readonly why: 'owner' | 'people' | 'unsaid' };

const Owners = SetOf(Identity, 16).min(1);

const depictsOf = ({ people, adults, minors }: WrittenClaim): unknown => {
  if (people === 'nobody') return [];
  if (people === 'notAsked') return 'uncleared';
  const named = [
    ...wordsOf(adults).map((subject) => ({ subject, minor: false })),
    ...wordsOf(minors).map((subject) => ({ subject, minor: true })),
  ];
  return named.toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
};

/** What is written, as a line of a list says it; `self` is whoever signs. */
export const readClaim = (written: WrittenClaim, self: string): ReadClaim => {
  const { people, owner, client } = written;
  if (people === undefined) return { ok: false, why: 'unsaid' };
  const depicts = Depicts.safeParse(depictsOf(written));
  if (!depicts.success || (people === 'named' && depicts.data.length === 0)) return { ok: false, why: 'people' };
  const owners = Owners.safeParse(owner === 'me' ? [self] : [...new Set(wordsOf(client))].toSorted());
  return owners.success ? { ok: true, depicts: depicts.data, owners: owners.data } : { ok: false, why: 'owner' };
};
