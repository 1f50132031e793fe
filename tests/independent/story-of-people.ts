import type { Logged } from '@assent/consent';
import {
  canonicalBytes,
  type Delegate,
  type IdentityStatement,
  type Specification,
  type State,
  type Statement,
  type WorksLine,
} from '@assent/schema';
import { actIdOf } from '@assent/signing/verify';
import { Signing, specification, type Story } from '../support/consent-story.ts';
import { MemoryRegistry, type MemoryRegistryOptions, type Signers } from '../support/memory-registry.ts';
import {
  days,
  hashOf,
  holderLine,
  keyOf,
  listOf,
  newYear,
  openTerms,
  stewardTerms,
  subjectLine,
  usesOf,
} from '../support/written-statements.ts';

const key = (name: string) => keyOf(`of ${name}`);
type Key = ReturnType<typeof keyOf>;
export const photographer = key('photographer');
const agency = key('agency');
const freelancer = key('freelancer');
export const mother = key('mother');
export const kid = key('kid');
export const painter = key('painter');
export const stranger = key('stranger');
const judge = key('judge');
const museum = key('museum');
export const heir = key('heir');

/** An identity whose keys change: its name, and its statements in order. */
const changing = (name: string, keys: readonly string[], next: readonly string[]) => {
  const all = (names: readonly string[]) => names.map((one) => key(`${name} ${one}`).did).toSorted();
  const begun: IdentityStatement = {
    v: 1,
    kind: 'identity',
    aud: 'registry.example/log',
    iss: 'act:self',
    iat: newYear - 100 * days,
    keys: all(keys),
    threshold: keys.length,
    nextKeyHashes: next.map((one) => hashOf(key(`${name} ${one}`).publicKey)).toSorted(),
    recovery: [key(`${name} safe`).did],
  };
  return {
    iss: actIdOf(canonicalBytes(begun)),
    begun,
    signers: (...names: string[]): Key[] => names.map((one) => key(`${name} ${one}`)),
    after: (prev: string, named: readonly string[], change: Partial<IdentityStatement> = {}): IdentityStatement => ({
      ...begun,
      iss: actIdOf(canonicalBytes(begun)),
      prev,
      keys: all(named),
      threshold: named.length,
      nextKeyHashes: [],
      ...change,
    }),
  };
};

export const studio = changing('studio', ['first'], ['second']);
export const team = changing('team', ['one', 'two'], ['three', 'four']);
export const attester = changing('attester', ['only'], []);
/** Known by nothing but that it has checked the team. */
const checker = changing('checker', ['only'], []);

/** The works of the story, by what makes each of them a case. */
export const workNames = [
  'by the key before the rotation',
  'by the key after it',
  'by an agency for a photographer',
  'by an agency’s freelancer for a photographer',
  'of a child',
  'disputed and rejected',
  'disputed long ago',
  'claimed by a stranger, struck',
  'disclaimed by its painter',
  'of a museum that an identity checked',
] as const;
export type WorkName = (typeof workNames)[number];

export interface StoryOfPeople extends Pick<Story, 'registry' | 'specification' | 'state'> {
  readonly slice?: undefined;
  readonly ids: { readonly rotation: number; readonly delegation: number; readonly dispute: number };
}

const wanted: Specification = {
  ...specification,
  purpose: { ...specification.purpose, duties: ['attribute'] },
  strata: [{ ...specification.strata[0]!, fill: null }],
};

export interface PeopleOptions extends MemoryRegistryOptions {
  /** Said after everybody agreed, before the state that the manifest is as of. */
  readonly before?: (told: Told) => Promise<unknown>;
}

class Told extends Signing {
  say(statement: Statement, signers: Signers, lines?: readonly WorksLine[]): Promise<Logged> {
    return this.registry.publish(statement, signers, lines === undefined ? undefined : listOf(lines).texts);
  }

  header(iss: string) {
    return { v: 1, aud: this.registry.origin, iss, iat: this.registry.now } as const;
  }

  /** An owner's grant over works, in the owner's name or another's. */
  own(iss: string, signers: Signers, names: readonly WorkName[], more: object = {}, owner = iss): Promise<Logged> {
    const lines = names.map((name) => holderLine(name, { owners: [owner], depicts: depictedIn(name) }));
    const notice = { sha256: hashOf('notice'), language: 'en', version: 1 } as const;
    const grant = {
      ...this.header(iss),
      kind: 'grant',
      ...openTerms,
      works: listOf(lines).works,
      replaces: [],
      notice,
      ...more,
    };
    return this.say(grant as Statement, signers, lines);
  }

  named(kind: 'dispute' | 'disclaim' | 'resolve', by: Key, name: WorkName, more: object): Promise<Logged> {
    const lines = [subjectLine(name)];
    return this.say({ ...this.header(by.did), kind, works: listOf(lines).works, ...more } as Statement, by, lines);
  }

