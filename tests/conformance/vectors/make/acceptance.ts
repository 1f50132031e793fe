import type { Grant } from '@assent/schema';
import { days, hashOf, listOf, newYear } from '../../../support/written-statements.ts';
import { attest, lean as grant, nothing, plan, scenes, seen, slice, state, withdraw } from './kinds.ts';
import { Acceptance, granted, idOf, type Offered } from './offers.ts';
import { ann, ben } from './seal.ts';
import type { Vector } from './vector.ts';

/** Who may say what, and when: an offer after a history. */
export const makeAcceptance = (): Vector[] => [...makeLogRules(), ...makeConsentRules(), ...makeStateRules()];

const makeLogRules = (): Vector[] => {
  const told = new Acceptance('Log');
  const attested: Offered = { statement: attest };
  const valid = told.valid('accept/grant', granted, [attested]);
  const fails = (name: string, attack: string, last: Offered, code: string): void =>
    told.fails(`accept/${name}`, attack, valid, last, code, [attested]);
  fails(
    'replayed-elsewhere',
    'a statement replayed to another registry',
    { ...granted, statement: { ...grant, aud: 'elsewhere.example' } },
    'wrong_audience',
  );
  fails('signed-by-another', 'signed by another than it says', { ...granted, keys: [ben.did] }, 'key_not_authorised');
  fails(
    'signed-by-another-too',
    'signed by another, too',
    { ...granted, keys: [ann.did, ben.did].toSorted() },
    'signature_surplus',
  );
  fails(
    'identity-without-keys',
    'under an identity whose keys nobody knows',
    { ...granted, statement: { ...grant, iss: `act:${'a'.repeat(52)}` }, keys: [ann.did] },
    'key_not_authorised',
  );
  const again = told.valid('accept/grant-again', granted, [attested, granted]);
  told.fails(
    'accept/grant-again-with-bad-list',
    'the same grant again, with a list that does not open',
    again,
    { ...granted, lines: ['{'] },
    'not_json',
    [attested, granted],
  );
  return told.cases.vectors;
};

const makeConsentRules = (): Vector[] => {
  const told = new Acceptance('Consent');
  const [attested, all]: [Offered, Offered] = [
    { statement: attest },
    { statement: { ...withdraw, statement: idOf(grant) } },
  ];
  const history = [attested, granted];
  const valid = told.valid('accept/withdrawal', all, history);
  const withdrawing = (
    name: string,
    attack: string,
    change: Partial<typeof withdraw>,
    code: string,
    neighbour = valid,
  ): void =>
    told.fails(
      `accept/withdrawal-${name}`,
      attack,
      neighbour,
      { statement: { ...withdraw, statement: idOf(grant), ...change } },
      code,
      history,
    );
  withdrawing('by-another', 'a withdrawal by someone else', { iss: ben.did }, 'signer_not_entitled');
  withdrawing('of-nothing', 'a withdrawal of what is not in the log', { statement: nothing }, 'statement_unknown');
  told.fails(
    'accept/withdrawal-of-withdrawal',
    'a withdrawal of a withdrawal',
    valid,
    { statement: { ...withdraw, iat: 1, statement: idOf(all.statement) } },
    'statement_kind_wrong',
    [...history, all],
  );
  const last = told.valid(
    'accept/withdrawal-of-last-line',
    { statement: { ...withdraw, statement: idOf(grant), leaves: [[1, 1]] } },
    history,
  );
  withdrawing('beyond', 'a withdrawal of a line beyond the list', { leaves: [[1, 2]] }, 'leaves_out_of_range', last);

  const granting = (name: string, attack: string, change: Partial<Grant>, code: string, good: Partial<Grant>): void => {
    const neighbour = told.valid(
      `accept/${name}/valid`,
      { ...granted, statement: { ...grant, iat: grant.iat + 1, ...good } },
      history,
    );
    told.fails(
      `accept/${name}`,
      attack,
      neighbour,
      { ...granted, statement: { ...grant, iat: grant.iat + 1, ...change } },
      code,
      history,
    );
  };
  const { from, iat } = grant;
  granting('ends-as-it-begins', 'an end that is the beginning', { until: from }, 'dates_impossible', {
    until: from + 1,
  });
  granting('no-end', 'a plain key’s grant without an end', { until: null }, 'term_too_long', {});
  granting('term', 'a plain key’s grant of more than two years', { until: iat + 1 + 732 * days + 1 }, 'term_too_long', {
    until: iat + 1 + 732 * days,
  });
  granting(
    'replaces-nothing',
    'a grant that replaces what is not there',
    { replaces: [nothing] },
    'statement_unknown',
    { replaces: [idOf(grant)] },
  );
  granting(
    'replaces-attestation',
    'a grant that replaces an attestation',
    { replaces: [idOf(attest)] },
    'statement_kind_wrong',
    { replaces: [idOf(grant)] },
  );
  const own = { ...grant, capacity: 'subject', iss: ben.did, works: seen.works } as const;
  const bens = told.valid('accept/grant-of-subject', { statement: own, lines: seen.texts }, history);
  told.fails(
    'accept/replaces-of-another',
    'a grant that replaces another’s',
    bens,
    { statement: { ...own, replaces: [idOf(grant)] }, lines: seen.texts },
    'signer_not_entitled',
    history,
  );
  const oneself = { ...attest, iss: ann.did } as const;
  const attesting = told.valid('accept/attestation', { statement: { ...oneself, subject: ben.did } }, history);
  told.fails(
    'accept/attestation-of-oneself',
    'an attestation of oneself',
    attesting,
    { statement: oneself },
    'signer_not_entitled',
    history,
  );
  return told.cases.vectors;
};

