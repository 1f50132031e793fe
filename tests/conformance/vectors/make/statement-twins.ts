import { canonicalize, type Json, type Kind } from '@assent/schema';
import { openUse } from '../../../support/written-statements.ts';
import { attest, grant, nothing, plan, release, slice, state, withdraw } from './kinds.ts';
import { samples } from './samples.ts';
import { ben, type Said } from './seal.ts';

/** A statement that is signed well and said wrongly. */
export interface StatementTwin {
  readonly kind: Kind;
  readonly name: string;
  readonly attack: string;
  /** What is signed and has to be refused: a value, or its text where no canonical form says it. */
  readonly bad: Said | string;
  /** The statement next to it that is well formed; else the sample of the kind. */
  readonly good?: Said;
  readonly code?: string;
}

/** As text, so that a member called `__proto__` is a member. */
const withFirst = (said: Said, member: string): string => {
  const parsed = JSON.parse(JSON.stringify(said).replace('{', `{${member},`)) as Json;
  return canonicalize(parsed);
};

export const without = (said: Said, name: string): Said =>
  Object.fromEntries(Object.entries(said).filter(([key]) => key !== name));

const { uses } = grant;
const terms = (change: object): Said => ({ ...grant, uses: { 'train-generative': { ...openUse, ...change } } });
const offer = { url: 'https://ann.example/licence', sha256: '0'.repeat(64) };
const [first, second] = plan.strata as [(typeof plan.strata)[number], (typeof plan.strata)[number]];
const planned = (...strata: readonly object[]): Said => ({ ...plan, strata });

/** Of every kind alike. */
const header: readonly StatementTwin[] = samples.flatMap(({ statement }): StatementTwin[] => {
  const { kind } = statement;
  return [
    {
      kind,
      name: 'unknown-member',
      attack: 'an unknown member, which a reader could drop',
      bad: { ...statement, extra: true },
    },
    { kind, name: 'missing-aud', attack: 'a member that is missing', bad: without(statement, 'aud') },
  ];
});

