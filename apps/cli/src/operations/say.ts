import { describeStatement, type Language } from '@assent/consent';
import { canonicalBytes, kinds, limits, openCanonical, type PublicationReceipt, type Statement } from '@assent/schema';
import { decodeEnvelope, fromBase64, type Signer, signStatement, toBase64 } from '@assent/signing';
import { createHash } from 'node:crypto';
import { fail, Failure, unwrap } from '../failure.ts';
import { Journal } from '../journal.ts';
import type { OwnKeys } from '../keys.ts';
import { ask, type Log, publishStatement, type RegistryClient } from '../registry-client.ts';

/** Where something is said, in which language it is shown before, and who is asked whether to sign it. */
export interface Place {
  readonly client: RegistryClient;
  readonly language: Language;
  /** Asked before anything is signed, with what will be signed in plain words. */
  readonly confirm: (words: readonly string[]) => Promise<boolean>;
  /** Seconds. */
  readonly now: number;
}

/** Somebody who is about to sign something. */
export interface Speaker extends Place {
  readonly keys: OwnKeys;
}

export interface Said<S extends Statement = Statement> {
  readonly receipt: PublicationReceipt;
  readonly statement: S;
  /** What was signed, in plain words. */
  readonly words: readonly string[];
  /** Whether the same had been recorded before and still stands: then nothing new was signed. */
  readonly already: boolean;
}

/** What is to be signed, by whom. */
interface Draft<S extends Statement> {
  readonly statement: S;
  readonly lines?: readonly string[];
  readonly signers: readonly Signer[];
  /** Done once the signer has said yes, before anything is signed: keys are written before the log knows them. */
  readonly prepare?: () => Promise<void>;
}

interface Saying<S extends Statement> {
  readonly kind: S['kind'];
  /** The file beside which what was signed is kept. */
  readonly file: string;
  /** What was asked for, before times and chance came in: the same asked again finishes, and does not sign anew. */
  readonly asked: readonly unknown[];
  readonly draft: () => Promise<Draft<S>> | Draft<S>;
}

export const hashText = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/**
 * Show a statement in plain words, sign it, publish it, check the receipt.
 *
 * Interrupted at any point, the same call again finishes the same statement: it is kept before it is sent.
 */
export const say = async <S extends Statement>(
  { client, language, confirm }: Place,
  log: Log,
  { kind, file, asked, draft }: Saying<S>,
): Promise<Said<S>> => {
  const journal = new Journal(file);
  const name = hashText(canonicalBytes([log.origin, kind, [...asked]]));
  const kept = await journal.read(name);
  if (kept !== undefined && (kept.receipt === null || (await stillStands(client, kept.receipt.id)))) {
    const envelope = unwrap(fromBase64(kept.envelope));
    const { payload } = unwrap(decodeEnvelope(envelope));
    const statement = unwrap(openCanonical<Statement>(kinds[kind], payload, limits.payload)) as S;
    const lines = kept.lines.length > 0 ? { lines: kept.lines } : {};
    const receipt = await publishStatement(client, log, { envelope, ...lines });
    if (kept.receipt === null) await journal.keep(name, { ...kept, receipt });
    return { receipt, statement, words: describeStatement(language, statement), already: kept.receipt !== null };
  }
  const { statement, lines, signers, prepare } = await draft();
  const words = describeStatement(language, statement);
  if (!(await confirm(words))) fail('not_confirmed');
  await prepare?.();
  const envelope = await signStatement(statement, ...signers);
  const entry = { v: 1 as const, origin: log.origin, envelope: toBase64(envelope), lines: [...(lines ?? [])] };
  await journal.keep(name, { ...entry, receipt: null });
  const receipt = await publishStatement(client, log, { envelope, ...(lines !== undefined && { lines }) });
  await journal.keep(name, { ...entry, receipt });
  return { receipt, statement, words, already: false };
};

/** Whether the log holds a statement that nobody has ended: what was taken back comes back only as a new one. */
export const stillStands = async (client: RegistryClient, id: string): Promise<boolean> => {
  try {
    return (await ask(client, (api) => api.statements.readById.query({ id }))).live !== false;
  } catch (cause) {
    // Not in this log (a new registry under the old name): then it is said as if for the first time.
    if (cause instanceof Failure && cause.refusal.code === 'not_found') return false;
    throw cause;
  }
};
