import { canonicalize, type Grant } from '@assent/schema';
import { hashOf, holderLine } from '../../../support/written-statements.ts';
import { derivedLines } from '../../derived-lines.ts';
import { lean as grant, scenes, seen, withdraw, works } from './kinds.ts';
import { Acceptance, granted, idOf, type Offered, rootOfLines } from './offers.ts';
import { ann, ben } from './seal.ts';
import type { Vector } from './vector.ts';

const over = (lines: readonly string[], change: Partial<Grant> = {}): Offered => ({
  statement: { ...grant, ...change, works: rootOfLines(lines) },
  lines,
});

/** Lists of works: sizes, order, and that the list is the one that was signed. */
export const makeLists = (): Vector[] => {
  const told = new Acceptance('Objects');
  const sized = (count: number): Offered => {
    const rule = { derived: 'holder-line', count, owner: ann.did } as const;
    const lines = derivedLines(rule);
    const statement: Grant = { ...grant, capacity: 'owner', works: rootOfLines(lines) };
    return { statement, lines: count <= 3 ? lines : rule };
  };
  for (const size of [1, 2, 3, 255, 256, 257]) told.valid(`list/${size}`, sized(size));
  const long = { derived: 'subject-line', count: 65_537 } as const;
  told.valid('list/65537', {
    statement: { ...grant, capacity: 'subject', iss: ben.did, works: rootOfLines(derivedLines(long)) },
    lines: long,
  });
  const subjects = derivedLines({ derived: 'subject-line', count: 3 });
  told.valid('list/3-of-subject', {
    statement: { ...grant, capacity: 'subject', iss: ben.did, works: rootOfLines(subjects) },
    lines: subjects,
  });
  const valid = told.valid('list/valid', granted);
  const fails = (name: string, attack: string, last: Offered, code: string, neighbour = valid): void =>
    told.fails(`list/${name}`, attack, neighbour, last, code);
  const [first, second] = works.texts as [string, string];
  fails('absent', 'no list', { statement: grant }, 'works_list_missing');
  fails('empty', 'a list of 0 lines', { statement: grant, lines: [] }, 'works_list_mismatch');
  fails('line-left-out', 'a line left out', { statement: grant, lines: [first] }, 'works_list_mismatch');
  fails(
    'line-added',
    'a line added',
    {
      statement: grant,
      lines: [first, second, canonicalize(holderLine('three', { owners: [ann.did], author: ann.did }))],
    },
    'works_list_mismatch',
  );
  fails(
    'line-changed',
    'a line changed',
    { statement: grant, lines: [first.replace('"bytes":3', '"bytes":4'), second] },
    'works_list_mismatch',
  );
  fails(
    'lines-exchanged',
    'lines exchanged, the root of their order signed',
    over([second, first]),
    'works_list_order',
  );
  fails('line-doubled', 'a line doubled, and signed', over([first, first, second]), 'works_list_order');
  const twice = [first, canonicalize({ ...(JSON.parse(first) as object), title: 'Again' })];
  fails('work-twice', 'a work named twice in different words', over(twice), 'works_list_order');
  fails(
    'count',
    'a count off by one',
    { statement: { ...grant, works: { ...grant.works, count: 3 } }, lines: works.texts },
    'works_list_mismatch',
  );
  fails(
    'root',
    'another root',
    { statement: { ...grant, works: { ...grant.works, root: hashOf('other') } }, lines: works.texts },
    'works_list_mismatch',
  );
  const swapped = sized(257);
  fails(
    '257-as-256',
    'a list of 257 lines signed as 256',
    {
      ...swapped,
      statement: { ...(swapped.statement as Grant), works: { ...(swapped.statement as Grant).works, count: 256 } },
    },
    'works_list_mismatch',
    'list/257',
  );
  fails(
    'one-root-for-three',
    'the root of an odd leaf doubled',
    {
      ...sized(3),
      statement: {
        ...grant,
        capacity: 'owner',
        works: { ...rootOfLines([...derivedThree(), derivedThree()[2]!]), count: 3 },
      },
    },
    'works_list_mismatch',
    'list/3',
  );
  fails('space', 'a line that is not canonical', over([`${first} `, second]), 'not_canonical');
  fails('not-json', 'a line that is no JSON', over(['{', second]), 'not_json');
  fails('unknown-member', 'a line with an unknown member', over([first.replace('{', '{"a":1,'), second]), 'malformed');
  fails('proto', 'a line with `__proto__`', over([first.replace('{', '{"__proto__":{},'), second]), 'malformed');
  const titled = (letters: number): string =>
    canonicalize({
      ...(JSON.parse(first) as object),
      urls: [`https://ann.example/${'a'.repeat(1900)}`, `https://ann.example/${'b'.repeat(letters)}`],
    });
  const rest = 4096 - titled(0).length;
  const full = told.valid('list/line-of-4096-bytes', over([titled(rest), second]));
  fails('line-of-4097-bytes', 'a line over 4 KiB', over([titled(rest + 1), second]), 'line_too_long', full);
  fails('lines-of-slice', 'lines of another kind of list', over(scenes.texts), 'malformed');
  fails('lines-of-subject', 'a subject’s lines under an author’s grant', over(seen.texts), 'malformed');
  fails(
    'another-author',
    'lines that name another author',
    { ...granted, statement: { ...grant, iss: ben.did } },
    'capacity_not_held',
  );
  fails(
    'another-owner',
    'lines that name another owner',
    { ...granted, statement: { ...grant, iss: ben.did, capacity: 'owner' } },
    'capacity_not_held',
  );
  const withdrawn = told.valid('list/withdrawal', { statement: { ...withdraw, statement: idOf(grant) } }, [granted]);
  told.fails(
    'list/withdrawal-with-list',
    'a list with a kind that signs none',
    withdrawn,
    { statement: { ...withdraw, statement: idOf(grant) }, lines: works.texts },
    'works_list_mismatch',
    [granted],
  );
  return told.cases.vectors;
};

const derivedThree = (): string[] => derivedLines({ derived: 'holder-line', count: 3, owner: ann.did });
