import { Ledger, type Logged } from '@assent/consent';
import { decodeEntry, encodeEntry, formatVerifierKey } from '@assent/log';
import { toUtf8, type WorksLine } from '@assent/schema';
import { decodeEnvelope } from '@assent/signing';
import type { Cheats } from '../../../support/bundles.ts';
import { editLines, editProofs, editStatements } from '../../../support/evidence-files.ts';
import { days, hashOf, newYear } from '../../../support/written-statements.ts';
import { edited, elsewhere, item, manifest, type Twin } from './bundles.ts';
import { ann, seal, witness } from './seal.ts';
import { grantIn, pictured, pictureLine } from './small-stories.ts';

type Row = Omit<Twin, 'section' | 'story'> & Partial<Pick<Twin, 'section' | 'story'>>;

const replaced = (from: string | RegExp, to: string) => (bytes: Uint8Array) =>
  toUtf8(Buffer.from(bytes).toString('utf8').replace(from, to));

const payloadOf = (entry: Uint8Array): string => {
  const signed = decodeEntry(entry);
  if (!signed.ok) throw new Error(signed.refusal.code);
  return Buffer.from(signed.value.payload).toString('utf8');
};

/** The grant widened and signed again by its signer, in the place of the one that is in the log. */
const grantNotInLog: NonNullable<Cheats['evidence']> = async (evidence) => {
  let signed: Promise<Uint8Array> | undefined;
  const edit = (entry?: Uint8Array) =>
    editStatements((all) =>
      all.map((record) => {
        const payload = payloadOf(record.entry);
        if (!payload.includes('"kind":"grant"')) return record;
        signed = seal('grant', { ...(JSON.parse(payload) as object), reserves: ['mine'] }, ann);
        return { ...record, entry: entry ?? record.entry };
      }),
    );
  await edit()?.(evidence);
  const envelope = decodeEnvelope(await signed!);
  if (!envelope.ok) throw new Error(envelope.refusal.code);
  await edit(encodeEntry(envelope.value))?.(evidence);
};

// oxfmt-ignore
const statements: readonly Row[] = [
  { name: 'statement-not-in-log', attack: 'statement not in the log', cheats: { evidence: grantNotInLog }, codes: ['proof_invalid'] },
  { name: 'statement-left-out', attack: 'a statement left out', cheats: { evidence: editStatements((all) => all.slice(1)) }, codes: ['proof_invalid'] },
  { name: 'statements-out-of-order', story: 'pair', attack: 'statements out of order', cheats: { evidence: editStatements((all) => all.toReversed()) }, codes: ['bundle_unreadable'] },
  { name: 'statement-of-another-registry', attack: 'statement replayed to another registry', telling: { asksTheRule: false, before: async (signing) => void (await grantIn(signing, ann, [pictureLine(pictured)], { aud: elsewhere })) }, codes: ['evidence_missing', 'evidence_surplus', 'proof_invalid', 'wrong_audience'] },
  { name: 'term', attack: 'a grant of ten years, which no registry may take', telling: { asksTheRule: false, before: async (signing) => void (await grantIn(signing, ann, [pictureLine(pictured)], { until: newYear + 3650 * days })) }, codes: ['evidence_surplus', 'term_too_long'] },
  { name: 'attests-oneself', attack: 'somebody who attests themself', telling: { asksTheRule: false, before: async (signing) => void (await signing.attest(ann, ann.did)) }, codes: ['signer_not_entitled'] },
];

// oxfmt-ignore
const proofs: readonly Row[] = [
  { name: 'proofs-unused-hash', attack: 'multiproof with an unused hash', cheats: { evidence: editProofs((all) => all.with(0, { ...all[0]!, hashes: [...all[0]!.hashes, new Uint8Array(32)] })) }, codes: ['proof_invalid'] },
  { name: 'proofs-sections-exchanged', attack: 'sections out of order', cheats: { evidence: editProofs((all) => all.toReversed()) }, codes: ['bundle_unreadable'] },
  { name: 'proofs-list-size', story: 'pair', attack: 'a list of another size', cheats: { evidence: editProofs((all) => all.map((one) => (one.kind === 'works' ? { ...one, size: one.size + 1, hashes: [new Uint8Array(32)] } : one))) }, codes: ['proof_invalid'] },
];

