import { buildState } from '@assent/consent';
import type { Grant } from '@assent/schema';
import { days, listOf, newYear } from '../../../support/written-statements.ts';
import { derivedLines } from '../../derived-lines.ts';
import { foldCase } from '../../fold-case.ts';
import { Entry } from '../../inputs.ts';
import { attest, lean as grant, plan, seen, withdraw, works } from './kinds.ts';
import { entriesOf, idOf, rootOfLines as commitTo } from './offers.ts';
import { ann, ben } from './seal.ts';
import { Cases, refusedWith, type Vector } from './vector.ts';

type Offers = Parameters<typeof entriesOf>[0];

/** The lines that a log amounts to at a time. */
const linesOf = (offers: Offers, at: number): readonly string[] =>
  buildState(foldCase(Entry.array().parse(entriesOf(offers)), newYear, 'offered').ledger, at).lines;

const asked = (offers: Offers, at: number, said: { root: string; count: number }, size = offers.length) => ({
  op: 'state.verify',
  entries: entriesOf(offers),
  at: newYear,
  state: { size, at, ...said },
});

/** Ann grants two works, one of which shows Ben; Ben agrees, Ann is attested, and the second grant is withdrawn in part. */
const second: Grant = { ...grant, iat: newYear + 1, until: newYear + 30 * days };
const story: Offers = [
  { statement: grant, lines: works.texts },
  { statement: { ...grant, iss: ben.did, capacity: 'subject', works: seen.works }, lines: seen.texts },
  { statement: { ...attest, until: newYear + 10 * days } },
  { statement: second, lines: works.texts },
  { statement: { ...withdraw, statement: idOf(second), leaves: [[0, 0]] } },
];

