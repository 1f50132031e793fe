import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { contactSheet, generatorNamed, generators, readImage, type SliceReport } from '@assent/synth';
import type { Answer } from '../answer.ts';
import { fail, unwrap } from '../failure.ts';
import { type HeldModel, readModels } from '../operations/model-folder.ts';
import { generateItems, readParameters, reportItems, sourceOf, verifyItems } from '../operations/synth.ts';
import { terminalReporter } from '../terminal.ts';

/** What can be made, and what each generator says of itself. */
export const listGenerators = async (): Promise<Answer> => ({
  value: {
    ok: true,
    generators: generators.map(({ manifest, fields }) => ({ ...manifest, fields })),
  },
  lines: generators.flatMap(({ manifest: { id, version, class: madeFrom, modality, roles, notFor }, fields }) => [
    `${id} ${version}  ${modality}, ${madeFrom}, for: ${roles.join(', ')}`,
    `  not for ${notFor[0]}`,
    `  ${Object.keys(fields).join(', ')}`,
  ]),
  yes: true,
});

/** A look at what comes out: pictures on one sheet, or texts as they are. */
export const previewItems = async (
  id: string,
  options: { readonly set: readonly string[]; readonly count: number; readonly out?: string },
): Promise<Answer> => {
  const generator = unwrap(generatorNamed(id));
  const prepared = unwrap(generator.prepare(readParameters(generator.fields, options.set)));
  if (options.count < 1 || options.count > 100) fail('quota_impossible', 'from 1 to 100 items');
  const items = [];
  for (let i = 0; i < options.count; i++) {
    items.push(await prepared.generate(createHash('sha256').update(`preview ${i}`).digest()));
  }
  const { modality } = generator.manifest;
  if (modality === 'text') {
    const texts = items.map(({ bytes }) => Buffer.from(bytes).toString('utf8').trimEnd());
    return { value: { ok: true, texts }, lines: texts, yes: true };
  }
  if (modality !== 'image') fail('malformed', `${id} makes no pictures and no texts: use assent synth generate`);
  const pictures = items.map(({ content }) => unwrap(readImage(content)));
  const out = options.out ?? `${id}.png`;
  await writeWhole(out, contactSheet(pictures, Math.ceil(Math.sqrt(pictures.length)), generator.manifest));
  return { value: { ok: true, out, count: items.length }, lines: [`${items.length} pictures: ${out}`], yes: true };
};

/** The file appears whole or not at all, and replaces none. */
const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const draft = `${path}.draft-${process.pid}`;
  try {
    // Taken first, so that what is there is not replaced.
    await (await open(path, 'wx')).close();
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EEXIST'
      ? fail('folder_in_use', path)
      : fail('file_unwritable', (cause as Error).message);
  }
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await Promise.all([draft, path].map((one) => rm(one, { force: true })));
    fail('file_unwritable', (cause as Error).message);
  }
};

const reportLines = ({ items, bytes, labels, classes, duplicates }: SliceReport, hash: string): string[] => [
  `${items} items of ${bytes.least} to ${bytes.most} bytes, ${bytes.total} in all.`,
  `Labels recomputed from the content: those of ${labels.agreed} of ${labels.recomputed} agree.`,
  ...labels.problems.map((problem) => `  ${problem}`),
  `${duplicates} items are there twice.`,
  ...Object.entries(classes).map(([kind, counts]) => {
    const most = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
    const shown = most.slice(0, 8).map(([name, count]) => `${name} ${count}`);
    return `  ${kind}: ${shown.join(', ')}${most.length > 8 ? `, and ${most.length - 8} more` : ''}`;
  }),
  `Report: ${hash}`,
];

export const generateCommand = async (
  id: string,
  options: {
    readonly out: string;
    readonly count: number;
    readonly seed: string;
    readonly set: readonly string[];
    readonly workers?: number;
    readonly model?: string;
  },
): Promise<Answer> => {
  const model = await readModel(options);
  const source = sourceOf(id, options.set, options.seed, model);
  const how = { model: model?.bytes, ...(options.workers !== undefined && { workers: options.workers }) };
  const { report, reportHash } = await generateItems(source, options.count, options.out, terminalReporter(), how);
  return {
    value: { ok: true, out: options.out, source, report, reportHash },
    lines: [...reportLines(report, reportHash), `Written: ${options.out}`],
    yes: true,
  };
};

/** The model in a folder that an option names, if it does. */
const readModel = async ({ model }: { readonly model?: string }): Promise<HeldModel | undefined> =>
  model === undefined ? undefined : [...(await readModels([model])).values()][0];

export const reportCommand = async (folder: string, options: { readonly model?: string }): Promise<Answer> => {
  const model = (await readModel(options))?.bytes;
  const { report, reportHash } = await reportItems(folder, terminalReporter(), { model });
  return {
    value: { ok: report.passed, report, reportHash },
    lines: reportLines(report, reportHash),
    yes: report.passed,
  };
};

export const verifyItemsCommand = async (
  folder: string,
  slots: number | 'all',
  options: { readonly model?: string },
): Promise<Answer> => {
  const model = (await readModel(options))?.bytes;
  const { items, madeAgain, problems } = await verifyItems(folder, slots, terminalReporter(), { model });
  const ok = problems.length === 0;
  return {
    value: { ok, items, madeAgain, problems },
    lines: [
      ok
        ? `${items} files are those of their lines; ${madeAgain} items, drawn by chance, were made again, byte for byte.`
        : `Of ${items} items, ${madeAgain} of them made again:`,
      ...problems.map(({ code, detail }) => `  ${code}: ${detail}`),
    ],
    yes: ok,
  };
};
