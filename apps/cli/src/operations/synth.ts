import { createHash, randomInt } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  canonicalBytes,
  canonicalize,
  GeneratorRef,
  limits,
  openJson,
  Name,
  Parameters,
  Sha256,
  SliceLine,
} from '@assent/schema';
import {
  type Fields,
  generatorNamed,
  generatorRef,
  type MeasuredItem,
  ReportDraft,
  sliceLines,
  type SliceReport,
  type SliceSource,
} from '@assent/synth';
import { z } from 'zod';
import { BundleDraft } from '../bundle-draft.ts';
import { fail, Failure, unwrap } from '../failure.ts';
import type { Reporter } from '../terminal.ts';
import type { HeldModel } from './model-folder.ts';
import { makeSlots } from './synth-slots.ts';

/** A folder of items: what they follow from, a line for each, the report, and the files. */
const names = { source: 'source.json', lines: 'slice.jsonl', report: 'report.json', data: 'data' } as const;

/** As many as a folder is made of at once: their lines are held in memory, to be sorted. */
const mostItems = 100_000;

/** Parameters as they are written at a terminal: `size=64`, `kinds=digit,letter`. */
export const readParameters = (fields: Fields, written: readonly string[]): Parameters => {
  const parameters: Parameters = {};
  for (const one of written) {
    const [, name, value] = /^(\w+)=(.*)$/su.exec(one) ?? fail('malformed', `${one}: not of the form name=value`);
    if (Object.hasOwn(parameters, name!)) fail('malformed', `${name}: given twice`);
    const kind = Object.hasOwn(fields, name!) ? fields[name!]!.kind : undefined;
    if (kind === 'names' || kind === 'lines') parameters[name!] = value!.split(',');
    else parameters[name!] = /^-?\d{1,15}$/.test(value!) ? Number(value) : value!;
  }
  return parameters;
};

/** What items follow from that are made for trying out: in a dataset, specification and nonce are nobody's choice. */
export const sourceOf = (id: string, written: readonly string[], seed: string, model?: HeldModel): SliceSource => {
  const generator = unwrap(generatorNamed(id));
  const named = model === undefined ? [] : [`model=${model.sha256}`];
  const parameters = readParameters(generator.fields, [...named, ...written]);
  unwrap(generator.prepare(parameters, model?.bytes));
  const nonce = createHash('sha256').update(seed).digest('hex');
  return { generator: generatorRef(generator), parameters, spec: '0'.repeat(64), stratum: id, nonce };
};

export interface GeneratedFolder {
  readonly report: SliceReport;
  readonly reportHash: string;
}

/**
 * Make items into a new folder, on all cores. The folder appears whole or not at all: on a full disk
 * (`file_unwritable`), when a worker dies, when a label is denied by its content (`synthetic_mismatch`).
 */
export const generateItems = async (
  source: SliceSource,
  count: number,
  out: string,
  reporter: Reporter,
  options: How = {},
): Promise<GeneratedFolder> => {
  if (count < 1 || count > mostItems) fail('quota_impossible', `from 1 to ${mostItems} items`);
  const draft = await BundleDraft.open(out).catch(unwritable);
  try {
    const lines: SliceLine[] = [];
    const measured: MeasuredItem[] = [];
    await makeSlots(
      source,
      Array.from({ length: count }, (_, slot) => slot),
      async (made) => {
        await draft.write(`${names.data}/${made.line.sha256}.${made.ext}`, made.bytes);
        lines.push(made.line);
        measured.push(made.measured);
        reporter.progress(`making ${source.stratum}`, lines.length, count);
      },
      options,
    );
    const sorted = unwrap(sliceLines(lines));
    const { report, sha256 } = reportOf(source, measured, options.model);
    if (!report.passed) fail('synthetic_mismatch', report.labels.problems[0] ?? 'two items are the same');
    await draft.write(names.source, canonicalBytes(source));
    await draft.write(names.lines, Buffer.from(sorted.map((line) => `${canonicalize(line)}\n`).join('')));
    await draft.write(names.report, canonicalBytes(report));
    await draft.sweep();
    await draft.finish();
    return { report, reportHash: sha256 };
  } catch (cause) {
    await draft.discard();
    return unwritable(cause);
  }
};

/** On how many cores, and by which program: the answer is the same. */
interface How {
  readonly workers?: number;
  readonly program?: URL;
  /** What a fitted generator draws from. */
  readonly model?: Uint8Array | undefined;
}

const unwritable = (cause: unknown): never => {
  if (cause instanceof Failure || !(cause instanceof Error) || !('syscall' in cause)) throw cause;
  return fail('file_unwritable', cause.message);
};

/** Counted in the order of slots, whichever was made first. */
const reportOf = (
  source: SliceSource,
  measured: MeasuredItem[],
  model: Uint8Array | undefined,
): { report: SliceReport; sha256: string } => {
  const draft = unwrap(ReportDraft.start(source, model));
  for (const one of measured.toSorted((a, b) => a.slot - b.slot)) draft.addMeasured(one);
  return draft.finish();
};

/** Make all items of a folder again and measure them. */
export const reportItems = async (folder: string, reporter: Reporter, options: How = {}): Promise<GeneratedFolder> => {
  const { source, lines } = await readItems(folder, options.model);
  const measured: MeasuredItem[] = [];
  const take = ({ measured: one }: { measured: MeasuredItem }): void => {
    measured.push(one);
    reporter.progress('measuring', measured.length, lines.length);
  };
  await makeSlots(
    source,
    lines.map(({ slot }) => slot),
    take,
    options,
  );
  const { report, sha256 } = reportOf(source, measured, options.model);
  return { report, reportHash: sha256 };
};

