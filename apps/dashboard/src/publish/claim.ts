import { Depicts, Identity, Name, PlainText, SetOf } from '@assent/schema';
import type { Reply } from '../sign/invitation-shape.ts';

/** Somebody concerned by the works, as far as one knows them. The label is for the one who publishes alone. */
export interface Party {
  readonly id: string;
  readonly label: string;
  readonly minor: boolean;
  /** As it is written, or as their answer brought it. */
  readonly identity: string;
  /** The invitation that was last made for them. */
  readonly invitation?: string;
  readonly said?: Reply['said'];
}

/** Who is in the works and who owns them, as it is written on the page. */
export interface WrittenClaim {
  readonly people: 'named' | 'nobody' | 'notAsked' | undefined;
  readonly parties: readonly Party[];
  readonly owner: 'client' | 'me';
  readonly client: Party;
  readonly attribution: string;
  /** What stands as the title of a work in public. */
  readonly titles: 'embedded' | 'names' | 'none';
  readonly tags: string;
}

export const newParty = (): Party => ({ id: crypto.randomUUID(), label: '', minor: false, identity: '' });

export const emptyClaim = (): WrittenClaim => ({
  people: undefined,
  parties: [newParty()],
  owner: 'me',
  client: newParty(),
  attribution: '',
  titles: 'none',
  tags: '',
});

export type ReadClaim =
  | {
      readonly ok: true;
      readonly depicts: Depicts;
      readonly owners: readonly string[];
      readonly tags: readonly string[];
    }
  | { readonly ok: false; readonly why: 'credit' | 'owner' | 'people' | 'refusedBy' | 'tags' | 'unsaid' };

const Tags = SetOf(Name, 32);

const depictsOf = ({ people, parties }: WrittenClaim): unknown => {
  if (people === 'nobody') return [];
  if (people === 'notAsked') return 'uncleared';
  return parties
    .map(({ identity, minor }) => ({ subject: identity.trim(), minor }))
    .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
};

/** Who is in the works, as a line says it: nothing until everybody named has an identity, each once. */
export const readDepicts = (written: WrittenClaim): Depicts | undefined => {
  const { people, parties } = written;
  if (people === undefined || (people === 'named' && parties.length === 0)) return undefined;
  const depicts = Depicts.safeParse(depictsOf(written));
  return depicts.success ? depicts.data : undefined;
};

/** What is written, as a line of a list says it; `self` is whoever signs. */
export const readClaim = (written: WrittenClaim, self: string): ReadClaim => {
  const { people, parties, owner, client } = written;
  if (people === undefined) return { ok: false, why: 'unsaid' };
  if (people === 'named' && parties.some(({ said }) => said === 'refused' || said === 'notMe'))
    return { ok: false, why: 'refusedBy' };
  const depicts = readDepicts(written);
  if (depicts === undefined) return { ok: false, why: 'people' };
  const held = Identity.safeParse(owner === 'me' ? self : client.identity.trim());
  if (!held.success) return { ok: false, why: 'owner' };
  const credit = written.attribution.trim();
  if (credit !== '' && !PlainText(300).safeParse(credit).success) return { ok: false, why: 'credit' };
  const tags = Tags.safeParse([...new Set(written.tags.split(/[\s,;]+/u).filter((tag) => tag !== ''))].toSorted());
  return tags.success ? { ok: true, depicts, owners: [held.data], tags: tags.data } : { ok: false, why: 'tags' };
};
