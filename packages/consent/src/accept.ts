import {
  accepted,
  type Attest,
  canonicalize,
  type Erase,
  type Grant,
  isAscending,
  refused,
  type Result,
  type State,
  type Statement,
  type KeptLine,
  type Synthetic,
  type SyntheticPlan,
  type Withdraw,
} from '@assent/schema';
import { acceptReceipt, acceptRelease, acceptPlan } from './accept-dataset.ts';
import {
  acceptDelegate,
  acceptDispute,
  acceptGuardianship,
  acceptResolve,
  acceptSignedFor,
  longestTerm,
} from './accept-people.ts';
import { acceptIdentity, acceptSignatures, isPlainKey, type LatestIdentity, signatoriesOf } from './authority.ts';
import type { History } from './history.ts';
import { isHolderLine } from './works-fold.ts';

/** What is signed and where: an opened statement, or one of a test case. */
export interface Candidate {
  readonly statement: Statement;
  /** The did:keys whose signatures verified. */
  readonly keys: readonly string[];
}

/** A list that came with a statement: what it hashes to, and its lines. */
export interface SignedList {
  readonly root: string;
  readonly count: number;
  readonly lines: readonly KeptLine[];
}

/** The registry that is asked. */
export interface Registry {
  readonly origin: string;
  /** The did:key of the log's key, which also signs `state` entries. */
  readonly identity: string;
  /** Seconds; on a replay, the time of the last `state`. */
  readonly now: number;
}

/**
 * May this statement take effect, after this history? Pure: the registry runs it inside the transaction that appends,
 * a monitor runs it again. Refused entries have no effect even if they are in the log.
 */
export const acceptStatement = (
  history: History,
  { statement, keys }: Candidate,
  list: SignedList | undefined,
  registry: Registry,
): Result<void> => {
  if (statement.aud !== registry.origin)
    return refused('wrong_audience', `${statement.aud}, this is ${registry.origin}`);
  const authority = acceptKeys(history, { statement, keys });
  if (!authority.ok) return authority;
  const complete = acceptList(statement, list);
  if (!complete.ok) return complete;
  const lines = list?.lines ?? [];
  switch (statement.kind) {
    case 'grant':
      return acceptGrant(history, statement, lines);
    case 'withdraw':
      return acceptWithdraw(history, statement);
    case 'disclaim':
      return accepted(undefined);
    case 'dispute':
      return acceptDispute(history, statement, lines);
    case 'resolve':
      return acceptResolve(history, statement);
    case 'delegate':
      return acceptDelegate(history, statement);
    case 'guardianship':
      return acceptGuardianship(history, statement);
    case 'identity':
      return accepted(undefined);
    case 'erase':
      return acceptErase(history, statement, registry);
    case 'state':
      return acceptState(history, statement, registry);
    case 'release':
      return acceptRelease(history, statement, registry.now);
    case 'receipt':
      return acceptReceipt(history, statement);
    case 'synthetic':
      return acceptSynthetic(history, statement, lines);
    case 'attest':
      return acceptAttest(statement);
    case 'synthetic-plan':
      return acceptPlan(history, statement);
    default:
      return statement satisfies never;
  }
};

/** Whether the signatures are those that the statement needs, at this point of the log. */
const acceptKeys = (history: History, { statement, keys }: Candidate): Result<void> => {
  const latest: LatestIdentity = (identity) => history.signedBy(identity, 'identity').at(-1)?.statement;
  return statement.kind === 'identity'
    ? acceptIdentity(history.signedBy(statement.iss, 'identity').at(-1), statement, keys, history.size)
    : acceptSignatures(signatoriesOf(statement), keys, latest);
};

const commitmentOf = (statement: Statement) => {
  if ('works' in statement) return statement.works ?? undefined;
  return statement.kind === 'release' ? statement.items : undefined;
};

