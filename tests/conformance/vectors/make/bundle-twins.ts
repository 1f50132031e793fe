import { type Item, toUtf8 } from '@assent/schema';
import { concatBytes } from '@noble/hashes/utils.js';
import { editLines } from '../../../support/evidence-files.ts';
import { hashOf } from '../../../support/written-statements.ts';
import { edited, elsewhere, item, manifest, type Twin } from './bundles.ts';
import { ann, ben, team, witness } from './seal.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const replaced = (from: string | RegExp, to: string) => (bytes: Uint8Array) => toUtf8(text(bytes).replace(from, to));

type Row = Omit<Twin, 'section' | 'story'> & Partial<Pick<Twin, 'story'>>;

/** Of a dataset that nobody knows, in place of an item or beside it. */
const unknown: Item = {
  sha256: hashOf('allium'),
  ext: 'png',
  source: 'consented',
  split: 'train',
  stratum: 'pictures',
};
const sorted = (items: readonly Item[]): Item[] => items.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));

// oxfmt-ignore
const items: readonly Row[] = [
  { name: 'item-doubled', story: 'pair', attack: 'item doubled', cheats: { itemLines: (all) => [all[0]!, ...all] }, codes: ['items_order'] },
  { name: 'items-exchanged', story: 'pair', attack: 'items out of order', cheats: { itemLines: (all) => all.toReversed() }, codes: ['evidence_surplus', 'items_order'] },
  { name: 'item-left-out', story: 'pair', attack: 'an item left out of the list', cheats: { itemLines: (all) => all.slice(1) }, codes: ['counts_mismatch', 'evidence_surplus', 'file_unexpected', 'items_mismatch'] },
  { name: 'item-unknown', attack: 'an item that nobody registered', cheats: ({ registry }) => ({ works: registry.ledger.stateKeys().works, items: (all) => sorted([...all, unknown]) }), codes: ['evidence_missing'] },
  { name: 'item-line-over-4-kib', story: 'pair', attack: 'line over 4 KiB', cheats: { itemLines: (all) => all.with(1, 'y'.repeat(4097)) }, codes: ['line_too_long'] },
  { name: 'item-unknown-member', story: 'pair', attack: 'an item with an unknown member', cheats: { itemLines: (all) => all.with(1, all[1]!.replace('{', '{"a":1,')) }, codes: ['bundle_unreadable'] },
  { name: 'items-no-last-line-feed', attack: 'no line feed at the end', edit: edited('items', (bytes) => bytes.subarray(0, -1)), codes: ['bundle_unreadable'] },
  { name: 'items-none', attack: '0 items', cheats: { items: () => [] }, codes: ['malformed'] },
  { name: 'item-attributed-to-another', attack: 'a picture attributed to another', cheats: item('consented', (one) => ({ ...one, attribution: 'Somebody' })), codes: ['duties_mismatch'] },
];

// oxfmt-ignore
const counts: readonly Row[] = [
  { name: 'total', attack: 'count off: total', cheats: manifest(({ counts: all }) => ({ counts: { ...all, total: all.total + 1 } })), codes: ['counts_mismatch'] },
  { name: 'shortfall', attack: 'a shortfall that is not declared', cheats: manifest(({ counts: all }) => ({ counts: { ...all, strata: all.strata.map((one) => ({ ...one, shortfall: 0 })) } })), codes: ['counts_mismatch'] },
  { name: 'stratum-undeclared', attack: 'items of a stratum that is not declared', cheats: item('consented', (one) => ({ ...one, stratum: 'others' })), codes: ['counts_mismatch'] },
  { name: 'items-root', attack: 'another root of the items', cheats: manifest(({ items: all }) => ({ items: { ...all, root: hashOf('other') } })), codes: ['items_mismatch', 'release_mismatch'] },
];

// oxfmt-ignore
const claims: readonly Row[] = [
  { name: 'use-widened', attack: 'use widened: a use more', cheats: manifest(({ scope }) => ({ scope: { ...scope, mine: scope['train-generative']! } })), neighbour: 'bundle/narrower-scope', codes: ['laundering'] },
  { name: 'territory-widened', attack: 'use widened: to every country', cheats: manifest(({ scope }) => ({ scope: { 'train-generative': { ...scope['train-generative']!, territory: { except: [] } } } })), neighbour: 'bundle/narrower-scope', codes: ['laundering'] },
  { name: 'end-widened', attack: 'use widened: without an end', cheats: manifest(({ scope }) => ({ scope: { 'train-generative': { ...scope['train-generative']!, until: null } } })), neighbour: 'bundle/narrower-scope', codes: ['laundering'] },
  { name: 'duty-left-out', attack: 'a duty left out', cheats: manifest({ duties: [] }), codes: ['duties_mismatch'] },
  { name: 'purpose-elsewhere', attack: 'a purpose in a country that was left out', cheats: manifest(({ purpose }) => ({ purpose: { ...purpose, territory: { only: ['US'] } } })), codes: ['not_allowed'] },
  { name: 'assurance', attack: 'more assurance asked than there is', cheats: manifest(({ purpose }) => ({ purpose: { ...purpose, assurance: { ...purpose.assurance, author: 2 } } })), trust: (honest) => ({ ...honest, attesters: honest.attesters.map((one) => ({ ...one, upTo: 1 })) }), codes: ['not_allowed'] },
  { name: 'audience', attack: 'a manifest for another registry', cheats: manifest({ aud: elsewhere }), codes: ['release_mismatch', 'wrong_audience'] },
  { name: 'issuer-of-another', attack: 'a manifest signed by another than its issuer', cheats: { ...manifest({ iss: team.did }), signer: ann }, codes: ['key_not_authorised', 'release_mismatch'] },
  { name: 'policy', attack: 'rules that nobody knows', cheats: manifest({ policy: 'assent-policy/2' as 'assent-policy/1' }), codes: ['malformed'] },
  { name: 'as-of-order', attack: 'a state after the checkpoint', cheats: manifest(({ asOf }) => ({ asOf: { ...asOf, state: { ...asOf.state, index: 99 } } })), codes: ['malformed'] },
];