// oxfmt-ignore
export const statementTwins: readonly StatementTwin[] = [
  ...header,
  { kind: 'attest', name: 'version-2', attack: 'another version of the shape', bad: { ...attest, v: 2 } },
  { kind: 'attest', name: 'in-a-list', attack: 'the statement in an array', bad: [attest] },
  { kind: 'attest', name: 'proto', attack: '`__proto__`', bad: withFirst(attest, '"__proto__":{"how":"document"}') },
  { kind: 'grant', name: 'proto-nested', attack: '`__proto__` in an inner object', bad: canonicalize({ ...grant, uses: JSON.parse(withFirst(uses, '"__proto__":{}')) as Json }) },
  { kind: 'synthetic-plan', name: 'proto-parameter', attack: '`__proto__` among parameters', bad: canonicalize(planned({ ...first, parameters: JSON.parse('{"__proto__":1,"objects":3}') as Json }, second)) },
  { kind: 'attest', name: 'constructor', attack: '`constructor`', bad: { ...attest, constructor: 1 } },
  { kind: 'synthetic-plan', name: 'constructor-parameter', attack: '`constructor` among parameters', bad: planned({ ...first, parameters: { constructor: 1 } }, second), good: planned({ ...first, parameters: { constructors: 1 } }, second) },
  { kind: 'synthetic', name: 'prototype-parameter', attack: '`prototype` among parameters', bad: { ...slice, parameters: { prototype: 1 } }, good: { ...slice, parameters: { prototypes: 1 } } },
  { kind: 'attest', name: 'to-json', attack: '`toJSON`', bad: { ...attest, toJSON: 'x' } },
  { kind: 'attest', name: 'nul', attack: 'U+0000 in a text', bad: { ...attest, claim: 'a\u0000b' }, good: { ...attest, claim: 'ab' } },
  { kind: 'attest', name: 'line-feed', attack: 'a line feed in a text that is shown', bad: { ...attest, claim: 'a\nb' }, good: { ...attest, claim: 'a b' } },
  { kind: 'attest', name: 'direction', attack: 'a character that turns the direction of what follows', bad: { ...attest, claim: 'a\u202eb' }, good: { ...attest, claim: 'a\u05d0b' } },
  { kind: 'attest', name: 'text-empty', attack: 'an empty text', bad: { ...attest, claim: '' }, good: { ...attest, claim: 'a' } },
  { kind: 'attest', name: 'text-long', attack: 'a text of 121 letters', bad: { ...attest, claim: 'a'.repeat(121) }, good: { ...attest, claim: 'a'.repeat(120) } },
  { kind: 'attest', name: 'text-long-in-code-points', attack: 'a text of 121 code points beyond U+FFFF', bad: { ...attest, claim: '😀'.repeat(121) }, good: { ...attest, claim: '😀'.repeat(120) } },
  { kind: 'attest', name: 'null-for-absent', attack: '`null` for what may be absent', bad: { ...attest, claim: null }, good: without(attest, 'claim') },
  { kind: 'attest', name: 'absent-for-null', attack: 'absent what may be `null`', bad: without(attest, 'until'), good: { ...attest, until: null } },
  { kind: 'attest', name: 'number-as-text', attack: 'a number as text', bad: { ...attest, checkedAt: '1767225600' } },
  { kind: 'attest', name: 'time-fraction', attack: 'half a second', bad: { ...attest, checkedAt: 0.5 }, good: { ...attest, checkedAt: 0 } },
  { kind: 'attest', name: 'time-negative', attack: 'a time before 1970', bad: { ...attest, checkedAt: -1 }, good: { ...attest, checkedAt: 0 } },
  { kind: 'attest', name: 'time-beyond', attack: 'a time after the year 9999', bad: { ...attest, checkedAt: 253_402_300_800 }, good: { ...attest, checkedAt: 253_402_300_799 } },
  { kind: 'attest', name: 'hash-capitals', attack: 'a hash in capitals', bad: { ...attest, evidence: 'AB'.repeat(32) }, good: { ...attest, evidence: 'ab'.repeat(32) } },
  { kind: 'attest', name: 'hash-line-feed', attack: 'a line feed after a hash', bad: { ...attest, evidence: `${'ab'.repeat(32)}\n` }, good: { ...attest, evidence: 'ab'.repeat(32) } },
  { kind: 'attest', name: 'choice-unknown', attack: 'a choice that is not on the list', bad: { ...attest, how: 'hearsay' } },
  { kind: 'attest', name: 'identity-last-letter', attack: 'an identity whose last letter holds bits of nothing', bad: { ...attest, subject: `act:${'a'.repeat(51)}b` }, good: { ...attest, subject: `act:${'a'.repeat(51)}q` } },
  { kind: 'attest', name: 'kind-of-another', attack: 'another kind inside', bad: { ...attest, kind: 'grant' }, code: 'payload_type_mismatch' },
  { kind: 'attest', name: 'kind-missing', attack: 'no kind inside', bad: without(attest, 'kind') },
  { kind: 'attest', name: 'origin-capitals', attack: 'a registry in capitals', bad: { ...attest, aud: 'Registry.example' } },
  { kind: 'attest', name: 'origin-scheme', attack: 'a registry with a scheme', bad: { ...attest, aud: 'https://registry.example' } },
  { kind: 'grant', name: 'use-unknown', attack: 'a use that is not on the list', bad: { ...grant, uses: { ...uses, 'train-anything': openUse } }, good: { ...grant, uses: { ...uses, mine: openUse } } },
  { kind: 'grant', name: 'use-both', attack: 'a use granted and reserved', bad: { ...grant, reserves: ['train-generative'] }, good: { ...grant, reserves: ['imitate-style'] } },
  { kind: 'grant', name: 'set-order', attack: 'a set out of order', bad: { ...grant, reserves: ['mine', 'infer'] }, good: { ...grant, reserves: ['infer', 'mine'] } },
  { kind: 'grant', name: 'set-double', attack: 'a set that holds one twice', bad: { ...grant, reserves: ['infer', 'infer'] }, good: { ...grant, reserves: ['infer'] } },
  { kind: 'grant', name: 'territory-both', attack: 'a territory of two kinds', bad: terms({ territory: { except: [], only: ['DE'] } }), good: terms({ territory: { only: ['DE'] } }) },
  { kind: 'grant', name: 'territory-small', attack: 'a country in small letters', bad: terms({ territory: { only: ['de'] } }), good: terms({ territory: { only: ['DE'] } }) },
  { kind: 'grant', name: 'pay-without-offer', attack: 'a duty to pay without an offer', bad: terms({ duties: ['pay'] }), good: terms({ duties: ['pay'], offer }) },
  { kind: 'grant', name: 'offer-without-pay', attack: 'an offer without a duty to pay', bad: terms({ offer }), good: terms({ duties: ['pay'], offer }) },
  { kind: 'grant', name: 'offer-script', attack: 'an offer at no address of the web', bad: terms({ duties: ['pay'], offer: { ...offer, url: 'javascript:alert(1)' } }), good: terms({ duties: ['pay'], offer }) },
  { kind: 'grant', name: 'steward-without-basis', attack: 'a steward without a basis', bad: { ...grant, capacity: 'steward' }, good: { ...grant, capacity: 'steward', basis: 'expired', evidence: { url: 'https://archive.example/' } } },
  { kind: 'grant', name: 'steward-without-evidence', attack: 'a steward without evidence', bad: { ...grant, capacity: 'steward', basis: 'expired' }, good: { ...grant, capacity: 'steward', basis: 'expired', evidence: { url: 'https://archive.example/' } } },
  { kind: 'grant', name: 'basis-of-author', attack: 'an author with a basis', bad: { ...grant, basis: 'sale' }, good: { ...grant, capacity: 'owner', basis: 'sale' } },
  { kind: 'grant', name: 'works-none', attack: 'a grant over no works', bad: { ...grant, works: { ...grant.works, count: 0 } }, good: { ...grant, works: { ...grant.works, count: 1 } } },
  { kind: 'grant', name: 'replaces-no-id', attack: 'an id without its prefix', bad: { ...grant, replaces: [nothing.slice(7)] }, good: { ...grant, replaces: [nothing] } },
  { kind: 'grant', name: 'replaces-65', attack: '65 grants replaced at once', bad: { ...grant, replaces: ids(65) }, good: { ...grant, replaces: ids(64) } },
  { kind: 'grant', name: 'for-half', attack: 'a principal without a delegation', bad: { ...grant, for: { principal: ben.did } }, good: { ...grant, for: { delegation: nothing, principal: ben.did } } },
  { kind: 'withdraw', name: 'leaves-none', attack: 'a withdrawal of no lines', bad: { ...withdraw, leaves: [] }, good: { ...withdraw, leaves: [[0, 0]] } },
  { kind: 'withdraw', name: 'leaves-overlap', attack: 'lines that overlap', bad: { ...withdraw, leaves: [[0, 2], [2, 3]] }, good: { ...withdraw, leaves: [[0, 2], [3, 3]] } },
  { kind: 'withdraw', name: 'leaves-reversed', attack: 'lines from last to first', bad: { ...withdraw, leaves: [[3, 2]] }, good: { ...withdraw, leaves: [[2, 3]] } },
  { kind: 'withdraw', name: 'leaves-beyond', attack: 'a line number of 2^53', bad: { ...withdraw, leaves: [[0, 2 ** 53]] }, good: { ...withdraw, leaves: [[0, 2 ** 53 - 1]] } },
  { kind: 'withdraw', name: 'leaves-three', attack: 'a range of three numbers', bad: { ...withdraw, leaves: [[0, 1, 2]] }, good: { ...withdraw, leaves: [[0, 2]] } },
  { kind: 'synthetic-plan', name: 'strata-order', attack: 'strata out of order', bad: planned(second, first) },
  { kind: 'synthetic-plan', name: 'strata-double', attack: 'a stratum twice', bad: planned(first, { ...second, stratum: first.stratum }) },
  { kind: 'synthetic-plan', name: 'strata-none', attack: 'a plan of nothing', bad: planned(), good: planned(first) },
  { kind: 'synthetic-plan', name: 'slots-none', attack: 'a stratum of no slots', bad: planned({ ...first, slots: 0 }), good: planned({ ...first, slots: 1 }) },
  { kind: 'synthetic-plan', name: 'parameter-fraction', attack: 'a parameter that is no whole number', bad: planned({ ...first, parameters: { objects: 1.5 } }), good: planned({ ...first, parameters: { objects: 1 } }) },
  { kind: 'synthetic-plan', name: 'parameter-object', attack: 'a parameter that is an object', bad: planned({ ...first, parameters: { objects: {} } }), good: planned({ ...first, parameters: { objects: [] } }) },
  { kind: 'synthetic-plan', name: 'version-leading-zero', attack: 'a version with a leading zero', bad: { ...plan, version: '01.0.0' }, good: { ...plan, version: '10.0.0' } },
  { kind: 'synthetic', name: 'class-unknown', attack: 'a class that is not on the list', bad: { ...slice, class: 'dream' } },
  { kind: 'synthetic', name: 'lineage-order', attack: 'a lineage out of order', bad: { ...slice, lineage: ids(2).toReversed() }, good: { ...slice, lineage: ids(2) } },
  { kind: 'release', name: 'items-none', attack: 'a dataset of 0 items', bad: { ...release, items: { ...release.items, count: 0 } }, good: { ...release, items: { ...release.items, count: 1 } } },
  { kind: 'release', name: 'state-negative', attack: 'a state before the log', bad: { ...release, state: -1 }, good: { ...release, state: 0 } },
  { kind: 'release', name: 'dataset-path', attack: 'a name that is a path', bad: { ...release, dataset: '../pictures' }, good: { ...release, dataset: 'pictures' } },
  { kind: 'state', name: 'by-act', attack: 'a state under an identity whose keys can change', bad: { ...state, iss: `act:${'a'.repeat(52)}` } },
  { kind: 'state', name: 'size-beyond', attack: 'a size of 2^53', bad: { ...state, size: 2 ** 53 }, good: { ...state, size: 2 ** 53 - 1 } },
  { kind: 'state', name: 'count-negative', attack: 'a count below zero', bad: { ...state, count: -1 }, good: { ...state, count: 0 } },
];

export function ids(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `sha256:${i.toString(16).padStart(64, '0')}`);
}