// oxfmt-ignore
const checkpoints: readonly Row[] = [
  { section: 'Checkpoint', name: 'checkpoint-of-another-log', attack: 'a checkpoint of a log that is not trusted', trust: (honest) => ({ ...honest, logs: [] }), codes: ['checkpoint_untrusted'] },
  { section: 'Checkpoint', name: 'checkpoint-of-another-size', attack: 'a checkpoint of another size than the manifest’s', cheats: manifest(({ asOf }) => ({ asOf: { ...asOf, checkpoint: { ...asOf.checkpoint, size: asOf.checkpoint.size + 1 } } })), codes: ['checkpoint_mismatch'] },
  { section: 'Checkpoint', name: 'checkpoint-of-another-root', attack: 'two roots for one size', cheats: manifest(({ asOf }) => ({ asOf: { ...asOf, checkpoint: { ...asOf.checkpoint, root: hashOf('other') } } })), codes: ['checkpoint_mismatch'] },
  { section: 'Checkpoint', name: 'checkpoint-changed', attack: 'another size under the signature', cheats: { evidence: (all) => void (all.checkpoint = replaced(/\n3\n/, '\n4\n')(all.checkpoint)) }, codes: ['signature_invalid'] },
  { section: 'Checkpoint', name: 'witnesses', attack: 'a witness asked for, and none there', trust: (honest) => ({ ...honest, witnesses: { quorum: 1, keys: [formatVerifierKey('witness.example', witness.publicKey, 4)] } }), codes: ['witness_quorum_missing'] },
];

// oxfmt-ignore
const releases: readonly Row[] = [
  { name: 'release-missing', attack: 'a dataset that was never released', edit: (all) => void all.delete('evidence/release'), codes: ['release_missing'] },
  { name: 'release-of-another-manifest', attack: 'a release of another manifest', cheats: { release: (one) => ({ ...one, manifest: `sha256:${hashOf('other')}` }) }, codes: ['release_mismatch'] },
  { name: 'release-respelled', attack: 'a release in another spelling', edit: edited('release', replaced(',', ', ')), codes: ['bundle_unreadable'] },
  { name: 'release-not-included', attack: 'a release without its place in the log', edit: edited('release', replaced(/"inclusion":\[[^\]]*\]/, '"inclusion":[]')), codes: ['proof_invalid'] },
  { name: 'release-inconsistent', attack: 'a release in another log of the same name', edit: edited('release', replaced(/"consistency":\[[^\]]*\]/, '"consistency":[]')), codes: ['proof_invalid'] },
];

/** A fold that forgets that grants are replaced: the registry states as live what has ended. */
class Forgetful extends Ledger {
  override apply(logged: Logged, of: readonly WorksLine[]): void {
    const { statement } = logged;
    super.apply(statement.kind === 'grant' ? { ...logged, statement: { ...statement, replaces: [] } } : logged, of);
  }
}