  delegate(by: Key, to: Key, more: Partial<Delegate> = {}, lines?: readonly WorksLine[]): Promise<Logged> {
    const delegate: Delegate = {
      ...this.header(by.did),
      kind: 'delegate',
      to: to.did,
      capacities: ['owner'],
      uses: usesOf(['train-generative'], { territory: { except: ['US'] } }),
      onWithdraw: 'remove-from-datasets',
      from: newYear - 90 * days,
      until: newYear + 550 * days,
      works: lines === undefined ? null : listOf(lines).works,
      ...more,
    };
    return this.say(delegate, by, lines);
  }
}

const depictedIn = (name: WorkName) => (name === 'of a child' ? [{ subject: kid.did, minor: false }] : []);

/**
 * People who sign for others, for children, with keys that change; who dispute, disclaim, claim what is not theirs, and
 * are judged. A team of two keys, which have changed, may use all of these works.
 */
export const tellStoryOfPeople = async ({ before, ...options }: PeopleOptions = {}): Promise<StoryOfPeople> => {
  const trusted = { arbiters: [judge.did], attesters: [{ identity: attester.iss, upTo: 1 }] };
  const registry = new MemoryRegistry({ trusted, ...options });
  const told = new Told(registry);
  registry.now = newYear - 90 * days;
  for (const { begun, signers } of [attester, checker, team])
    await told.say(begun, begun === team.begun ? signers('one', 'two') : signers('only'));
  const studioBegun = await told.say(studio.begun, studio.signers('first'));
  await told.own(studio.iss, studio.signers('first'), ['by the key before the rotation'], { until: null });
  const rotation = await told.say(studio.after(studioBegun.id, ['second']), studio.signers('second'));
  await told.own(studio.iss, studio.signers('second'), ['by the key after it']);
  const teamBegun = registry.ledger.signedBy(team.iss, 'identity')[0]!;
  await told.say(team.after(teamBegun.id, ['three', 'four']), team.signers('three', 'four'));

  const delegation = await told.delegate(photographer, agency);
  const signedFor = (id: string) => ({ for: { principal: photographer.did, delegation: id } });
  await told.own(agency.did, agency, ['by an agency for a photographer'], signedFor(delegation.id), photographer.did);
  const freelance: WorkName = 'by an agency’s freelancer for a photographer';
  const passedOn = await told.delegate(agency, freelancer, signedFor(delegation.id), [subjectLine(freelance)]);
  await told.own(freelancer.did, freelancer, [freelance], signedFor(passedOn.id), photographer.did);

  const guardianship = { ...told.header(mother.did), kind: 'guardianship', minor: kid.did } as const;
  await told.say({ ...guardianship, lapsesOn: newYear + 500 * days }, [mother, kid]);
  await told.own(photographer.did, photographer, ['of a child']);
  await told.grant(mother, { ...openTerms, capacity: 'guardian' }, [subjectLine('of a child')]);

  await told.own(painter.did, painter, ['disputed and rejected', 'disputed long ago', 'claimed by a stranger, struck']);
  await told.named('dispute', stranger, 'disputed long ago', { about: 'owner' });
  const disclaimed: WorkName = 'disclaimed by its painter';
  await told.own(painter.did, painter, [disclaimed]);
  await told.named('disclaim', painter, disclaimed, { about: 'owner' });
  await told.own(heir.did, heir, [disclaimed]);

  const seen = {
    kind: 'attest',
    how: 'document',
    checkedAt: registry.now,
    until: null,
    evidence: hashOf('seen'),
  } as const;
  await told.say({ ...told.header(attester.iss), ...seen, subject: museum.did }, attester.signers('only'));
  await told.say({ ...told.header(checker.iss), ...seen, subject: team.iss }, checker.signers('only'));
  const { capacity: _, ...steward } = { ...stewardTerms };
  await told.own(museum.did, museum, ['of a museum that an identity checked'], { ...steward, capacity: 'steward' });
  await registry.state();

  registry.now = newYear - 40 * days;
  const dispute = await told.named('dispute', stranger, 'disputed and rejected', { about: 'forged' });
  await registry.state();
  registry.now = newYear - 10 * days;
  await registry.state();
  const struck: WorkName = 'claimed by a stranger, struck';
  await told.own(stranger.did, stranger, [struck]);
  const settled = { outcome: 'rejected', reason: 'Both were heard.' };
  await told.named('resolve', judge, 'disputed and rejected', { ...settled, disputes: [dispute.id], strikes: [] });
  const strike = { author: null, depicts: [], owners: [stranger.did] };
  await told.named('resolve', judge, struck, { ...settled, disputes: [], strikes: [strike] });
  await before?.(told);

  registry.now = newYear;
  const state: Logged<State> = await registry.state();
  const ids = { rotation: rotation.index, delegation: delegation.index, dispute: dispute.index };
  return { registry, specification: wanted, state, ids };
};
