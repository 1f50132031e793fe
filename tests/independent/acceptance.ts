import { acceptStatement, bearsOnWorks, Ledger, openList } from '@assent/consent';
import {
  accepted,
  type Attest,
  canonicalBytes,
  type Code,
  type Grant,
  type Item,
  payloadType,
  type Release,
  type State,
  type Statement,
  type Synthetic,
  type SyntheticPlan,
  type Withdraw,
} from '@assent/schema';
import { statementId } from '@assent/signing';
import { sceneLine } from '../support/consent-story.ts';
import {
  days,
  grantOf,
  hashOf,
  holderLine,
  keyOf,
  listOf,
  newYear,
  openTerms,
  stewardTerms,
  subjectLine,
} from '../support/written-statements.ts';

/** A statement that is offered to a registry, with the list that comes with it and the keys that signed. */
export interface Offer {
  readonly name: string;
  readonly statement: Statement;
  readonly lines?: readonly string[];
  readonly keys?: readonly string[];
  /** The code of the refusal, or `null` where it is accepted. */
  readonly code: Code | null;
}

export const origin = 'registry.example/log';
const [registry, ann, ben] = ['registry', 'ann', 'ben'].map((name) => keyOf(name).did) as [string, string, string];
const none = `sha256:${hashOf('none')}`;
export const idOf = (statement: Statement): string =>
  statementId(payloadType(statement.kind), canonicalBytes(statement));

const own = listOf([holderLine('one', { owners: [ann] }), holderLine('two', { owners: [ann] })]);
const grant = grantOf({ aud: origin, iss: ann }, openTerms, own.lines);
const granting = (
  name: string,
  code: Code | null,
  change: Partial<Grant>,
  lines: readonly string[] | undefined = own.texts,
): Offer => ({
  name: `a grant ${name}`,
  code,
  statement: { ...grant, ...change },
  ...(lines !== undefined && { lines }),
});
const over = (
  list: { readonly texts: string[]; readonly works: Grant['works'] },
  name: string,
  code: Code | null,
  change: Partial<Grant>,
): Offer => granting(name, code, { ...change, works: list.works }, list.texts);

const header = { v: 1, aud: origin, iss: ann, iat: newYear } as const;
const withdraw: Withdraw = { ...header, kind: 'withdraw', statement: idOf(grant) };
const attest: Attest = {
  ...header,
  kind: 'attest',
  subject: ben,
  how: 'email',
  checkedAt: newYear,
  until: null,
  evidence: hashOf('seen'),
};
const state: State = { ...header, kind: 'state', iss: registry, size: 1, at: newYear, root: hashOf(''), count: 0 };
const generator = { id: 'scenes', version: '1.0.0', codeDigest: hashOf('code') };
const plan: SyntheticPlan = {
  ...header,
  kind: 'synthetic-plan',
  dataset: 'pictures',
  version: '1.0.0',
  spec: hashOf('spec'),
  strata: [{ stratum: 'pictures', generator, parameters: { objects: 3 }, slots: 2 }],
};
const scenes = listOf([0, 1].map((slot) => sceneLine(hashOf('nonce'), slot, `scene ${slot}`)));
const skipped = listOf([0, 2].map((slot) => sceneLine(hashOf('nonce'), slot, `scene ${slot}`)));
const slice: Synthetic = {
  ...header,
  kind: 'synthetic',
  plan: idOf(plan),
  stratum: 'pictures',
  generator,
  parameters: { objects: 3 },
  nonce: hashOf('nonce'),
  class: 'formula',
  role: 'content',
  lineage: [],
  works: scenes.works,
  report: hashOf('report'),
};
const slicing = (name: string, code: Code | null, change: Partial<Synthetic>, lines = scenes.texts): Offer => ({
  name: `a slice ${name}`,
  code,
  statement: { ...slice, ...change },
  lines,
});
const item: Item = { sha256: hashOf('one'), ext: 'png', source: 'consented', split: 'train', stratum: 'pictures' };
const items = listOf([item]);
const releasing = (name: string, code: Code | null, at: number, change: Partial<Release> = {}): Offer => ({
  name: `a release ${name}`,
  code,
  lines: items.texts,
  statement: {
    ...header,
    kind: 'release',
    dataset: 'pictures',
    version: '1.0.0',
    manifest: none,
    state: at,
    items: items.works,
    ...change,
  } satisfies Release,
});
const stating = (name: string, code: Code | null, change: Partial<State>): Offer => ({
  name: `a state ${name}`,
  code,
  statement: { ...state, ...change },
});
const withdrawing = (name: string, code: Code | null, change: Partial<Withdraw>): Offer => ({
  name: `a withdrawal ${name}`,
  code,
  statement: { ...withdraw, ...change },
});

