import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { kinds, toUtf8 } from '@assent/schema';
import { beforeAll, describe, expect, test } from 'vitest';
import { answer } from './answer.ts';
import { backends } from './backends.ts';
import { runProgram } from './running-program.ts';
import type { Vector } from './vectors/make/vector.ts';
import { writeVectors } from './vectors/write.ts';

const folder = join(import.meta.dirname, 'vectors');
const command = 'node tests/conformance/vectors/write.ts';

const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl') && name !== 'keys.jsonl');
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
const casesIn = (name: string): Vector[] =>
  textOf(name)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Vector);
const all = names.flatMap((name) => casesIn(name));

/** Whether an answer lets through what was asked: in `accept`, what was offered last. */
const goesThrough = (said: object): boolean => {
  const { ok, codes, root } = said as { ok?: boolean; codes?: readonly (string | null)[]; root?: string };
  if (ok !== undefined) return ok;
  return codes === undefined ? root !== undefined : codes.at(-1) === null;
};

describe('the published vectors', () => {
  let written: ReadonlyMap<string, string>;
  beforeAll(async () => {
    written = await writeVectors();
  }, 120_000);

  test(`are fresh; where not, run: ${command}`, () => {
    const stale = [...written].flatMap(([path, text]) => (readFileSync(path, 'utf8') === text ? [] : [basename(path)]));
    expect(stale.length === 0 ? 'fresh' : `stale: ${stale.join(', ')}. Run: ${command}`).toBe('fresh');
  });

  test('are all there is in their folder, beside how to read them and by what right', () => {
    const made = [...written.keys()].map((path) => basename(path)).filter((name) => name.endsWith('.jsonl'));
    expect(readdirSync(folder).toSorted()).toEqual([...made, 'LICENSE', 'README.md', 'make', 'write.ts'].toSorted());
    expect(textOf('LICENSE')).toContain('CC0-1.0');
    for (const name of made) expect(textOf('README.md')).toContain(`\`${name}\``);
  });

  test('are small', () => {
    expect(names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)).toBeLessThan(1.75 * 1024 * 1024);
  });

  test('hold every kind of statement, as an envelope and as an entry', () => {
    const known = new Set(all.filter(({ attack }) => attack === undefined).map(({ name }) => name));
    for (const kind of Object.keys(kinds)) {
      const [envelope, entry] = [known.has(kind), known.has(`entry/${kind}`)];
      const advice = envelope && entry ? '' : 'add a sample to tests/conformance/vectors/make/samples.ts';
      expect({ kind, envelope, entry, advice }).toEqual({ kind, envelope: true, entry: true, advice: '' });
    }
  });
});

describe('each attack', () => {
  test('has to fail, and names a case of its file that has to go through', () => {
    for (const name of names) {
      const cases = new Map(casesIn(name).map((one) => [one.name, one]));
      expect(cases.size).toBe(casesIn(name).length);
      for (const one of cases.values()) {
        const neighbour = one.neighbour === undefined ? undefined : cases.get(one.neighbour);
        const through = neighbour !== undefined && neighbour.attack === undefined && goesThrough(neighbour.expect);
        expect({ name: one.name, goesThrough: goesThrough(one.expect), neighbour: through }).toEqual({
          name: one.name,
          goesThrough: one.attack === undefined,
          neighbour: one.attack !== undefined,
        });
      }
    }
  });

  // What the design names, by words of the attacks that try it.
  test.each([
    [
      'Signature',
      [
        'S ≥ L',
        'A of small order',
        'R of small order',
        'A not canonical',
        'R not canonical',
        '63 bytes',
        '65 bytes',
        '128 bytes',
        'trailing bytes',
        'type length shifted',
        'payload length shifted',
        'type swapped',
        'one key counted twice',
        'key id naming another key',
      ],
    ],
    [
      'Encoding',
      [
        'a name twice',
        'once escaped',
        'inner object',
        'code points, not of UTF-16',
        '1.0',
        '1e2',
        '−0',
        '2^53 + 1',
        '1e400',
        'lone high surrogate',
        'UTF-8 never has',
        'byte order mark',
        'depth 10,000',
        '100 MB',
        'padding bits',
      ],
    ],
    ['Objects', ['`__proto__`', '`toJSON`', 'a reader could drop', 'verified and the other is read']],
    [
      'Merkle',
      [
        '64 bytes read as a node',
        'odd leaf doubled',
        'too long',
        'too short',
        'index = size',
        'size 0',
        'size 1',
        'unused hash',
        'reordered',
      ],
    ],
    [
      'Checkpoint',
      ['leading zero', '`+`', '`0x`', '31 bytes', 'CR', 'extra line', 'fails beside a good one', '17 signatures'],
    ],
    ['Log', ['replayed to another registry', 'two entries']],
    ['Consent', ['by someone else', 'replaying the old grant', 'back-dated after key loss', 'logged before its key']],
    ['State', ['withdrawal left out', 'state of another size', 'line doubled', 'out of order']],
    [
      'Manifest',
      [
        'item doubled',
        'moved between lists',
        'count off',
        'statement not in the log',
        'use widened',
        '0 items',
        'line over 4 KiB',
        '`../`',
      ],
    ],
  ])('that the design names under %s is among them', (section, words) => {
    const attacks = all.filter((one) => one.section === section).flatMap(({ attack }) => attack ?? []);
    for (const word of words) expect([word, attacks.filter((attack) => attack.includes(word))]).not.toEqual([word, []]);
  });
});

/** A question as it is; one about a signature to each backend, since what one lets through another may refuse by itself. */
const asksOf = (asked: object, op: string): object[] =>
  op === 'ed25519.verify' ? backends.map(({ name }) => ({ ...asked, backend: name })) : [asked];

describe.each(names)('%s', (name) => {
  test('is answered as it says', { timeout: 120_000 }, async () => {
    // The largest take seconds; the program answers them below.
    for (const { expect: said, ...asked } of casesIn(name).filter((one) => !one.name.endsWith('65537'))) {
      for (const one of asksOf(asked, asked.op)) {
        const answered = { name: asked.name, answer: await answer(toUtf8(JSON.stringify(one))) };
        expect(answered).toEqual({ name: asked.name, answer: said });
      }
    }
  });

  test('is answered so by the program', { timeout: 120_000 }, async () => {
    const { answers, exitCode, complaints } = await runProgram([textOf(name)]);
    expect(answers).toEqual(casesIn(name).map((one) => one.expect));
    expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: '' });
  });
});
