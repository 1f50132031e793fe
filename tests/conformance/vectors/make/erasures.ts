import { buildState, erasedLineOf } from '@assent/consent';
import type { Erase } from '@assent/schema';
import { days, newYear } from '../../../support/written-statements.ts';
import { foldCase } from '../../fold-case.ts';
import { Entry } from '../../inputs.ts';
import { erase as erasing } from './kinds-of-people.ts';
import { lean as grant, seen, works } from './kinds.ts';
import { Acceptance, entriesOf, granted, idOf, type Offered, rootOfLines as commitTo } from './offers.ts';
import { ben } from './seal.ts';
import { Cases, refusedWith, type Vector } from './vector.ts';

const at = newYear + days;
/** Where Ben is seen. */
const leaf = works.texts.findIndex((line) => line.includes('"subject"'));
const erase: Erase = { ...erasing, statement: idOf(grant), leaves: [[leaf, leaf]] };
const left = erasedLineOf(works.texts[leaf]!);

/** The list of the grant, as a registry has it after its lines were exchanged. */
const holding = (...lines: readonly (readonly [leaf: number, line: string])[]): Offered => ({
  ...granted,
  lines: lines.reduce<readonly string[]>((all, [place, line]) => all.with(place, line), works.texts),
});

const replaced = (from: string | RegExp, to: string): string => {
  const changed = left.replace(from, to);
  if (changed === left) throw new Error(`${from} is not in it`);
  return changed;
};

/** What an erasure leaves of a line, in a list that is read again. */
export const makeErasedStates = (): Vector[] => {
  const cases = new Cases('State');
  const linesOf = (log: readonly Offered[]): readonly string[] =>
    buildState(foldCase(Entry.array().parse(entriesOf(log)), newYear, 'stored').ledger, at).lines;
  const whole = [granted, { statement: erase }];
  const asked = (log: readonly Offered[], size = log.length) => ({
    op: 'state.verify',
    entries: entriesOf(log),
    at: newYear,
    // What the lines had said before they were erased is what the state was made of.
    state: { size, at, ...commitTo(linesOf(whole.slice(0, size))) },
  });
  const erased = [holding([leaf, left]), { statement: erase }];
  const valid = cases.valid('state/erased', asked(erased));
  cases.valid('state/erased-not-deleted', asked(whole));
  const before = cases.valid('state/erased-since', asked(erased, 1));
  const subjects: Offered = {
    statement: { ...grant, iss: ben.did, capacity: 'subject', works: seen.works },
    lines: [erasedLineOf(seen.texts[0]!)],
  };
  const ofSubject = { statement: { ...erase, iss: ben.did, statement: idOf(subjects.statement), leaves: [[0, 0]] } };
  const log = [granted, subjects, ofSubject] as readonly Offered[];
  cases.valid('state/erased-subject', {
    ...asked(log),
    state: { size: 3, at, ...commitTo(linesOf([granted, { ...subjects, lines: seen.texts }, ofSubject as Offered])) },
  });
  const fails = (name: string, attack: string, entries: readonly Offered[], code: string, size?: number): void =>
    cases.attack(`state/${name}`, attack, size === undefined ? valid : before, asked(entries, size), refusedWith(code));
  const withLine = (line: string): readonly Offered[] => [holding([leaf, line]), { statement: erase }];
  const nobody = replaced(/"depicts":\[\{[^}]*\}\]/, '"depicts":[]');
  fails('erased-person-dropped', 'a person dropped from what an erasure left', withLine(nobody), 'state_mismatch');
  fails(
    'erased-person-dropped-before',
    'a person dropped from what an erasure left, in a state before it',
    withLine(nobody),
    'state_mismatch',
    1,
  );
  fails(
    'erased-claim-dropped',
    'whoever had to be asked dropped from what an erasure left',
    withLine(replaced(/"author":"[^"]*","depicts":.*?\],|,"owners":\[[^\]]*\]/g, '')),
    'state_mismatch',
  );
  fails(
    'erased-another-leaf',
    'another leaf than was signed',
    withLine(replaced(/"leaf":"[0-9a-f]{8}/, '"leaf":"00000000')),
    'state_mismatch',
  );
  fails(
    'erased-with-title',
    'something kept of an erased line that is not to be kept',
    withLine(replaced(/\}$/, ',"title":"One"}')),
    'state_mismatch',
  );
  fails(
    'erased-by-nobody',
    'a line without its content that nobody erased',
    [holding([leaf, left])],
    'works_list_mismatch',
  );
  fails(
    'erased-another-line',
    'another line than was erased without its content',
    [holding([1 - leaf, erasedLineOf(works.texts[1 - leaf]!)]), { statement: erase }],
    'works_list_mismatch',
  );
  return cases.vectors;
};

/** At the door there is no such line. */
export const makeErasedOffers = (): Vector[] => {
  const told = new Acceptance('Consent');
  const valid = told.valid('accept/before-erasure', granted);
  told.fails(
    'accept/erased-line',
    'what an erasure leaves, offered as a line',
    valid,
    holding([leaf, left]),
    'malformed',
  );
  return told.cases.vectors;
};