const acceptList = (statement: Statement, list: SignedList | undefined): Result<void> => {
  const commitment = commitmentOf(statement);
  if (commitment === undefined)
    return list === undefined ? accepted(undefined) : refused('works_list_mismatch', 'no list is signed');
  if (list === undefined) return refused('works_list_missing');
  if (list.count !== commitment.count || list.root !== commitment.root) {
    return refused('works_list_mismatch', `${list.count} lines, ${commitment.count} signed`);
  }
  return isAscending(list.lines.map((line) => line.sha256)) ? accepted(undefined) : refused('works_list_order');
};

const acceptGrant = (history: History, grant: Grant, lines: readonly KeptLine[]): Result<void> => {
  const terms = acceptTerms(grant);
  if (!terms.ok) return terms;
  for (const [leaf, line] of lines.entries()) {
    const held = acceptLine(grant, line);
    if (!held.ok) return refused(held.refusal.code, `line ${leaf}: ${held.refusal.detail}`);
  }
  for (const id of grant.replaces) {
    const target = history.byId(id);
    if (target === undefined) return refused('statement_unknown', id);
    if (target.statement.kind !== 'grant') return refused('statement_kind_wrong', id);
    if (target.statement.iss !== grant.iss) return refused('signer_not_entitled', id);
  }
  return acceptSignedFor(history, grant.iss, grant.for, [grant.capacity]);
};

/** What is asked of a grant whatever came before it; a verifier asks it again of every grant in a bundle. */
export const acceptTerms = (grant: Grant): Result<void> => {
  if (grant.until !== null && grant.until <= grant.from) return refused('dates_impossible');
  // Keys of an `act:` identity can be replaced, so its grants can always be withdrawn.
  const forGood = grant.until === null || grant.until - grant.iat > longestTerm;
  return isPlainKey(grant.iss) && forGood ? refused('term_too_long') : accepted(undefined);
};

/** Whether a grant may name a work by this line: one of its capacity, which names in it the one who signs, or is signed for. */
export const acceptLine = (grant: Grant, line: KeptLine): Result<void> => {
  const forSubject = grant.capacity === 'subject' || grant.capacity === 'guardian';
  if ('slot' in line || isHolderLine(line) === forSubject)
    return refused('malformed', `not one of a ${grant.capacity}`);
  if (!isHolderLine(line)) return accepted(undefined);
  const holder = grant.for?.principal ?? grant.iss;
  const held = grant.capacity === 'author' ? line.author === holder : line.owners.includes(holder);
  return held ? accepted(undefined) : refused('capacity_not_held', grant.capacity);
};

export const acceptAttest = ({ subject, iss }: Attest): Result<void> =>
  subject === iss ? refused('signer_not_entitled', 'nobody attests themself') : accepted(undefined);

/** What can be taken back. Identities, releases and states stay as they were said; a guardianship lapses. */
const withdrawable: readonly Statement['kind'][] = ['attest', 'delegate', 'disclaim', 'dispute', 'grant', 'resolve'];

const acceptWithdraw = (history: History, withdraw: Withdraw): Result<void> => {
  const target = history.byId(withdraw.statement);
  if (target === undefined) return refused('statement_unknown', withdraw.statement);
  const { statement } = target;
  if (!withdrawable.includes(statement.kind)) return refused('statement_kind_wrong', withdraw.statement);
  if (!mayWithdraw(history, withdraw.iss, statement)) return refused('signer_not_entitled', withdraw.statement);
  return acceptLeaves(statement, withdraw.leaves);
};

/** The signer, the one it was signed for, and a minor for whom a guardian signed. */
const mayWithdraw = (history: History, withdrawer: string, said: Statement): boolean => {
  if (said.iss === withdrawer) return true;
  if (said.kind === 'delegate') return said.for?.principal === withdrawer;
  if (said.kind !== 'grant') return false;
  if (said.for?.principal === withdrawer) return true;
  return (
    said.capacity === 'guardian' &&
    history
      .signedBy(said.for?.principal ?? said.iss, 'guardianship')
      .some(({ statement: { minor } }) => minor === withdrawer)
  );
};