/** What is live, of any size; and states that say something else of the same log. */
export const makeStates = (): Vector[] => {
  const cases = new Cases('State');
  const empty = { root: commitTo([]).root, count: 0 };
  const none = cases.valid('state/0', asked([], newYear, empty));
  cases.attack(
    'state/0-of-1',
    'a line where nothing is live',
    none,
    asked([], newYear, commitTo(['{}'])),
    refusedWith('state_mismatch'),
  );
  cases.valid('state/1', asked([{ statement: plan }], newYear, commitTo(linesOf([{ statement: plan }], newYear))));
  for (const size of [2, 3, 255, 256, 257, 65_537]) {
    const rule = { derived: 'holder-line', count: size - 1, owner: ann.did } as const;
    const lines = derivedLines(rule);
    const statement: Grant = { ...grant, capacity: 'owner', works: commitTo(lines) };
    const offers: Offers = [{ statement, lines: size <= 3 ? lines : rule }];
    // Written from the rule: Ann's line, then one for each work.
    const stated = [
      `{"identity":"${ann.did}","live":[]}`,
      ...lines.map((line, leaf) => {
        const { sha256 } = JSON.parse(line) as { sha256: string };
        return `{"holders":[{"author":null,"depicts":[],"owners":["${ann.did}"]}],"live":[[0,${leaf}]],"work":"${sha256}"}`;
      }),
    ];
    cases.valid(`state/${size}`, asked(offers, newYear, commitTo(stated)));
  }
  const at = newYear + 5 * days;
  const lines = linesOf(story, at);
  const valid = cases.valid('state/story', asked(story, at, commitTo(lines)));
  const fails = (name: string, attack: string, said: readonly string[], neighbour = valid, when = at): void =>
    cases.attack(`state/${name}`, attack, neighbour, asked(story, when, commitTo(said)), refusedWith('state_mismatch'));
  const change = (from: string | RegExp, to: string): string[] => {
    const changed = lines.map((line) => line.replace(from, to));
    if (changed.join() === lines.join()) throw new Error(`${from} is in no line`);
    return changed;
  };
  const without = story.slice(0, -1);
  fails('withdrawal-left-out', 'a withdrawal left out', linesOf(without, at));
  cases.valid('state/before-withdrawal', asked(story, at, commitTo(linesOf(without, at)), 4));
  fails(
    'grant-left-out',
    'a grant left out',
    linesOf(
      story.filter((_, i) => i !== 1),
      at,
    ),
  );
  fails('attestation-left-out', 'an attestation left out', change('"live":[2]', '"live":[]'));
  fails('line-left-out', 'a line left out', lines.slice(1));
  fails('line-doubled', 'a line doubled', [lines[0]!, ...lines]);
  fails('lines-exchanged', 'two lines out of order', [lines[1]!, lines[0]!, ...lines.slice(2)]);
  fails('works-before-identities', 'works before identities', [...lines.slice(-2), ...lines.slice(0, -2)]);
  fails('line-added', 'a line of somebody whom nobody named', [...lines, '{"identity":"nobody","live":[]}']);
  fails('holder-left-out', 'a person in a picture left out', change(/\{"minor":false,"subject":"[^"]*"\}/, ''));
  fails(
    'live-out-of-order',
    'statements of a line out of order',
    change(/"live":\[(\[0,\d\]),(\[1,\d\])/, '"live":[$2,$1'),
  );
  fails('leaf-changed', 'another line of the list', change('[0,0]', '[0,1]'));
  fails('line-with-space', 'a line that is not canonical', [`${lines[0]!} `, ...lines.slice(1)]);
  const end = second.until!;
  const ends = cases.valid('state/at-end-of-grant', asked(story, end, commitTo(linesOf(story, end))));
  fails('ended-grant', 'a grant that has ended counted as live', linesOf(story, end - 1), ends, end);
  const sizes = story.length;
  cases.attack(
    'state/another-size',
    'a state of another size',
    valid,
    asked(story, at, commitTo(lines), sizes - 1),
    refusedWith('state_mismatch'),
  );
  const { root, count } = commitTo(lines);
  cases.attack(
    'state/count',
    'a count off by one',
    valid,
    asked(story, at, { root, count: count + 1 }),
    refusedWith('state_mismatch'),
  );
  return [...cases.vectors, ...makeReplays()];
};

/** What has ended stays ended, whatever is said again. */
const makeReplays = (): Vector[] => {
  const cases = new Cases('Consent');
  const granted = story[0]!;
  const ended: Offers = [granted, { statement: { ...withdraw, statement: idOf(grant) } }];
  const live = linesOf([granted], newYear);
  const over = linesOf(ended, newYear);
  const again: Offers = [...ended, granted];
  const valid = cases.valid('state/withdrawn-and-replayed', asked(again, newYear, commitTo(over)));
  cases.attack(
    'state/un-withdrawn',
    'un-withdraw by replaying the old grant',
    valid,
    asked(again, newYear, commitTo(live)),
    refusedWith('state_mismatch'),
  );
  const stranger: Offers = [granted, { statement: { ...withdraw, iss: ben.did, statement: idOf(grant) } }];
  const kept = cases.valid('state/withdrawn-by-another', asked(stranger, newYear, commitTo(live)));
  cases.attack(
    'state/withdrawn-by-another-counts',
    'a withdrawal by someone else counted',
    kept,
    asked(stranger, newYear, commitTo(over)),
    refusedWith('state_mismatch'),
  );
  // The claim of a grant that was replaced stays: a later line cannot drop a person.
  const alone = listOf(works.lines.map((line) => ({ ...line, depicts: [] })));
  const dropped: Offers = [
    granted,
    { statement: { ...grant, iat: newYear + 2, works: alone.works, replaces: [idOf(grant)] }, lines: alone.texts },
  ];
  const all = linesOf(dropped, newYear);
  const stays = cases.valid('state/person-dropped', asked(dropped, newYear, commitTo(all)));
  const forgotten = all.map((line) =>
    line.replace(/,\{"author":"[^"]*","depicts":\[\{[^}]*\}\],"owners":\[[^\]]*\]\}/, ''),
  );
  cases.attack(
    'state/person-forgotten',
    'a person dropped by a later line',
    stays,
    asked(dropped, newYear, commitTo(forgotten)),
    refusedWith('state_mismatch'),
  );
  return cases.vectors;
};
