import { canonicalBytes, type IdentityStatement } from '@assent/schema';
import { actIdOf } from '@assent/signing/verify';
import { days, hashOf, newYear } from '../../../support/written-statements.ts';
import { attest, lean as grant, nothing, seen, state, works } from './kinds.ts';
import {
  current,
  delegate,
  disclaim,
  dispute,
  erase,
  guardianship,
  identity,
  identityName,
  laterRecovery,
  next,
  receipt,
  recovery,
  resolve,
} from './kinds-of-people.ts';
import { Acceptance, granted, idOf, type Offered } from './offers.ts';
import { ann, ben, crowd, registry, team } from './seal.ts';
import type { Vector } from './vector.ts';

/** What people say of each other, of works, and of their own keys: an offer after a history. */
export const makePeopleAcceptance = (): Vector[] => [
  ...makeIdentityRules(),
  ...makeMandateRules(),
  ...makeDisputeRules(),
];

const begun: Offered = { statement: identity, keys: [current.did] };
const rotated: IdentityStatement = {
  ...identity,
  iss: identityName,
  prev: idOf(identity),
  keys: [next.did],
  nextKeyHashes: [hashOf(crowd[5]!.publicKey)],
};
const stranger = crowd[9]!;

const makeIdentityRules = (): Vector[] => {
  const told = new Acceptance('Consent');
  const first = told.valid('people/identity', begun);
  told.fails(
    'people/identity-by-another',
    'the keys of an identity, signed by another',
    first,
    { ...begun, keys: [stranger.did] },
    'key_not_authorised',
  );
  told.fails(
    'people/identity-by-another-too',
    'the keys of an identity, signed by another, too',
    first,
    { ...begun, keys: [current.did, stranger.did] },
    'signature_surplus',
  );
  const two = { ...identity, keys: [current.did, next.did].toSorted(), threshold: 2 };
  const both = told.valid('people/identity-of-two', { statement: two, keys: two.keys });
  told.fails(
    'people/identity-of-two-by-one',
    'one key counted for a threshold of two',
    both,
    { statement: two, keys: [current.did] },
    'signature_missing',
  );
  const history = [begun];
  const later = told.valid('people/rotation', { statement: rotated, keys: [next.did] }, history);
  const fails = (
    name: string,
    attack: string,
    statement: IdentityStatement,
    key: string,
    code: string,
    neighbour = later,
  ): void => told.fails(`people/rotation-${name}`, attack, neighbour, { statement, keys: [key] }, code, history);
  fails(
    'unannounced',
    'a key that was not announced',
    { ...rotated, keys: [stranger.did] },
    stranger.did,
    'next_key_mismatch',
  );
  fails('by-current', 'keys replaced by whoever holds the present one', rotated, current.did, 'key_not_authorised');
  fails(
    'of-nothing',
    'a rotation after what is not there',
    { ...rotated, prev: nothing },
    next.did,
    'identity_superseded',
  );
  fails(
    'of-nobody',
    'a rotation of an identity that never began',
    { ...rotated, iss: actIdOf(canonicalBytes(grant)) },
    next.did,
    'statement_unknown',
  );
  fails(
    'recovery-removed',
    'recovery keys removed without one',
    { ...rotated, recovery: [] },
    next.did,
    'recovery_only',
  );
  fails(
    'theft-without-recovery',
    'a theft declared without a recovery key',
    { ...rotated, compromisedSince: 0 },
    next.did,
    'recovery_only',
  );
  const saved: IdentityStatement = { ...rotated, keys: [stranger.did], compromisedSince: 1 };
  const recovered = told.valid('people/recovery', { statement: saved, keys: [recovery.did] }, history);
  fails(
    'theft-to-come',
    'a theft declared that is yet to come',
    { ...saved, compromisedSince: 9 },
    recovery.did,
    'malformed',
    recovered,
  );
  fails(
    'earlier-recovery-removed',
    'an earlier recovery key removed by a later one',
    { ...saved, recovery: [laterRecovery.did] },
    laterRecovery.did,
    'recovery_only',
    recovered,
  );

  const own = { ...attest, iss: identityName } as const;
  const attested = told.valid('people/by-identity', { statement: own, keys: [current.did] }, history);
  told.fails(
    'people/before-its-key',
    'a statement logged before its key',
    attested,
    { statement: own, keys: [next.did] },
    'key_not_authorised',
    history,
  );
  const rotatedTo = [begun, { statement: rotated, keys: [next.did] }];
  const fresh = told.valid('people/by-next-key', { statement: own, keys: [next.did] }, rotatedTo);
  told.fails(
    'people/after-key-loss',
    'back-dated after key loss: signed with a key that was replaced',
    fresh,
    { statement: { ...own, iat: newYear - days }, keys: [current.did] },
    'key_not_authorised',
    rotatedTo,
  );
  return told.cases.vectors;
};