/** Line numbers name lines of the list that was signed. */
const acceptLeaves = (statement: Statement, leaves: Withdraw['leaves']): Result<void> => {
  if (leaves === undefined) return accepted(undefined);
  const last = leaves.at(-1)![1];
  const count = commitmentOf(statement)?.count ?? 0;
  return last < count ? accepted(undefined) : refused('leaves_out_of_range', `${last} of ${count}`);
};

const acceptErase = (history: History, erase: Erase, registry: Registry): Result<void> => {
  const target = history.byId(erase.statement);
  if (target === undefined) return refused('statement_unknown', erase.statement);
  if (target.statement.kind !== 'grant') return refused('statement_kind_wrong', erase.statement);
  const byRegistry = erase.iss === registry.identity && erase.reason !== undefined;
  if (target.statement.iss !== erase.iss && !byRegistry) return refused('signer_not_entitled', erase.statement);
  return acceptLeaves(target.statement, erase.leaves);
};

const acceptState = (history: History, state: State, registry: Registry): Result<void> => {
  if (state.iss !== registry.identity) return refused('registry_only', state.iss);
  const last = history.lastState()?.statement;
  if (state.size > history.size)
    return refused('time_reversed', `a state of ${state.size} entries after ${history.size}`);
  if (last !== undefined && (state.at < last.at || state.size < last.size)) return refused('time_reversed');
  return accepted(undefined);
};

const acceptSynthetic = (history: History, slice: Synthetic, lines: readonly KeptLine[]): Result<void> => {
  const plan = history.byId(slice.plan);
  if (plan === undefined) return refused('statement_unknown', slice.plan);
  if (plan.statement.kind !== 'synthetic-plan') return refused('statement_kind_wrong', slice.plan);
  if (plan.statement.iss !== slice.iss) return refused('signer_not_entitled', slice.plan);
  if (!announces(plan.statement, slice)) return refused('plan_mismatch', slice.stratum);
  const heritage = acceptLineage(slice);
  if (!heritage.ok) return heritage;
  const unreleased = slice.lineage.find((manifest) => history.releaseOf(manifest) === undefined);
  if (unreleased !== undefined) return refused('statement_unknown', unreleased);
  const slots = acceptSlots(
    lines.flatMap((line) => ('slot' in line ? [line.slot] : [])),
    slice.works.count,
  );
  if (!slots.ok) return slots;
  const state = history.firstStateAfter(plan.index);
  return state?.leafHash === slice.nonce ? accepted(undefined) : refused('nonce_mismatch');
};

/** Whether a plan announces what a slice holds. */
export const announces = (plan: SyntheticPlan, slice: Synthetic): boolean => {
  const planned = plan.strata.find(({ stratum }) => stratum === slice.stratum);
  return (
    planned !== undefined &&
    canonicalize([planned.generator, planned.parameters]) === canonicalize([slice.generator, slice.parameters]) &&
    slice.works.count <= planned.slots
  );
};

/** Whether what a generator of this class makes takes over what holders said of the works that its model learnt from. */
export const inheritsLineage = ({ class: made }: Synthetic): boolean =>
  made === 'derived' || made === 'trained-external';

/**
 * Mathematics and drawn parts inherit from no work. What a fitted model makes does: taken without its lineage, it would be
 * a way around every holder. Of somebody else's model the lineage may be unknown; what that means is each verifier's to say.
 */
export const acceptLineage = (slice: Synthetic): Result<void> => {
  const { class: made, lineage } = slice;
  if (!inheritsLineage(slice) && lineage.length > 0) return refused('malformed', `a ${made} generator has no lineage`);
  return made === 'derived' && lineage.length === 0 ? refused('lineage_unknown', made) : accepted(undefined);
};

/** The slots of a slice are the first ones, each once: whoever could skip a slot could keep the pretty ones. */
export const acceptSlots = (slots: readonly number[], count: number): Result<void> => {
  const distinct = new Set(slots.filter((slot) => slot < count));
  return slots.length === count && distinct.size === count
    ? accepted(undefined)
    : refused('plan_mismatch', `${distinct.size} of the first ${count} slots, in ${slots.length} lines`);
};
