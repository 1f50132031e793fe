import { formatVerifierKey } from '@assent/log';
import { type Item, toUtf8 } from '@assent/schema';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, type Cheats, makeBundle, type Verifying, verifyFiles } from '../../support/bundles.ts';
import type { Story } from '../../support/consent-story.ts';
import { editLines, editProofs, editStatements } from '../../support/evidence-files.ts';
import { hashOf, keyOf } from '../../support/written-statements.ts';
import { tellLargeStory } from '../../independent/large-story.ts';

const photographers = 40;
const each = 25;

let story: Story;
let honest: Bundle;
/** Items of photographers, ascending. */
let items: Item[];
beforeAll(async () => {
  story = await tellLargeStory({ photographers, works: each, slots: 20 });
  honest = await makeBundle(story, { bare: true });
  const theirs = new Set(
    Array.from({ length: photographers * each }, (_, i) => hashOf(`work ${i % each} of ${Math.floor(i / each)}`)),
  );
  items = honest.items.filter(({ sha256 }) => theirs.has(sha256));
});

/** What is found, each as its code with the item or statement that is named. */
const found = async (cheats: Cheats, options: Verifying = {}): Promise<string[]> => {
  const { files } = await makeBundle(story, { bare: true, ...cheats });
  const report = await verifyFiles(story, files, options);
  expect(report.ok).toBe(report.errors.length === 0);
  return report.errors.map(({ code, item, statement, detail }) => `${code} ${item ?? statement ?? detail}`);
};

const middle = (): Item => items[Math.floor(items.length / 2)]!;
/** The works lines of an item, and where they stand. */
const linesOf = (lines: readonly string[], { sha256 }: Item): number[] =>
  lines.flatMap((line, i) => (line.includes(`"sha256":"${sha256}"`) ? [i] : []));
const statementOf = (line: string): number => Number(/"statement":([0-9]+)\}$/.exec(line)![1]);

