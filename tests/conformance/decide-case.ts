import { decider, Ledger, replayEntry } from '@assent/consent';
import {
  accepted,
  type Decision,
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
import { canonicalForm } from './canonical-form.ts';
import type { DecideCase, Entry } from './cases.ts';

/** Fold a small log into what is live, as a registry or a monitor does, and decide one work. */
export const decideCase = ({ entries, work, at, purpose, trust }: DecideCase): Decision => {
  const opened = entries.toSorted((a, b) => a.index - b.index).map((entry) => ({ entry, statement: open(entry) }));
  const statements = opened.flatMap(({ statement }) => (statement.ok ? [statement.value.statement] : []));
  const origin = statements[0]?.aud ?? '';
  const identity = statements.find(({ kind }) => kind === 'state')?.iss ?? '';
  const ledger = new Ledger();
  for (const { entry, statement } of opened) {
    if (entry.index < ledger.size) throw new RangeError(`two entries of index ${entry.index}`);
    while (ledger.size < entry.index) ledger.skip();
    const now = ledger.lastState()?.statement.at ?? at;
    // It takes a place in the log and has no effect.
    if (!statement.ok) ledger.skip();
    else {
      const { id, statement: said } = statement.value;
      const lines = entry.lines?.map(textOf);
      const read = { index: entry.index, id, statement: said, keys: [said.iss], leafHash: '', lines };
      replayEntry(ledger, read, { origin, identity, now });
    }
  }
  return decider(ledger, purpose, trust, at)(work).decision;
};

/** A case holds no signatures: whoever is named as the signer has signed. */
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