const makeMandateRules = (): Vector[] => {
  const told = new Acceptance('Consent');
  const pair = [ann.did, ben.did].toSorted();
  const guarded = told.valid('people/guardianship', { statement: guardianship, keys: pair });
  told.fails(
    'people/guardianship-alone',
    'a guardian that the minor’s identity does not confirm',
    guarded,
    { statement: guardianship, keys: [ann.did] },
    'signature_missing',
  );
  told.fails(
    'people/guardianship-of-oneself',
    'a guardian of oneself',
    guarded,
    { statement: { ...guardianship, minor: ann.did }, keys: [ann.did] },
    'signer_not_entitled',
  );
  told.fails(
    'people/guardianship-too-long',
    'a guardianship of more than two years',
    guarded,
    { statement: { ...guardianship, lapsesOn: newYear + 733 * days }, keys: pair },
    'guardianship_too_long',
  );
  told.fails(
    'people/guardianship-over',
    'a guardianship that has lapsed as it begins',
    guarded,
    { statement: { ...guardianship, lapsesOn: newYear }, keys: pair },
    'dates_impossible',
  );
  const acted: Offered = {
    statement: { ...grant, iss: ben.did, capacity: 'subject', works: seen.works },
    lines: seen.texts,
  };
  told.fails(
    'people/guardianship-of-adult',
    'an adult who has acted made a minor',
    guarded,
    { statement: guardianship, keys: pair },
    'guardianship_too_late',
    [acted],
  );

  const delegated = told.valid('people/delegation', { statement: delegate });
  const fails = (name: string, attack: string, change: Partial<typeof delegate>, code: string): void =>
    told.fails(`people/delegation-${name}`, attack, delegated, { statement: { ...delegate, ...change } }, code);
  fails('to-oneself', 'a delegation to oneself', { to: ann.did }, 'delegation_mismatch');
  fails('ends-as-it-begins', 'a delegation that ends as it begins', { until: delegate.from }, 'dates_impossible');
  fails(
    'too-long',
    'a plain key’s delegation of more than two years',
    { until: newYear + 733 * days },
    'term_too_long',
  );
  const mandate: Offered = { statement: delegate };
  const signedFor = { ...grant, iss: team.did, for: { principal: ann.did, delegation: idOf(delegate) } } as const;
  const within = told.valid('people/grant-by-delegation', { statement: signedFor, lines: works.texts }, [mandate]);
  const granting = (
    name: string,
    attack: string,
    statement: typeof grant,
    code: string,
    history: readonly Offered[] = [mandate],
  ): void => told.fails(`people/grant-${name}`, attack, within, { statement, lines: works.texts }, code, history);
  granting('without-delegation', 'a grant under a delegation that is not there', signedFor, 'statement_unknown', []);
  granting(
    'of-another-delegate',
    'a grant under a delegation to another',
    { ...signedFor, iss: ben.did },
    'delegation_mismatch',
  );
  granting(
    'of-another-principal',
    'a grant for another than delegated',
    { ...signedFor, for: { ...signedFor.for, principal: ben.did } },
    'capacity_not_held',
  );
  granting(
    'under-attestation',
    'a grant under what is no delegation',
    { ...signedFor, for: { ...signedFor.for, delegation: idOf(attest) } },
    'statement_kind_wrong',
    [{ statement: attest }],
  );
  return told.cases.vectors;
};