const makeStateRules = (): Vector[] => {
  const told = new Acceptance('State');
  const [attested, stated]: [Offered, Offered] = [{ statement: attest }, { statement: { ...state, size: 1 } }];
  const stating = (change: Partial<typeof state>): Offered => ({ statement: { ...state, ...change } });
  const history = [attested, granted, stated];
  const valid = told.valid('accept/state', stating({ size: 3, at: newYear + 60 }), history);
  const fails = (name: string, attack: string, last: Offered, code: string): void =>
    told.fails(`accept/state-${name}`, attack, valid, last, code, history);
  fails('by-another', 'a state by somebody else', stating({ iss: ann.did }), 'registry_only');
  fails('beyond', 'a state of more than the log holds', stating({ size: 4 }), 'time_reversed');
  fails('of-less', 'a state of another size: of less than the last', stating({ size: 0 }), 'time_reversed');
  fails('earlier', 'a state before the last', stating({ at: newYear - 1 }), 'time_reversed');
  const items = listOf([
    { sha256: hashOf('one'), ext: 'png', source: 'consented', split: 'train', stratum: 'pictures' } as const,
  ]);
  const releasing = (at: number): Offered => ({
    statement: {
      ...header,
      kind: 'release',
      dataset: 'pictures',
      version: '1.0.0',
      manifest: nothing,
      state: at,
      items: items.works,
    },
    lines: items.texts,
  });
  const header = { v: 1, aud: grant.aud, iss: ann.did, iat: newYear } as const;
  const released = told.valid('accept/release', releasing(2), history);
  told.fails(
    'accept/release-of-no-state',
    'a release of what is no state',
    released,
    releasing(1),
    'state_mismatch',
    history,
  );
  told.fails(
    'accept/release-of-nothing',
    'a release of an entry to come',
    released,
    releasing(9),
    'statement_unknown',
    history,
  );
  const hour = stating({ size: 3, at: newYear + 3600 });
  const second = stating({ size: 3, at: newYear + 3601 });
  const atHour = told.valid('accept/release-after-an-hour', releasing(2), [...history, hour]);
  told.fails(
    'accept/release-of-stale-state',
    'a release of a state more than an hour old',
    atHour,
    releasing(2),
    'state_stale',
    [...history, second],
  );
  const planned: Offered = { statement: plan };
  const sliced: Offered = { statement: { ...slice, plan: idOf(plan), nonce: hashOf('chosen') }, lines: scenes.texts };
  const announced = told.valid('accept/plan', planned, history);
  told.fails(
    'accept/slice-of-chosen-nonce',
    'a slice whose nonce the team chose',
    announced,
    sliced,
    'nonce_mismatch',
    [...history, planned],
  );
  told.fails(
    'accept/slice-of-no-plan',
    'a slice of no plan',
    announced,
    { ...sliced, statement: { ...slice, nonce: hashOf('chosen') } },
    'statement_unknown',
    [...history, planned],
  );
  told.fails(
    'accept/slice-of-other-parameters',
    'a slice of other parameters than planned',
    announced,
    { ...sliced, statement: { ...slice, plan: idOf(plan), parameters: { objects: 4 } } },
    'plan_mismatch',
    [...history, planned],
  );
  return told.cases.vectors;
};