// oxfmt-ignore
const states: readonly Row[] = [
  { name: 'state-line-left-out', story: 'pair', attack: 'a state line left out', cheats: { evidence: editLines('state', (all) => all.slice(0, -1)) }, codes: ['evidence_missing', 'evidence_surplus', 'proof_invalid'] },
  { name: 'state-line-doubled', attack: 'a state line doubled', cheats: { evidence: editLines('state', (all) => [...all, all.at(-1)!]) }, codes: ['evidence_surplus', 'proof_invalid'] },
  { name: 'state-lines-exchanged', story: 'pair', attack: 'state lines out of order', cheats: { evidence: editLines('state', (all) => [all[0]!, all[2]!, all[1]!]) }, codes: ['evidence_missing', 'evidence_surplus', 'proof_invalid'] },
  { name: 'state-another-leaf', attack: 'a state line at another place', cheats: { evidence: editLines('state', (all) => all.map((line, i) => (i === 0 ? line.replace(/"leaf":\d+/, '"leaf":0') : line))) }, codes: ['proof_invalid'] },
  { name: 'state-attestation-added', attack: 'an attestation more in an identity’s line', story: 'seen', cheats: { evidence: editLines('state', (all) => all.map((line) => line.replace('"live":[]', '"live":[0]'))) }, codes: ['proof_invalid', 'statement_kind_wrong'] },
  { name: 'state-grant-left-out', attack: 'a statement left out of a work’s line', story: 'seen', cheats: { evidence: editLines('state', (all) => all.map((line) => line.replace(/,\[2,0\]\]/, ']'))) }, codes: ['evidence_surplus', 'proof_invalid'] },
  { name: 'state-person-left-out', attack: 'a person left out of a work’s line', story: 'seen', cheats: { evidence: editLines('state', (all) => all.map((line) => line.replace(/"depicts":\[\{[^}]*\}\]/, '"depicts":[]'))) }, codes: ['evidence_surplus', 'proof_invalid', 'state_mismatch'] },
  { name: 'state-tree-of-another-size', attack: 'a state of another size: its tree', cheats: { evidence: editProofs((all) => all.map((one) => (one.kind === 'state' ? { ...one, size: one.size + 1 } : one))) }, codes: ['proof_invalid'] },
  { name: 'state-of-another-size', attack: 'a state of another size', cheats: manifest(({ asOf }) => ({ asOf: { ...asOf, state: { ...asOf.state, size: asOf.state.size - 1 } } })), codes: ['state_mismatch'] },
  { name: 'state-of-replaced-grant', attack: 'a grant that was replaced, stated as live', telling: { asksTheRule: false, fold: () => new Forgetful(), before: async (signing) => void (await grantIn(signing, ann, [pictureLine(pictured)], { replaces: [signing.lastOf(ann).id] })) }, codes: ['evidence_surplus', 'state_mismatch'] },
];

// oxfmt-ignore
const synthetic: readonly Omit<Row, 'story'>[] = [
  { name: 'synthetic-in-test', attack: 'a synthetic item in the test split', cheats: item('synthetic', (one) => ({ ...one, split: 'test' })), codes: ['synthetic_misplaced'] },
  { name: 'synthetic-share', attack: 'more synthetic items than their share', cheats: manifest(({ counts }) => ({ counts: { ...counts, strata: counts.strata.map((one) => ({ ...one, maxSharePercent: 49 })) } })), codes: ['synthetic_misplaced'] },
  { name: 'synthetic-as-consented', attack: 'a synthetic item said to be a person’s', cheats: (story) => ({ works: story.registry.ledger.stateKeys().works, ...item('synthetic', ({ slice: _, slot: __, ...one }) => ({ ...one, source: 'consented' })) }), codes: ['evidence_missing'] },
  { name: 'synthetic-placeholder', attack: 'a slice that only holds a place', telling: { asksTheRule: false, slice: (slice) => ({ ...slice, role: 'placeholder' }) }, codes: ['synthetic_misplaced'] },
  { name: 'synthetic-nonce', attack: 'a slice of a nonce that the team chose', telling: { asksTheRule: false, slice: (slice) => ({ ...slice, nonce: hashOf('mine') }) }, codes: ['nonce_mismatch'] },
  { name: 'synthetic-plan-of-another', attack: 'a plan for another dataset', telling: { asksTheRule: false, plan: (plan) => ({ ...plan, dataset: 'others' }) }, codes: ['plan_mismatch'] },
];

/** What is wrong with the statements, their proofs, the checkpoint, the release, the state. */
export const logTwins: readonly Twin[] = [
  ...[...statements, ...proofs, ...releases].map((row): Twin => ({ section: 'Manifest', story: 'plain', ...row })),
  ...synthetic.map((row): Twin => ({ section: 'Manifest', story: 'synthetic', ...row })),
  ...checkpoints.map((row): Twin => ({ section: 'Checkpoint', story: 'plain', ...row })),
  ...states.map((row): Twin => ({ section: 'State', story: 'plain', ...row })),
];
