import { leafHash, rootOf } from '@assent/log';
import { canonicalBytes, payloadType, type Statement, toUtf8 } from '@assent/schema';
import { statementId } from '@assent/signing';
import { bytesToHex } from '@noble/hashes/utils.js';
import { newYear } from '../../../support/written-statements.ts';
import type { Derived } from '../../derived-lines.ts';
import { lean as grant, works } from './kinds.ts';
import { type Asked, Cases } from './vector.ts';

/** An entry that is offered: a statement, its list, and who signed where that is not its `iss` alone. */
export interface Offered {
  readonly statement: Statement;
  readonly lines?: readonly (object | string)[] | Derived;
  readonly keys?: readonly string[];
}

export const entriesOf = (offered: readonly Offered[]): object[] =>
  offered.map(({ statement, lines, keys }, index) => ({
    index,
    kind: statement.kind,
    payload: statement,
    ...(lines !== undefined && { lines }),
    ...(keys !== undefined && { keys }),
  }));

/** A log before it: all of it is accepted. */
const after = (history: readonly Offered[], last: Offered): Asked => ({
  op: 'accept',
  at: newYear,
  entries: entriesOf([...history, last]),
});

const codes = (history: readonly Offered[], last: string | null) => ({ codes: [...history.map(() => null), last] });

export const idOf = (statement: Statement): string =>
  statementId(payloadType(statement.kind), canonicalBytes(statement));
export const rootOfLines = (lines: readonly string[]) => ({
  root: bytesToHex(rootOf(lines.map((line) => leafHash(toUtf8(line))))),
  count: lines.length,
});

/** Cases of one offer after a history of which all is accepted. */
export class Acceptance {
  readonly cases: Cases;
  constructor(section: 'Consent' | 'Log' | 'Objects' | 'State') {
    this.cases = new Cases(section);
  }

  valid(name: string, last: Offered, history: readonly Offered[] = []): string {
    return this.cases.valid(name, after(history, last), codes(history, null));
  }

  fails(
    name: string,
    attack: string,
    neighbour: string,
    last: Offered,
    code: string,
    history: readonly Offered[] = [],
  ): void {
    this.cases.attack(name, attack, neighbour, after(history, last), codes(history, code));
  }
}

export const granted: Offered = { statement: grant, lines: works.texts };