/** Where the first accepted state stands in the log of these offers. */
const stated = 42;

/** One offer after the other to one registry: each rule broken alone, beside a neighbour that keeps it. */
export const offers: readonly Offer[] = [
  granting('as it should be', null, {}),
  { ...granting('again', null, {}), name: 'the same grant again, which changes nothing' },
  granting('for another registry', 'wrong_audience', { aud: 'elsewhere.example' }),
  granting('by an identity of other keys', 'key_not_authorised', { iss: `act:${'a'.repeat(52)}` }),
  { ...granting('that somebody else signed', 'key_not_authorised', { reserves: ['infer'] }), keys: [ben] },
  { ...granting('that somebody else signed too', 'signature_surplus', { reserves: ['infer'] }), keys: [ann, ben] },
  { name: 'a grant without its list', code: 'works_list_missing', statement: { ...grant, iat: 1 } },
  granting('of fewer lines', 'works_list_mismatch', { iat: 2 }, [own.texts[0]!]),
  { ...granting('', null, {}, [own.texts[0]!]), name: 'a grant that is there already, with fewer lines' },
  granting('of another root', 'works_list_mismatch', { works: { root: hashOf('other'), count: 2 } }),
  granting('of another count', 'works_list_mismatch', { works: { ...own.works, count: 3 } }),
  granting('for another than whom its lines name', 'capacity_not_held', { for: { principal: ben, delegation: none } }),
  granting('that ends as it begins', 'dates_impossible', { until: grant.from }),
  granting('that ends a second later', null, { until: grant.from + 1 }),
  granting('without an end', 'term_too_long', { until: null }),
  granting('for a second more than two years of 366 days', 'term_too_long', { until: grant.iat + 732 * days + 1 }),
  granting('for two years of 366 days', null, { until: grant.iat + 732 * days }),
  granting('of a steward who owns', null, { ...stewardTerms, until: grant.until }),
  granting('of lines that name another owner', 'capacity_not_held', { iss: ben }),
  granting('of an author whom no line names', 'capacity_not_held', { capacity: 'author' }),
  granting('of a subject over lines of an owner', 'malformed', { capacity: 'subject' }),
  over(listOf([subjectLine('one')]), 'of a subject over their own lines', null, { capacity: 'subject', iss: ben }),
  granting('that replaces what is not there', 'statement_unknown', { replaces: [none] }),
  granting('that replaces an earlier one', null, { replaces: [idOf(grant)] }),
  granting(
    'by another that replaces it',
    'signer_not_entitled',
    { capacity: 'subject', iss: ben, replaces: [idOf(grant)], works: listOf([subjectLine('two')]).works },
    listOf([subjectLine('two')]).texts,
  ),
  withdrawing('of nothing', 'statement_unknown', { statement: none }),
  withdrawing('by another', 'signer_not_entitled', { iss: ben }),
  withdrawing('of a line beyond the list', 'leaves_out_of_range', {
    leaves: [
      [0, 0],
      [1, 2],
    ],
  }),
  withdrawing('of the last line', null, { leaves: [[1, 1]] }),
  withdrawing('of all', null, {}),
  {
    name: 'a withdrawal with a list',
    code: 'works_list_mismatch',
    statement: { ...withdraw, iat: 1 },
    lines: own.texts,
  },
  { name: 'an attestation', code: null, statement: attest },
  { name: 'an attestation of oneself', code: 'signer_not_entitled', statement: { ...attest, subject: ann } },
  withdrawing('of an attestation', null, { statement: idOf(attest) }),
  withdrawing('of a withdrawal', 'statement_kind_wrong', { statement: idOf(withdraw) }),
  granting('that replaces an attestation', 'statement_kind_wrong', { replaces: [idOf(attest)] }),
  { name: 'a plan', code: null, statement: plan },
  { name: 'a plan again for that version', code: 'version_exists', statement: { ...plan, iat: 1 } },
  { name: 'a plan for the next version', code: null, statement: { ...plan, version: '1.0.1' } },
  slicing('before any state', 'nonce_mismatch', {}),
  stating('of what is yet to come', 'time_reversed', { size: 1000 }),
  stating('by another', 'registry_only', { iss: ann }),
  stating('as it should be', null, {}),
  stating('of less than before', 'time_reversed', { size: 0 }),
  stating('of an earlier time', 'time_reversed', { at: newYear - 1 }),
  releasing('of that state', null, stated),
  releasing('of that manifest again', 'version_exists', stated, { iat: 1 }),
  releasing('of what is no state', 'state_mismatch', 0),
  releasing('of an entry that was refused', 'statement_unknown', 2),
  releasing('of an entry that is not there', 'statement_unknown', 1000),
  stating('an hour later', null, { at: newYear + 3600 }),
  releasing('of a state an hour old', null, stated, { manifest: `sha256:${hashOf('next')}` }),
  stating('a second after that', null, { at: newYear + 3601 }),
  releasing('of a state that is older', 'state_stale', stated, { manifest: `sha256:${hashOf('last')}` }),
  slicing('of no plan', 'statement_unknown', { plan: none }),
  slicing('of what is no plan', 'statement_kind_wrong', { plan: idOf(attest) }),
  slicing('of another’s plan', 'signer_not_entitled', { iss: ben }),
  slicing('of another stratum', 'plan_mismatch', { stratum: 'other' }),
  slicing('of other parameters', 'plan_mismatch', { parameters: { objects: 4 } }),
  slicing('of a model fitted on nothing', 'lineage_unknown', { class: 'derived' }),
  slicing('of a model fitted on what was never released', 'statement_unknown', {
    class: 'derived',
    lineage: [`sha256:${hashOf('nowhere')}`],
  }),
  slicing('of a model fitted on a dataset', 'nonce_mismatch', {
    class: 'derived',
    lineage: [`sha256:${hashOf('next')}`],
  }),
  slicing('of somebody else’s model', 'nonce_mismatch', { class: 'trained-external' }),
  slicing('of somebody else’s model, of what was never released', 'statement_unknown', {
    class: 'trained-external',
    lineage: [`sha256:${hashOf('nowhere')}`],
  }),
  slicing('with a lineage', 'malformed', { lineage: [none] }),
  slicing('that skips a slot', 'plan_mismatch', { works: skipped.works }, skipped.texts),
  slicing('of a nonce of its own', 'nonce_mismatch', {}),
  over({ texts: own.texts.toReversed(), works: reversedRoot() }, 'of lines out of order', 'works_list_order', {}),
  granting('with a line that is not canonical', 'not_canonical', {}, [own.texts[0]!, `${own.texts[1]!} `]),
  granting('with a line of 5,000 bytes', 'line_too_long', {}, [own.texts[0]!, 'x'.repeat(5000)]),
  granting('with a line that is no JSON', 'not_json', {}, [own.texts[0]!, '{']),
  granting('with a line of a slice', 'malformed', {}, scenes.texts),
];

