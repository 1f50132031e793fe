import {
  decodeEntry,
  equalBytes,
  leafHash,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  rootOf,
  verifyInclusion,
  verifyNote,
} from '@assent/log';
import { storedLeaf } from '@assent/consent';
import type { EntryDetail } from '../answers.ts';
import { accepted, type ListCommitment, refused, type Result, type Statement, toUtf8 } from '@assent/schema';
import { type Ed25519, fromBase64, type Opened, openSigned } from '@assent/signing/verify';
import { fromHex, toHex } from './hex.ts';

/** What the page found out about one entry by itself. Each part stands alone: one may fail while others hold. */
export interface EntryProof {
  /** The statement as it stands in the signed bytes, never as the server retells it. */
  readonly statement: Result<Opened>;
  /** Where it stands in the log: its leaf leads to the checkpoint's root. */
  readonly inclusion: Result<{ readonly index: number; readonly leafHash: string }>;
  readonly checkpoint: Result<{
    readonly origin: string;
    readonly size: number;
    readonly root: string;
    readonly signatures: number;
  }>;
  /** The list beside it; `undefined` where it signs none, or where only a part of it is at hand. */
  readonly list: Result<{ readonly count: number }> | undefined;
  /** Milliseconds since 1970. */
  readonly checkedAt: number;
  readonly engine: Ed25519['name'];
}

type Shown = Pick<EntryDetail, 'entry' | 'id' | 'index' | 'lines' | 'receipt'>;

export interface Verifier {
  readonly ed25519: Ed25519;
  /** The log's verifier key, as text. */
  readonly logKey: string;
  readonly origin: string;
  /** Milliseconds. */
  readonly now: number;
}

/** Check an entry as the server shows it, from its bytes up. Never throws on input. */
export const verifyEntry = async (shown: Shown, verifier: Verifier): Promise<EntryProof> => {
  const entry = fromBase64(shown.entry);
  const statement = entry.ok ? await verifyStatement(entry.value, shown, verifier) : entry;
  const checkpoint = await verifyCheckpoint(shown.receipt.checkpoint, verifier);
  return {
    statement,
    inclusion: entry.ok ? verifyPlace(entry.value, shown) : entry,
    checkpoint,
    list: statement.ok ? verifyList(statement.value.statement, shown.lines) : undefined,
    checkedAt: verifier.now,
    engine: verifier.ed25519.name,
  };
};

const verifyStatement = async (
  entry: Uint8Array,
  { id }: Shown,
  { ed25519, origin }: Verifier,
): Promise<Result<Opened>> => {
  const signed = decodeEntry(entry);
  if (!signed.ok) return signed;
  const opened = await openSigned(signed.value, ed25519);
  if (!opened.ok) return opened;
  const { iss, aud } = opened.value.statement;
  // A valid signature by somebody else than the one who is said to speak proves nothing.
  if (iss.startsWith('did:key:') && !opened.value.keys.includes(iss)) return refused('signature_missing', iss);
  if (aud !== origin) return refused('wrong_audience', aud);
  return opened.value.id === id ? opened : refused('statement_unknown', `the server calls it ${id}`);
};

const verifyPlace = (entry: Uint8Array, { index, receipt }: Shown): EntryProof['inclusion'] => {
  const leaf = leafHash(entry);
  if (!equalBytes(leaf, fromHex(receipt.leafHash)))
    return refused('proof_invalid', 'the entry is not the one whose leaf was proved');
  const note = parseNote(toUtf8(receipt.checkpoint));
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note;
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint.value;
  return receipt.index === index && verifyInclusion(leaf, index, size, receipt.proof.map(fromHex), root)
    ? accepted({ index, leafHash: toHex(leaf) })
    : refused('proof_invalid', `entry ${index} of ${size}`);
};

/** Check the signature on a checkpoint, by the log's key alone. */
export const verifyCheckpoint = async (
  text: string,
  { ed25519, logKey, origin }: Omit<Verifier, 'now'>,
): Promise<EntryProof['checkpoint']> => {
  const key = parseVerifierKey(logKey);
  if (!key.ok) return key;
  const note = parseNote(toUtf8(text));
  if (!note.ok) return note;
  const signers = await verifyNote(note.value, [key.value], ed25519);
  if (!signers.ok) return signers;
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint.value;
  if (checkpoint.value.origin !== origin) return refused('checkpoint_mismatch', checkpoint.value.origin);
  return accepted({ origin, size, root: toHex(root), signatures: note.value.signatures.length });
};

const commitmentOf = (statement: Statement): ListCommitment | undefined => {
  if (statement.kind === 'grant' || statement.kind === 'synthetic') return statement.works;
  return statement.kind === 'release' ? statement.items : undefined;
};

const verifyList = (statement: Statement, lines: readonly string[]): EntryProof['list'] => {
  const commitment = commitmentOf(statement);
  if (commitment === undefined || lines.length < commitment.count) return undefined;
  const root = toHex(rootOf(lines.map(storedLeaf)));
  return root === commitment.root && lines.length === commitment.count
    ? accepted({ count: lines.length })
    : refused(
        statement.kind === 'release' ? 'items_mismatch' : 'works_list_mismatch',
        `${lines.length} lines, ${commitment.count} signed`,
      );
};

/** Whether every part that was checked holds. */
const holds = ({ statement, inclusion, checkpoint, list }: EntryProof): boolean =>
  statement.ok && inclusion.ok && checkpoint.ok && (list === undefined || list.ok);

/** The outcome of all checks together, with those that a page added. */
export const outcomeOf = (
  proof: EntryProof | undefined,
  beside: readonly { readonly outcome: 'fails' | 'holds' | 'open' }[] = [],
): 'checking' | 'fails' | 'holds' => {
  if (proof === undefined) return 'checking';
  return holds(proof) && beside.every(({ outcome }) => outcome !== 'fails') ? 'holds' : 'fails';
};