// oxfmt-ignore
const envelope: readonly Row[] = [
  { name: 'manifest-respelled', attack: 'the envelope in another spelling', edit: edited('manifest', (bytes) => concatBytes(bytes, toUtf8('\n'))), codes: ['bundle_unreadable'] },
  { name: 'manifest-signature', attack: 'a bit of the manifest’s signature changed', edit: edited('manifest', replaced(/"sig":"../, '"sig":"AA')), codes: ['signature_invalid'] },
  { name: 'manifest-type', attack: 'a manifest under the type of a grant', edit: edited('manifest', replaced('assent.manifest', 'assent.grant')), codes: ['payload_type_mismatch'] },
];

// oxfmt-ignore
const fileSet: readonly Row[] = [
  { name: 'nothing', attack: 'an empty folder', edit: (all) => all.clear(), codes: ['file_missing'] },
  { name: 'proofs-missing', attack: 'a file left out', edit: (all) => void all.delete('evidence/proofs.bin'), codes: ['file_missing'] },
  { name: 'file-outside', attack: 'a path with `../`', edit: (all) => void all.set('../outside', toUtf8('hello')), codes: ['file_unexpected'] },
  { name: 'data-changed', attack: 'a picture exchanged under its name', edit: edited('data/', () => toUtf8('another')), codes: ['file_hash_mismatch'] },
  { name: 'data-missing', story: 'pair', attack: 'a picture left out', edit: (all) => void all.delete([...all.keys()].find((name) => name.startsWith('data/'))!), codes: ['file_missing'] },
  { name: 'evidence-hash', attack: 'evidence other than was signed for', cheats: manifest((honest) => ({ evidence: { ...honest.evidence, works: hashOf('other') } })), codes: ['evidence_mismatch'] },
];

// oxfmt-ignore
const lists: readonly Row[] = [
  { name: 'moved-between-lists', attack: 'moved between lists: each line under the other’s statement', story: 'seen', cheats: { evidence: editLines('works', (all) => [all[1]!.replace('"statement":2', '"statement":1'), all[0]!.replace('"statement":1', '"statement":2')]) }, codes: ['evidence_surplus', 'malformed', 'proof_invalid'] },
  { name: 'works-line-left-out', story: 'pair', attack: 'a line of a list left out', cheats: { evidence: editLines('works', (all) => all.slice(1)) }, codes: ['evidence_missing', 'proof_invalid'] },
  { name: 'works-line-doubled', attack: 'a line of a list doubled', cheats: { evidence: editLines('works', (all) => [all[0]!, ...all]) }, codes: ['evidence_surplus', 'proof_invalid'] },
  { name: 'works-line-another-leaf', story: 'pair', attack: 'a line at another place of its list', cheats: { evidence: editLines('works', (all) => all.with(0, all[0]!.replace('{"leaf":0', '{"leaf":1'))) }, codes: ['evidence_surplus', 'proof_invalid'] },
  { name: 'works-line-changed', attack: 'a line changed: somebody else’s attribution', cheats: { evidence: editLines('works', (all) => all.map((line) => line.replace('Ann: ', 'Bob: '))), ...item('consented', (one) => ({ ...one, attribution: one.attribution!.replace('Ann', 'Bob') })) }, codes: ['proof_invalid'] },
  { name: 'person-dropped', attack: 'a person dropped from a line', story: 'seen', cheats: { evidence: editLines('works', (all) => all.map((line) => line.replace(/"depicts":\[\{[^}]*\}\]/, '"depicts":[]'))) }, codes: ['proof_invalid', 'state_mismatch', 'evidence_surplus'] },
  { name: 'surplus', story: 'pair', attack: 'evidence that no item needs', cheats: (story) => ({ works: story.registry.ledger.stateKeys().works, items: (all) => all.slice(1) }), codes: ['evidence_surplus'] },
];

// oxfmt-ignore
const trusts: readonly Row[] = [
  { name: 'issuer-untrusted', attack: 'a manifest of somebody who is not trusted', trust: (honest) => ({ ...honest, issuers: [ben.did] }), codes: ['issuer_untrusted'] },
  { name: 'monitors', attack: 'a monitor asked for, and none there', trust: (honest) => ({ ...honest, monitors: { quorum: 1, keys: [witness.did] } }), codes: ['monitor_quorum_missing'] },
];

/** What a team or a registry does before it signs, and somebody with the folder after. */
export const manifestTwins: readonly Twin[] = [
  ...items,
  ...counts,
  ...claims,
  ...envelope,
  ...fileSet,
  ...lists,
  ...trusts,
].map((row) => ({ section: 'Manifest', story: 'plain', ...row }));
