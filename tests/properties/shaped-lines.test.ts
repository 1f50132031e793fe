import { canonicalize, type Item, toUtf8 } from '@assent/schema';
import { HashBatch } from '@assent/log';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf, lineOf, subjectLineOf, who } from '../../packages/consent/src/testing/told-log.ts';
import { files } from '../../packages/consent/src/bundle/format.ts';
import { ItemLines } from '../../packages/consent/src/bundle/item-lines.ts';
import { Unreadable } from '../../packages/consent/src/bundle/line-reader.ts';
import { keyText } from '../../packages/consent/src/bundle/line-shape.ts';
import { memorySource } from '../../packages/consent/src/bundle/source.ts';
import { StateLines } from '../../packages/consent/src/bundle/state-lines.ts';
import { WorksLines } from '../../packages/consent/src/bundle/works-lines.ts';

const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const some = fc.constantFrom('ann', 'ben', 'cy').map((name) => who(name));
const title = fc.constantFrom(
  'Sea',
  'a "quoted" one',
  'Œuvre',
  '\\',
  'x'.repeat(200),
  'x'.repeat(201),
  '',
  '\u0000',
  ' ',
);
const count = fc.oneof(fc.nat(3), fc.maxSafeNat(), fc.constantFrom(999_999_999_999_999, 1e15, 2 ** 53 - 1));

/** A value of which one member is another, or left out, or more. */
const damaged = <T extends object>(value: T): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.constantFrom(...Object.keys(value), 'more'),
      fc.constantFrom<unknown>(undefined, null, -1, 0.5, 7, 'x', [], {}, 'ab'.repeat(32), 'AB'.repeat(32), true),
    )
    .map(([name, member]) => ({ ...value, [name]: member }));