const makeDisputeRules = (): Vector[] => {
  const told = new Acceptance('Consent');
  const disputed: Offered = { statement: dispute, lines: seen.texts };
  const valid = told.valid('people/dispute', disputed, [granted]);
  const again: Offered = { ...disputed, statement: { ...dispute, iat: newYear + 1 } };
  const otherGround: Offered = { ...disputed, statement: { ...dispute, about: 'forged', iat: newYear + 1 } };
  told.fails(
    'people/dispute-again',
    'one dispute after the other, to block for good',
    valid,
    otherGround,
    'already_disputed',
    [granted, disputed],
  );
  const statedAt = (at: number): Offered => ({ statement: { ...state, size: 2, at } });
  const lapsed = [granted, disputed, statedAt(newYear), statedAt(newYear + 31 * days)];
  const later = told.valid('people/dispute-on-another-ground', otherGround, lapsed);
  told.fails(
    'people/dispute-again-once-lapsed',
    'a dispute that lapsed, said again on the same ground, to block for good',
    later,
    again,
    'already_disputed',
    lapsed,
  );
  told.fails(
    'people/dispute-with-lines-of-holder',
    'a dispute that claims something',
    valid,
    { statement: { ...dispute, works: works.works }, lines: works.texts },
    'malformed',
    [granted],
  );
  told.valid('people/disclaimer', { statement: disclaim, lines: seen.texts }, [granted]);
  const withdrawing = {
    v: 1,
    kind: 'withdraw',
    aud: grant.aud,
    iat: newYear,
    iss: ben.did,
    statement: idOf(dispute),
  } as const;
  const withdrawn = told.valid('people/dispute-withdrawn', { statement: withdrawing }, [granted, disputed]);
  told.fails(
    'people/dispute-withdrawn-by-another',
    'a dispute withdrawn by the one it is against',
    withdrawn,
    { statement: { ...withdrawing, iss: ann.did } },
    'signer_not_entitled',
    [granted, disputed],
  );
  const settled = { ...resolve, disputes: [idOf(dispute)] };
  const resolved = told.valid('people/resolution', { statement: settled, lines: seen.texts }, [granted, disputed]);
  told.fails(
    'people/resolution-of-nothing',
    'a resolution of what is not there',
    resolved,
    { statement: resolve, lines: seen.texts },
    'statement_unknown',
    [granted, disputed],
  );
  told.fails(
    'people/resolution-of-grant',
    'a resolution of what is no dispute',
    resolved,
    { statement: { ...resolve, disputes: [idOf(grant)] }, lines: seen.texts },
    'statement_kind_wrong',
    [granted, disputed],
  );

  const erasing = { ...erase, statement: idOf(grant) };
  const stated: Offered = { statement: { ...state, size: 1 } };
  const history = [granted, stated];
  const erased = told.valid('people/erasure', { statement: erasing }, history);
  told.fails(
    'people/erasure-by-another',
    'an erasure of another’s lines',
    erased,
    { statement: { ...erasing, iss: ben.did } },
    'signer_not_entitled',
    history,
  );
  told.fails(
    'people/erasure-beyond',
    'an erasure of lines that are not there',
    erased,
    { statement: { ...erasing, leaves: [[0, 2]] } },
    'leaves_out_of_range',
    history,
  );
  const byRegistry = told.valid(
    'people/erasure-by-registry',
    { statement: { ...erasing, iss: registry.did } },
    history,
  );
  const { reason: _, ...silent } = erasing;
  told.fails(
    'people/erasure-without-reason',
    'an erasure by the registry that gives no reason',
    byRegistry,
    { statement: { ...silent, iss: registry.did } },
    'signer_not_entitled',
    history,
  );
  told.fails(
    'people/receipt-of-nothing',
    'a receipt for what was never released',
    erased,
    { statement: receipt },
    'statement_unknown',
    history,
  );
  return told.cases.vectors;
};
