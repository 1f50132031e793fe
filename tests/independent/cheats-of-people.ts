import { Ledger, type Logged } from '@assent/consent';
import type { WorksLine } from '@assent/schema';
import type { Cheats } from '../support/bundles.ts';
import { days, listOf, newYear, subjectLine } from '../support/written-statements.ts';
import {
  attester,
  heir,
  kid,
  mother,
  painter,
  type PeopleOptions,
  photographer,
  type StoryOfPeople,
  stranger,
  studio,
  team,
  type WorkName,
} from './story-of-people.ts';

/** The team with the keys that it has now. */
export const issuer: Cheats = { issuer: { iss: team.iss, keys: team.signers('three', 'four') }, bare: true };

const seeing =
  (change: (ledger: Ledger) => Partial<Ledger>) =>
  (ledger: Ledger): Ledger => {
    const changed: Partial<Ledger> = change(ledger);
    return new Proxy(ledger, {
      get: (target, name) => {
        const member: unknown = Reflect.get(
          name in changed ? changed : target,
          name,
          name in changed ? changed : target,
        );
        return typeof member === 'function' ? member.bind(name in changed ? changed : target) : member;
      },
    });
  };

const withoutOnIdentities = (left: number): Cheats => ({
  see: seeing((ledger) => ({
    identityLine: (identity, at) => {
      const line = ledger.identityLine(identity, at);
      return line && { ...line, live: line.live.filter((index) => index !== left) };
    },
  })),
});

const withoutOnWorks = (left: number): Cheats => ({
  see: seeing((ledger) => ({
    workLine: (work, at) => {
      const line = ledger.workLine(work, at);
      return line && { ...line, live: line.live.filter(([index]) => index !== left) };
    },
  })),
});

/** The state's lines as shown, changed. */
const stateLines = (change: (line: string) => string | undefined): Cheats => ({
  evidence: (all) => {
    const lines = Buffer.from(all.state).toString('utf8').split('\n').slice(0, -1);
    all.state = Buffer.from(
      lines
        .flatMap((line) => change(line) ?? [])
        .map((line) => `${line}\n`)
        .join(''),
    );
  },
});

/** The lines of identities, with one statement left out. */
const without = (left: number): Cheats =>
  stateLines((text) => {
    const { leaf, line } = JSON.parse(text) as { leaf: number; line: { identity?: string; live: unknown[] } };
    return JSON.stringify({ leaf, line: { ...line, live: line.live.filter((index) => index !== left) } });
  });

/** What a team, or a registry that helps it, leaves out or changes; after it the verdict is no. */
export const cheatsOfPeople = ({ ids }: StoryOfPeople): readonly (readonly [name: string, cheats: Cheats])[] => [
  ['a rotation that is not in the evidence', withoutOnIdentities(ids.rotation)],
  ['a rotation left out of its line', without(ids.rotation)],
  ['a delegation that is not in the evidence', withoutOnIdentities(ids.delegation)],
  ['a delegation left out of its line', without(ids.delegation)],
  [
    'a guardian’s line left out',
    stateLines((line) => (line.includes(`"identity":"${mother.did}"`) ? undefined : line)),
  ],
  ['a child’s line left out', stateLines((line) => (line.includes(`"identity":"${kid.did}"`) ? undefined : line))],
  [
    'an attester’s line left out',
    stateLines((line) => (line.includes(`"identity":"${attester.iss}"`) ? undefined : line)),
  ],
  ['the issuer’s line left out', stateLines((line) => (line.includes(`"identity":"${team.iss}"`) ? undefined : line))],
  ['a dispute that is not in the evidence', withoutOnWorks(ids.dispute)],
  ['a later state than the first that speaks of a dispute', { see: seeing(laterState) }],
  ['no state but the last that speaks of a dispute', { see: seeing(() => ({ firstStateCovering: () => undefined })) }],
  ['an issuer with its first keys', { issuer: { iss: team.iss, keys: team.signers('one', 'two') } }],
  ['an issuer with one of two keys', { issuer: { iss: team.iss, keys: team.signers('three') } }],
  [
    'an issuer with a key of another',
    { issuer: { iss: team.iss, keys: [...team.signers('three', 'four'), stranger] } },
  ],
  ['an issuer who is another', { issuer: { iss: team.iss, keys: [stranger] } }],
  [
    'a release with one of two keys',
    { issuer: { iss: team.iss, keys: team.signers('three', 'four'), releasedBy: team.signers('three') } },
  ],
];

