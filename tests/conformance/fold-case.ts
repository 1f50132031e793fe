import { buildState, isErasedText, Ledger, openList, replayEntry, signatoriesOf } from '@assent/consent';
import {
  accepted,
  type Code,
  type Kind,
  kinds,
  limits,
  openCanonical,
  payloadType,
  refused,
  type Result,
  type Statement,
} from '@assent/schema';
import { statementId } from '@assent/signing/verify';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalForm } from './canonical-form.ts';
import type { StateCase } from './cases.ts';
import type { Entry } from './inputs.ts';

/** What a case's entries amount to, and the code with which each was refused or `null`, in order of their indices. */
export interface Folded {
  readonly ledger: Ledger;
  readonly codes: readonly (Code | null)[];
}

/**
 * Fold a small log into what is live, as a registry or a monitor does. `offered`: its lists are as they come to a registry;
 * `stored`: as it has them, so that of an erased line what the erasure left may stand there.
 */
export const foldCase = (entries: readonly Entry[], at: number, lists: 'offered' | 'stored'): Folded => {
  const opened = entries.toSorted((a, b) => a.index - b.index).map((entry) => ({ entry, statement: open(entry) }));
  const statements = opened.flatMap(({ statement }) => (statement.ok ? [statement.value.statement] : []));
  const origin = statements[0]?.aud ?? '';
  const identity = statements.find(({ kind }) => kind === 'state')?.iss ?? '';
  const ledger = new Ledger();
  const codes: (Code | null)[] = [];
  for (const { entry, statement } of opened) {
    if (entry.index < ledger.size) throw new RangeError(`two entries of index ${entry.index}`);
    while (ledger.size < entry.index) ledger.skip();
    const now = ledger.lastState()?.statement.at ?? at;
    // It takes a place in the log and has no effect.
    if (!statement.ok) {
      ledger.skip();
      codes.push(statement.refusal.code);
      continue;
    }
    const { id, statement: said } = statement.value;
    const lines = entry.lines?.map(textOf);
    const offered = lists === 'offered' && lines?.some(isErasedText) ? openList(said, lines) : accepted(undefined);
    if (!offered.ok) {
      ledger.skip();
      codes.push(offered.refusal.code);
      continue;
    }
    const known = ledger.byId(id);
    const keys = entry.keys ?? keysOf(said, ledger);
    const read = { index: entry.index, id, statement: said, keys, leafHash: '', lines };
    const verdict = replayEntry(ledger, read, { origin, identity, now });
    // What is in the log already changes nothing, whatever the rules say of it by now.
    const answer = known === undefined || lines === undefined ? verdict : openList(said, lines);
    codes.push(answer.ok || (known !== undefined && lines === undefined) ? null : answer.refusal.code);
  }
  return { ledger, codes };
};

/** Whether a state says what its log amounts to: a monitor's question. */
export const verifyState = ({ entries, at, state }: StateCase): object => {
  // What was erased later lacks its content by now.
  if (foldCase(entries, at, 'stored').ledger.lacking() !== undefined)
    return { ok: false, code: 'works_list_mismatch' satisfies Code };
  const { ledger } = foldCase(
    entries.filter(({ index }) => index < state.size),
    at,
    'stored',
  );
  const { lines, tree } = buildState(ledger, state.at);
  const isSame = bytesToHex(tree.root()) === state.root && lines.length === state.count;
  return isSame ? { ok: true } : { ok: false, code: 'state_mismatch' satisfies Code };
};

/** A case holds no signatures: who has to sign has signed, with the keys that they have by then. */
const keysOf = (statement: Statement, ledger: Ledger): readonly string[] => {
  const present = (identity: string) => ledger.signedBy(identity, 'identity').at(-1)?.statement.keys;
  if (statement.kind === 'identity') {
    const before = present(statement.iss) ?? [];
    return statement.keys.every((key) => before.includes(key)) ? before : statement.keys;
  }
  return signatoriesOf(statement).flatMap((signatory) => present(signatory) ?? [signatory]);
};

const open = ({ kind, payload }: Entry): Result<{ id: string; statement: Statement }> => {
  if (!Object.hasOwn(kinds, kind)) return refused('malformed', `kind ${kind}`);
  const bytes = payload instanceof Uint8Array ? accepted(payload) : canonicalForm(payload);
  if (!bytes.ok) return bytes;
  const statement = openCanonical<Statement>(kinds[kind as Kind], bytes.value, limits.payload);
  return statement.ok
    ? accepted({ id: statementId(payloadType(kind), bytes.value), statement: statement.value })
    : statement;
};

/** A line that has no canonical form is none: the empty text is refused in its place. */
const textOf = (line: object | string): string => {
  if (typeof line === 'string') return line;
  const form = canonicalForm(line);
  return form.ok ? Buffer.from(form.value).toString('utf8') : '';
};