export interface VerifiedFolder {
  readonly items: number;
  readonly madeAgain: number;
  readonly problems: readonly {
    code: 'synthetic_not_reproduced' | 'file_missing' | 'file_unexpected' | 'file_hash_mismatch';
    detail: string;
  }[];
}

/**
 * Check every file of a folder against its line, make drawn slots again, `slots` of them or all, and check the report: all
 * of it where all was made again, else all but how often each class occurs.
 */
export const verifyItems = async (
  folder: string,
  slots: number | 'all',
  reporter: Reporter,
  options: How = {},
): Promise<VerifiedFolder> => {
  const { source, lines } = await readItems(folder, options.model);
  const said = await readReport(folder);
  const { problems, sizes } = await checkFiles(folder, lines);
  const measured: MeasuredItem[] = [];
  const bySlot = new Map(lines.map((line) => [line.slot, line]));
  const chosen = slots === 'all' ? [...bySlot.keys()] : draw([...bySlot.keys()], slots);
  let done = 0;
  const take = ({ line: made, measured: one }: { line: SliceLine; measured: MeasuredItem }): void => {
    measured.push(one);
    const line = bySlot.get(made.slot)!;
    const members = ['seed', 'content', 'labels', 'mime', 'sha256'] as const;
    const differs = members.find(
      (member) => canonicalize(made[member] as never) !== canonicalize(line[member] as never),
    );
    if (differs !== undefined)
      problems.push({ code: 'synthetic_not_reproduced', detail: `slot ${made.slot}: ${differs} differs` });
    reporter.progress('making again', ++done, chosen.length);
  };
  if (chosen.length > 0) await makeSlots(source, chosen, take, options);
  if (problems.length === 0) {
    const isWhole = measured.length === lines.length;
    const seen = lines.map(({ slot, content, sha256 }) => {
      return { slot, content, bytes: sizes.get(sha256)!, problem: undefined, tally: {} };
    });
    const { report } = reportOf(source, isWhole ? measured : seen, options.model);
    const expected = isWhole ? report : { ...report, classes: said.classes ?? null };
    if (canonicalize(expected as never) !== canonicalize(said as never))
      problems.push({ code: 'synthetic_not_reproduced', detail: `${names.report} differs` });
  }
  return { items: lines.length, madeAgain: chosen.length, problems };
};

/** Some of a list, by chance: whoever made the items cannot know which. */
const draw = (list: number[], count: number): number[] => {
  for (let i = 0; i < Math.min(count, list.length); i++) {
    const j = randomInt(i, list.length);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list.slice(0, count);
};

const checkFiles = async (
  folder: string,
  lines: readonly SliceLine[],
): Promise<{ problems: VerifiedFolder['problems'][number][]; sizes: Map<string, number> }> => {
  const found = await readdir(join(folder, names.data)).catch((cause: Error) => fail('file_unreadable', cause.message));
  const expected = new Set(lines.map(({ sha256 }) => sha256));
  const problems: VerifiedFolder['problems'][number][] = [];
  const sizes = new Map<string, number>();
  for (const name of found) {
    const hash = name.slice(0, 64);
    if (!/^[0-9a-f]{64}\.[a-z0-9]{1,8}$/.test(name) || !expected.delete(hash)) {
      problems.push({ code: 'file_unexpected', detail: name });
      continue;
    }
    const bytes = await readFile(join(folder, names.data, name));
    sizes.set(hash, bytes.length);
    if (createHash('sha256').update(bytes).digest('hex') !== hash)
      problems.push({ code: 'file_hash_mismatch', detail: name });
  }
  problems.push(...Array.from(expected, (detail) => ({ code: 'file_missing' as const, detail })));
  return { problems, sizes };
};

const Source: z.ZodType<SliceSource> = z.strictObject({
  generator: GeneratorRef,
  parameters: Parameters,
  spec: Sha256,
  stratum: Name,
  nonce: Sha256,
});

const readNamed = (folder: string, name: string): Promise<Buffer> =>
  readFile(join(folder, name)).catch((cause: Error) => fail('file_unreadable', `${name}: ${cause.message}`));

/** Bytes, more than the report of any slice has: how often each category of a table occurs is in it. */
const longestReport = 16 * 1024 * 1024;

/** What a report says; that it says the right thing is checked by making it again. */
const readReport = async (folder: string) =>
  unwrap(openJson(z.looseObject({}), await readNamed(folder, names.report), longestReport));

/** A folder as it was written: whatever else is in these files is refused. */
const readItems = async (
  folder: string,
  model: Uint8Array | undefined,
): Promise<{ source: SliceSource; lines: SliceLine[] }> => {
  const source = unwrap(openJson(Source, await readNamed(folder, names.source), limits.payload));
  // Here, and not in a worker, is where a generator that is not installed is refused.
  unwrap(ReportDraft.start(source, model));
  const text = (await readNamed(folder, names.lines)).toString('utf8');
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => unwrap(openJson(SliceLine, Buffer.from(line), limits.sliceLine)));
  const slots = new Set(lines.map(({ slot }) => slot));
  if (lines.length === 0 || slots.size !== lines.length || Math.max(...slots) !== lines.length - 1) {
    fail('malformed', `${names.lines}: the slots 0 to ${lines.length - 1}, each once, are expected`);
  }
  const sorted = unwrap(sliceLines(lines));
  if (sorted.some((line, i) => line !== lines[i])) fail('items_order', names.lines);
  return { source, lines };
};