const laterState = (ledger: Ledger): Partial<Ledger> => ({
  firstStateCovering: (index) => {
    const first = ledger.firstStateCovering(index);
    // The lapsed dispute lapses later by what a later state says.
    return first && (ledger.firstStateAfter(ledger.firstStateAfter(first.index)?.index ?? first.index) ?? first);
  },
});

/** A fold that voids nothing: the registry states what was declared stolen. */
class Forgiving extends Ledger {
  override apply(logged: Logged, lines: readonly WorksLine[]): void {
    const { statement } = logged;
    if (statement.kind !== 'identity') return super.apply(logged, lines);
    const { compromisedSince: _, ...forgiven } = statement;
    return super.apply({ ...logged, statement: forgiven }, lines);
  }
}

/** What a registry took that no rule accepts; the same team makes a dataset of it. */
export const falsePeople: readonly (readonly [name: string, PeopleOptions])[] = [
  [
    'a grant by a key that was replaced',
    {
      asksTheRule: false,
      before: (told) =>
        told.own(studio.iss, studio.signers('first'), ['by the key after it'], { onWithdraw: 'retrain-or-delete' }),
    },
  ],
  [
    'a grant by a thief',
    {
      asksTheRule: false,
      fold: () => new Forgiving(),
      before: async (told) => {
        const last = told.registry.ledger.signedBy(studio.iss, 'identity').at(-1)!;
        const compromisedSince = last.index + 1;
        await told.say(studio.after(last.id, ['third'], { compromisedSince }), studio.signers('safe'));
      },
    },
  ],
  [
    'a recovery by who is not the recovery key',
    {
      asksTheRule: false,
      before: async (told) => {
        const last = told.registry.ledger.signedBy(studio.iss, 'identity').at(-1)!;
        await told.say(studio.after(last.id, ['third']), stranger);
      },
    },
  ],
  [
    'a delegation for ten years by a key that can be lost',
    {
      asksTheRule: false,
      before: (told) =>
        told.say(
          {
            ...told.header(painter.did),
            kind: 'delegate',
            to: stranger.did,
            capacities: ['author'],
            uses: {},
            onWithdraw: 'future-only',
            from: newYear,
            until: newYear + 3650 * days,
            works: null,
          },
          painter,
        ),
    },
  ],
  [
    'a guardianship that the child did not sign',
    {
      asksTheRule: false,
      before: (told) =>
        told.say(
          { ...told.header(photographer.did), kind: 'guardianship', minor: painter.did, lapsesOn: newYear + 9 * days },
          photographer,
        ),
    },
  ],
  [
    'a guardianship of ten years',
    {
      asksTheRule: false,
      before: (told) =>
        told.say(
          { ...told.header(mother.did), kind: 'guardianship', minor: kid.did, lapsesOn: newYear + 3650 * days },
          [mother, kid],
        ),
    },
  ],
  [
    'a disclaimer that another signed',
    {
      asksTheRule: false,
      before: async (told) => {
        const name: WorkName = 'disputed and rejected';
        const lines = [subjectLine(name)];
        const statement = {
          ...told.header(heir.did),
          kind: 'disclaim',
          works: listOf(lines).works,
          about: 'owner',
        } as const;
        await told.say(statement, stranger, lines);
      },
    },
  ],
];