const orDamaged = (values: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc.oneof({ weight: 4, arbitrary: values }, { weight: 1, arbitrary: values.chain(damaged) });

/** Texts of values, some with a byte changed, put in or left out. */
const linesOf = (values: fc.Arbitrary<object>): fc.Arbitrary<Uint8Array[]> => {
  const line = fc
    .tuple(values, fc.nat(9), fc.nat(), fc.integer({ min: 0, max: 255 }))
    .map(([value, how, where, byte]) => {
      const bytes = toUtf8(canonicalize(value));
      const at = where % bytes.length;
      if (how > 2 || byte === 0x0a) return bytes;
      if (how === 0) return bytes.with(at, byte);
      return Uint8Array.from([
        ...bytes.subarray(0, at),
        ...(how === 1 ? [byte] : []),
        ...bytes.subarray(at + (how === 1 ? 0 : 1)),
      ]);
    });
  return fc.array(line, { minLength: 1, maxLength: 30 });
};

const item = orDamaged(
  fc.record(
    {
      sha256: hex,
      ext: fc.constantFrom('jpg', 'png', 'PNG'),
      source: fc.constantFrom('consented', 'synthetic'),
      split: fc.constantFrom('train', 'val'),
      stratum: fc.constantFrom('sea', 'land'),
      attribution: title,
      slice: count,
      slot: count,
    },
    { requiredKeys: ['sha256', 'ext', 'source', 'split', 'stratum'] },
  ),
);

const claim = fc.record({
  author: fc.option(some, { nil: null }),
  depicts: fc.constantFrom('uncleared', [], [{ minor: false, subject: who('cy') }]),
  owners: some.map((owner) => [owner]),
});

const holderLine = orDamaged(
  fc
    .tuple(
      claim,
      fc.record(
        { sha256: hex, bytes: count, title, attribution: title, width: count, height: count, pdq: hex },
        { requiredKeys: ['sha256', 'bytes'] },
      ),
    )
    .map(([said, rest]) => ({ ...lineOf('work', 'ann'), ...said, ...rest })),
);
const subjectLine = hex.map((sha256) => ({ ...subjectLineOf('work'), sha256 }));
const worksLine = orDamaged(
  fc.record({
    leaf: count,
    line: fc.oneof(holderLine, subjectLine),
    statement: fc.constantFrom(0, 1, 12, 2 ** 53 - 1),
  }),
);

const workState = orDamaged(
  fc.record({
    holders: fc.array(claim, { maxLength: 2 }),
    live: fc
      .constantFrom(0, 1, 2, 3)
      .chain((length) =>
        fc
          .array(count, { minLength: length, maxLength: length })
          .map((leaves) => leaves.map((leaf, i) => [i * 7 + 1, leaf])),
      ),
    work: hex,
  }),
);
const stateLine = orDamaged(fc.record({ leaf: count, line: workState }));

type Reading = (bytes: Uint8Array) => Promise<unknown[]>;

/** What a reader says of lines one after the other, up to the first that it refuses, which is the last it looks at. */
const reading =
  (open: (bytes: Uint8Array) => { ready: boolean; fill(): Promise<void>; next(): unknown }): Reading =>
  async (bytes) => {
    const lines = open(bytes);
    const said: unknown[] = [];
    for (;;) {
      if (!lines.ready) await lines.fill();
      try {
        const next = lines.next();
        if (next === undefined) return said;
        said.push(next);
      } catch (cause) {
        if (!(cause instanceof Unreadable)) throw cause;
        return [...said, cause.code];
      }
    }
  };

const sourceOf = (name: string, bytes: Uint8Array) => memorySource(new Map([[name, bytes]]));
const batch = new HashBatch();
const hashed = (promised: Parameters<HashBatch['read']>[0]): string =>
  Buffer.from(batch.read(promised)).toString('hex');

const readWorks = reading((bytes) => {
  const lines = new WorksLines(sourceOf(files.works, bytes), () => true);
  return {
    get ready() {
      return lines.ready;
    },
    fill: () => lines.fill(),
    next: () => {
      const said = lines.look();
      if (said === undefined) return undefined;
      const claimed = 'owners' in said.line ? [said.line.author, said.line.depicts, said.line.owners] : 'subject';
      const { statement } = said;
      const told = [keyText(lines.key), lines.leaf, statement, claimed, lines.attribution, hashed(lines.hash(batch))];
      lines.take();
      return told;
    },
  };
});

const readState = reading((bytes) => {
  const lines = new StateLines(sourceOf(files.state, bytes), () => true);
  return {
    get ready() {
      return lines.ready;
    },
    fill: () => lines.fill(),
    next: () => {
      const said = lines.lookAtWork();
      if (said === undefined) return undefined;
      const { holders, live } = said.line;
      const places = live.map(([index], i) => [index, lines.leafIn(i)]);
      const told = [keyText(lines.key), lines.leaf, holders, places, hashed(lines.hash(batch))];
      lines.take();
      return told;
    },
  };
});

/** Of items, order is checked as well: so each file is one item after a first one that is before all others. */
const readItems: Reading = reading((bytes) => {
  const lines = new ItemLines(sourceOf(files.items, bytes), batch);
  return {
    get ready() {
      return lines.ready;
    },
    fill: () => lines.fill(),
    next: () => {
      const said = lines.next();
      if (said === undefined) return undefined;
      const { ext, source, split, stratum, slice } = said;
      const slot = source === 'synthetic' ? lines.slot : undefined;
      return [keyText(lines.key), ext, source, split, stratum, slice, slot, lines.attribution];
    },
  };
});

const lineFeed = Uint8Array.of(0x0a);
const fileOf = (lines: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(lines.flatMap((line) => [...line, ...lineFeed]));

/** Lines read one after another, when shapes are learned, against each alone, when it is parsed. */
const sameAlone = async (read: Reading, lines: readonly Uint8Array[]): Promise<number> => {
  const together: unknown[] = [];
  const alone: unknown[] = [];
  // A line that is refused ends a file: the others are read without it.
  let good: Uint8Array[] = [];
  for (const line of lines) {
    const [said] = await read(fileOf([line]));
    alone.push(said);
    const all = await read(fileOf([...good, line]));
    together.push(all.at(-1));
    if (typeof said !== 'string') good = [...good, line];
  }
  expect(together).toEqual(alone);
  return good.length;
};

describe('a line whose shape was learned says what it says when it is parsed, and is refused where it is refused', () => {
  const runs = { numRuns: 200 };

  test('of a works list', async () => {
    let good = 0;
    await fc.assert(
      fc.asyncProperty(linesOf(worksLine), async (lines) => {
        good += await sameAlone(readWorks, lines);
      }),
      runs,
    );
    expect(good).toBeGreaterThan(20);
  });

  test('of a state', async () => {
    let good = 0;
    await fc.assert(
      fc.asyncProperty(linesOf(stateLine), async (lines) => {
        good += await sameAlone(readState, lines);
      }),
      runs,
    );
    expect(good).toBeGreaterThan(20);
  });

  test('of items', async () => {
    let good = 0;
    const inOrder = (lines: Uint8Array[]): Uint8Array[] => {
      // One work after the other, whatever was drawn: in the order of the first lines' numbers.
      return lines.map((line, i) =>
        toUtf8(
          new TextDecoder()
            .decode(line)
            .replace(/"sha256":"[0-9a-f]{64}"/, `"sha256":"${i.toString(16).padStart(64, '0')}"`),
        ),
      );
    };
    await fc.assert(
      fc.asyncProperty(linesOf(item), async (lines) => {
        good += await sameAlone(readItems, inOrder(lines));
      }),
      runs,
    );
    expect(good).toBeGreaterThan(20);
  });
});

test.each([
  ['a number beyond those that are exact', '"bytes":1000', '"bytes":9007199254740993'],
  ['the greatest number', '"bytes":1000', '"bytes":9007199254740991'],
  ['a leading zero', '"bytes":1000', '"bytes":01000'],
  ['an escape in an attribution', '"by ann"', '"by \\\\ ann"'],
  ['an escape that is not needed', '"by ann"', '"by \\u0061nn"'],
  ['a control character', '"by ann"', '"by \u0007 ann"'],
  ['an empty attribution', '"by ann"', '""'],
  ['a longer attribution', '"by ann"', `"${'x'.repeat(301)}"`],
  ['capital letters in a hash', `${'ab'.repeat(32)}`, `${'AB'.repeat(32)}`],
])('beside a line of its shape, one with %s is what it is alone', async (_, from, to) => {
  const line = { ...lineOf('work', 'ann'), bytes: 1000, attribution: 'by ann', sha256: 'ab'.repeat(32) };
  const text = canonicalize({ leaf: 1, line, statement: 3 });
  const other = text.replace(from, to);
  expect(other).not.toBe(text);
  expect(await sameAlone(readWorks, [toUtf8(text), toUtf8(other)])).toBeGreaterThan(0);
});

test('lines of one shape are parsed once', async () => {
  const lines = Array.from({ length: 50 }, (_, leaf) =>
    toUtf8(canonicalize({ leaf, line: { ...lineOf('work', 'ann'), sha256: hashOf(`${leaf}`) }, statement: 3 })),
  );
  const works = new WorksLines(sourceOf(files.works, fileOf(lines)), () => true);
  const said = new Set<unknown>();
  for (;;) {
    if (!works.ready) await works.fill();
    const one = works.look();
    if (one === undefined) break;
    said.add(one);
    works.take();
  }
  expect(said.size).toBe(1);
});

test('an item of a synthetic slice keeps its slot, and one of a person its attribution', async () => {
  const items: Item[] = Array.from({ length: 4 }, (_, i) => ({
    sha256: `${i}`.repeat(64),
    ext: 'png',
    source: 'synthetic',
    split: 'train',
    stratum: 'sea',
    slice: 9,
    slot: 10 + i,
    attribution: `by ${i}`,
  }));
  const read = await readItems(fileOf(items.map((one) => toUtf8(canonicalize(one)))));
  expect(read.map((one) => (one as unknown[]).slice(6))).toEqual(
    items.map(({ slot, attribution }) => [slot, attribution]),
  );
});