function reversedRoot(): Grant['works'] {
  const list = openList(grant, own.texts.toReversed());
  if (!list.ok) throw new Error(list.refusal.code);
  return { root: list.value.root, count: list.value.count };
}

/** What the rules answer to each offer, in order; what is refused takes a place in the log. */
export const answerOffers = (offered: readonly Offer[], now: number): (Code | null)[] => {
  const ledger = new Ledger();
  return offered.map(({ statement, lines, keys }, index) => {
    const id = idOf(statement);
    const list = lines === undefined ? accepted(undefined) : openList(statement, lines);
    const asked = { origin, identity: registry, now: ledger.lastState()?.statement.at ?? now };
    const signed = { statement, keys: keys ?? [statement.iss] };
    const isKnown = ledger.byId(id) !== undefined;
    const verdict = list.ok && !isKnown ? acceptStatement(ledger, signed, list.value, asked) : list;
    const named = list.ok && bearsOnWorks(statement) ? list.value?.lines : undefined;
    if (verdict.ok) ledger.apply({ index, id, statement, leafHash: '' }, named ?? []);
    else ledger.skip();
    return verdict.ok ? null : verdict.refusal.code;
  });
};

/** The same as a case for the second implementation. */
export const offersAsCase = (offered: readonly Offer[], now: number): object => ({
  op: 'accept',
  at: now,
  entries: offered.map(({ statement, lines, keys }, index) => ({
    index,
    kind: statement.kind,
    payload: statement,
    ...(lines !== undefined && { lines }),
    ...(keys !== undefined && { keys }),
  })),
});
