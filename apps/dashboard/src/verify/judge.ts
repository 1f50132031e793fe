import { type Finding, files, type VerificationReport } from '@assent/consent';
import type { Code } from '@assent/schema';
import type { Verified } from './messages.ts';

/** The parts of a verification, in the order in which one rests on the other. */
const checkNames = [
  'manifest',
  'log',
  'files',
  'statements',
  'state',
  'items',
  'consent',
  'synthetic',
  'release',
] as const;
export type CheckName = (typeof checkNames)[number];

export interface Check {
  readonly name: CheckName;
  readonly outcome: 'fails' | 'holds' | 'open';
  readonly findings: readonly Finding[];
}

/** Which part of the verification a code that means one thing belongs to. */
const partOf: { readonly [C in Code]?: CheckName } = {
  issuer_untrusted: 'manifest',
  file_missing: 'files',
  file_unexpected: 'files',
  file_hash_mismatch: 'files',
  evidence_mismatch: 'files',
  checkpoint_malformed: 'log',
  checkpoint_untrusted: 'log',
  checkpoint_mismatch: 'log',
  witness_quorum_missing: 'log',
  log_forked: 'log',
  proof_invalid: 'statements',
  state_false: 'state',
  state_mismatch: 'state',
  monitor_quorum_missing: 'state',
  evidence_missing: 'state',
  evidence_surplus: 'state',
  items_mismatch: 'items',
  items_order: 'items',
  counts_mismatch: 'items',
  not_allowed: 'consent',
  laundering: 'consent',
  duties_mismatch: 'consent',
  withdrawn: 'consent',
  synthetic_mismatch: 'synthetic',
  synthetic_misplaced: 'synthetic',
  synthetic_not_reproduced: 'synthetic',
  key_compromised: 'synthetic',
  plan_mismatch: 'synthetic',
  nonce_mismatch: 'synthetic',
  lineage_unfit: 'synthetic',
  lineage_unknown: 'synthetic',
  release_missing: 'release',
  release_mismatch: 'release',
};

/** For what can be wrong in any file: the part that the file belongs to. */
const partOfFile: readonly (readonly [file: string, part: CheckName])[] = [
  [files.manifest, 'manifest'],
  [files.checkpoint, 'log'],
  [files.state, 'state'],
  [files.items, 'items'],
  [files.release, 'release'],
];

/** The part of the verification that a finding belongs to. */
export const checkOf = ({ code, detail, statement, item }: Finding): CheckName => {
  // The files' own part is for what is there; a file that cannot be read belongs to what it says.
  const named = partOf[code] === 'files' ? undefined : partOfFile.find(([file]) => detail?.startsWith(file));
  if (named !== undefined) return named[1];
  const part = partOf[code];
  if (part !== undefined) return part;
  if (statement !== undefined || item !== undefined) return 'statements';
  // The manifest and the checkpoint are no statements: what is wrong with their signatures names neither.
  if (code === 'key_not_authorised' || code === 'wrong_audience') return 'manifest';
  return code === 'signature_invalid' || code === 'signature_duplicate' ? 'log' : 'statements';
};

/** What a part rests on: where that fails, it was not made for everything, or not of what was signed. */
const restsOn: { readonly [Name in CheckName]?: readonly CheckName[] } = {
  state: ['statements'],
  consent: ['statements', 'state', 'items'],
  synthetic: ['statements', 'state', 'items'],
};

/** Nothing of these is looked at before the checkpoint is known to be one that is trusted. */
const afterLog: readonly CheckName[] = ['statements', 'state', 'items', 'consent', 'synthetic'];

/**
 * Every part with its outcome. A part without findings holds only if the verification came to its end, and what it rests
 * on holds: what failed may have hidden more. The manifest's own signature is checked before anything else.
 */
export const checksOf = ({ report, complete }: Pick<Verified, 'complete' | 'report'>): Check[] => {
  const byPart = Map.groupBy(report.errors, checkOf);
  const fails = (name: CheckName): boolean => byPart.has(name);
  const isSettled = (name: CheckName): boolean => {
    if (name === 'manifest') return report.manifest !== undefined;
    if (name === 'log' && afterLog.some(fails)) return true;
    return complete && !(restsOn[name] ?? []).some(fails);
  };
  return checkNames.map((name) => ({
    name,
    findings: byPart.get(name) ?? [],
    outcome: fails(name) ? 'fails' : isSettled(name) ? 'holds' : 'open',
  }));
};

export type Verdict = 'false' | 'true' | 'unjudged';

/** What says nothing of the dataset: whom this reader trusts, and what they were given. */
const unjudging: ReadonlySet<Code> = new Set([
  'checkpoint_untrusted',
  'issuer_untrusted',
  'monitor_quorum_missing',
  'witness_quorum_missing',
]);

const saysNothing = ({ code, item }: Finding): boolean =>
  unjudging.has(code) || (code === 'file_missing' && item === undefined);

/** True, not true, or not to be judged: only where nothing speaks against it and something that is needed is lacking. */
export const verdictOf = ({ ok, errors }: Pick<VerificationReport, 'errors' | 'ok'>): Verdict => {
  if (ok) return 'true';
  return errors.every(saysNothing) ? 'unjudged' : 'false';
};
