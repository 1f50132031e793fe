import type {
  Capacity,
  Claim,
  Delegate,
  Disclaim,
  Dispute,
  Erase,
  Guardianship,
  Receipt,
  Resolve,
  SignedFor,
  Statement,
  Terms,
  TermsFile,
} from '@assent/schema';
import type { Signer } from '@assent/signing';
import type { OwnKeys } from '../keys.ts';
import { fail } from '../failure.ts';
import { leavesOf } from '../leaves.ts';
import { ask, type Log, logOf } from '../registry-client.ts';
import { plainList } from './named-works.ts';
import { type Said, say, type Speaker } from './say.ts';

const headerOf = ({ keys, now }: Speaker, log: Log) =>
  ({ v: 1, aud: log.origin, iss: keys.identity, iat: now }) as const;

const sayOf = (
  speaker: Speaker,
  log: Log,
  { statement, lines, beside }: { statement: Statement; lines?: readonly string[]; beside?: readonly Signer[] },
  asked: readonly unknown[],
): Promise<Said> => {
  const { signers, file } = speaker.keys;
  const draft = () => ({ statement, signers: [...signers, ...(beside ?? [])], ...(lines !== undefined && { lines }) });
  // Other keys sign another envelope: one that was refused for want of a signature is not sent again.
  const by = [...signers, ...(beside ?? [])].map(({ did }) => did);
  return say(speaker, log, { kind: statement.kind, file, asked: [by, ...asked], draft });
};

/** I do not hold rights in these works, or I am not who is in them. */
export const disclaim = async (speaker: Speaker, works: readonly string[], about: Disclaim['about']): Promise<Said> => {
  const log = await logOf(speaker.client);
  const list = await plainList(works, speaker.keys);
  const statement: Disclaim = { ...headerOf(speaker, log), kind: 'disclaim', works: list.works, about };
  return sayOf(speaker, log, { statement, lines: list.lines }, [list.works, about]);
};

/** What is said of these works is wrong. */
export const dispute = async (speaker: Speaker, works: readonly string[], about: Dispute['about']): Promise<Said> => {
  const log = await logOf(speaker.client);
  const list = await plainList(works, speaker.keys);
  const statement: Dispute = { ...headerOf(speaker, log), kind: 'dispute', works: list.works, about };
  return sayOf(speaker, log, { statement, lines: list.lines }, [list.works, about]);
};

export type Resolution = Pick<Resolve, 'outcome' | 'reason'> & {
  readonly disputes: readonly string[];
  readonly strikes: readonly Claim[];
};

/** Settle disputes, or strike claims that are untrue, as an arbiter. */
export const resolveDispute = async (
  speaker: Speaker,
  works: readonly string[],
  { disputes, outcome, strikes, reason }: Resolution,
): Promise<Said> => {
  if (disputes.length + strikes.length === 0) return fail('malformed', 'name a dispute to settle or a claim to strike');
  const log = await logOf(speaker.client);
  const list = await plainList(works, speaker.keys);
  const settled = { disputes: disputes.toSorted(), outcome, strikes: [...strikes], reason };
  const statement: Resolve = { ...headerOf(speaker, log), kind: 'resolve', works: list.works, ...settled };
  return sayOf(speaker, log, { statement, lines: list.lines }, [list.works, settled]);
};

export interface Delegation {
  readonly to: string;
  readonly capacities: readonly Capacity[];
  readonly terms: Terms;
  readonly written: TermsFile['terms'];
  readonly signedFor: SignedFor | undefined;
  /** Empty: all works. */
  readonly works: readonly string[];
}

/** Let another identity grant in one's own name, up to these terms. */
export const delegate = async (speaker: Speaker, delegation: Delegation): Promise<Said> => {
  const { to, terms, signedFor, written } = delegation;
  // What is reserved is not granted, so it is not delegated either.
  const { uses, onWithdraw, from, until } = terms;
  if (until === null) return fail('dates_impossible', 'a delegation has an end');
  const log = await logOf(speaker.client);
  const list = delegation.works.length === 0 ? undefined : await plainList(delegation.works, speaker.keys);
  const capacities = [...new Set([terms.capacity, ...delegation.capacities])].toSorted();
  const statement: Delegate = {
    ...headerOf(speaker, log),
    kind: 'delegate',
    to,
    ...(signedFor !== undefined && { for: signedFor }),
    capacities,
    uses,
    onWithdraw,
    from,
    until,
    works: list?.works ?? null,
  };
  const asked = [to, capacities, written, signedFor ?? null, list?.works ?? null];
  return sayOf(speaker, log, { statement, ...(list !== undefined && { lines: list.lines }) }, asked);
};

/** Sign for a minor, together with the minor's own identity. */
export const guard = async (speaker: Speaker, minor: OwnKeys, written: string, lapsesOn: number): Promise<Said> => {
  const log = await logOf(speaker.client);
  const statement: Guardianship = { ...headerOf(speaker, log), kind: 'guardianship', minor: minor.identity, lapsesOn };
  return sayOf(speaker, log, { statement, beside: minor.signers }, [minor.identity, written]);
};

/** Erase what a grant says of its works, or of some of them. */
export const erase = async (
  speaker: Speaker,
  grant: string,
  works: readonly string[],
  reason: string | undefined,
): Promise<Said> => {
  const { client } = speaker;
  const log = await logOf(client);
  const { index } = await ask(client, (api) => api.statements.find.query({ id: grant }));
  const leaves =
    works.length === 0 ? undefined : leavesOf(await ask(client, (api) => api.statements.lines.query({ index })), works);
  const erased = {
    statement: grant,
    ...(leaves !== undefined && { leaves }),
    ...(reason !== undefined && { reason }),
  };
  const statement: Erase = { ...headerOf(speaker, log), kind: 'erase', ...erased };
  return sayOf(speaker, log, { statement }, [erased]);
};

export type Deed = Pick<Receipt, 'bases' | 'did' | 'from' | 'manifest' | 'model' | 'until' | 'withdrawals'>;

/** Say what was done with a dataset. */
export const giveReceipt = async (speaker: Speaker, deed: Deed, written: readonly string[]): Promise<Said> => {
  const log = await logOf(speaker.client);
  const done = { ...deed, bases: deed.bases.toSorted(), withdrawals: deed.withdrawals.toSorted() };
  const statement: Receipt = { ...headerOf(speaker, log), kind: 'receipt', ...done };
  return sayOf(speaker, log, { statement }, [{ ...done, from: 0, until: 0 }, ...written]);
};