describe('of a bundle of hundreds of items', () => {
  test('the honest one verifies', async () => {
    expect(items.length).toBeGreaterThan(600);
    expect(await found({})).toEqual([]);
  });

  test('an item that is there twice is found', async () => {
    const { sha256 } = middle();
    const twice = (lines: string[]): string[] =>
      lines.flatMap((line) => (line.includes(sha256) ? [line, line] : [line]));
    expect(await found({ itemLines: twice })).toEqual([`items_order ${sha256}`]);
  });

  test('an item at another place is found', async () => {
    const { sha256 } = middle();
    const moved = (lines: string[]): string[] => {
      const at = lines.findIndex((line) => line.includes(sha256));
      return [...lines.slice(0, at), lines[at + 1]!, lines[at]!, ...lines.slice(at + 2)];
    };
    const codes = await found({ itemLines: moved });
    // The item that came too early has left the evidence of this one behind.
    expect(codes.at(-1)).toBe(`items_order ${sha256}`);
    expect(new Set(codes.slice(0, -1))).toEqual(new Set([`evidence_surplus ${sha256}`]));
  });

  test('an item that was left out of the items is found by its evidence', async () => {
    const left = (lines: string[]): string[] => lines.filter((line) => !line.includes(middle().sha256));
    const { files } = honest;
    const shorter = toUtf8(
      left(new TextDecoder().decode(files.get('items.jsonl')).split('\n').slice(0, -1))
        .map((line) => `${line}\n`)
        .join(''),
    );
    const report = await verifyFiles(story, new Map([...files, ['items.jsonl', shorter]]));
    expect(new Set(report.errors.map(({ code }) => code))).toEqual(
      new Set(['evidence_surplus', 'items_mismatch', 'counts_mismatch']),
    );
    expect(report.errors[0]).toMatchObject({ code: 'evidence_surplus', item: middle().sha256 });
  });

  test('an item moved to another list is found', async () => {
    let other = 0;
    let own = 0;
    const codes = await found({
      evidence: editLines('works', (lines) => {
        const [at] = linesOf(lines, middle());
        own = statementOf(lines[at!]!);
        other = lines.map(statementOf).find((statement) => statement > own)!;
        return lines.with(at!, lines[at!]!.replace(`"statement":${own}}`, `"statement":${other}}`));
      }),
    });
    expect(codes.slice(0, 2)).toEqual([`evidence_surplus ${middle().sha256}`, `evidence_missing ${middle().sha256}`]);
    // Both lists have lines other than those that were shown.
    expect(codes.filter((code) => code.startsWith('proof_invalid'))).toHaveLength(2);
  });

  test('a line that says another thing of its item is found', async () => {
    const codes = await found({
      evidence: editLines('works', (lines) => {
        const [at] = linesOf(lines, middle());
        return lines.with(at!, lines[at!]!.replace(/"title":"[^"]*"/, '"title":"another"'));
      }),
    });
    expect(codes).toHaveLength(1);
    expect(codes[0]).toMatch(/^proof_invalid sha256:/);
  });

  test('two statements that changed places are found, and with them the log', async () => {
    const codes = await found({
      evidence: editStatements((records) => {
        const [a, b] = [records[10]!, records[20]!];
        return records.with(10, { ...a, entry: b.entry }).with(20, { ...b, entry: a.entry });
      }),
    });
    expect(codes).toEqual(['proof_invalid the statements are not in the log under this checkpoint']);
  });

  test.each(['log', 'state'] as const)('hashes of the proof of the %s in another order are found', async (kind) => {
    const codes = await found({
      evidence: editProofs((sections) => {
        const at = sections.findIndex((section) => section.kind === kind);
        const section = sections[at]!;
        const [first, second, ...rest] = section.hashes;
        return sections.with(at, { ...section, hashes: [second!, first!, ...rest] });
      }),
    });
    expect(codes).toHaveLength(1);
    expect(codes[0]).toMatch(/^proof_invalid/);
  });

  test('hashes that two lists’ proofs have exchanged are found, in both', async () => {
    const codes = await found({
      evidence: editProofs((sections) => {
        const [a, b] = sections.flatMap(({ kind, hashes }, i) => (kind === 'works' && hashes.length > 0 ? [i] : []));
        const exchange = (to: number, from: number): (typeof sections)[number] => ({
          ...sections[to]!,
          hashes: [sections[from]!.hashes[0]!, ...sections[to]!.hashes.slice(1)],
        });
        return sections.with(a!, exchange(a!, b!)).with(b!, exchange(b!, a!));
      }),
    });
    expect(codes.map((code) => code.split(' ')[0])).toEqual(['proof_invalid', 'proof_invalid']);
  });

  test('a scope that is wider than what was granted is found, with the first item that it is too wide for', async () => {
    const codes = await found({
      manifest: (manifest) => {
        const [[use, terms]] = Object.entries(manifest.scope) as [[string, NonNullable<typeof manifest.scope.mine>]];
        return { ...manifest, scope: { ...manifest.scope, [use]: { ...terms, territory: { except: [] } } } };
      },
    });
    expect(codes).toEqual([`laundering ${items[0]!.sha256}`]);
  });

  test('a later checkpoint of the same log is not the one that the manifest is as of', async () => {
    const { registry } = story;
    const codes = await found({
      checkpointSize: registry.size,
      evidence: async (evidence) => {
        await registry.state();
        evidence.checkpoint = toUtf8((await registry.checkpoint()).note);
      },
    });
    expect(codes).toEqual([`checkpoint_mismatch size ${registry.size - 1}`]);
  });

  test('a log that signs by another key than the reader trusts is found', async () => {
    const { trust, origin } = story.registry;
    const key = formatVerifierKey(origin, keyOf('another registry').publicKey);
    expect(await found({}, { trust: { ...trust, logs: [{ origin, key }] } })).toEqual([
      'checkpoint_untrusted no signature by a known key',
    ]);
  });
});
