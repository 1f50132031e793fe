import { createHash, randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { acceptPayload, limits, type Manifest, openJson, type Trust, type WorksLine } from '@assent/schema';
import { type ConsentedRow, generatorNamed, type Model, type Row, TableSchema } from '@assent/synth';
import { fail, unwrap } from '../failure.ts';
import type { RegistryClient } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';
import { writeModel } from './model-folder.ts';
import { spendFrom } from './privacy-budget.ts';
import { readParameters } from './synth.ts';
import { defaultSlots, verify, verifyFresh } from './verify.ts';

export interface FitInput {
  readonly generator: string;
  /** Rows, one a line, in canonical JSON with their `_salt`: the bytes that were published as works. */
  readonly table: string;
  /** What the columns are. */
  readonly schema: string;
  /** The bundle of the released dataset that the rows stand in. */
  readonly dataset: string;
  readonly trust: Trust;
  readonly client: RegistryClient;
  /** Parameters of the fit as written at a terminal. */
  readonly set: readonly string[];
  /** The ledger of what models may tell of people; needed where a fit spends. */
  readonly budget: string | undefined;
  /** The folder that the model appears in. */
  readonly out: string;
}

export interface Fitted {
  readonly model: Model;
  /** Rows that were learnt from, and rows of the table that are not in the dataset. */
  readonly rows: number;
  readonly leftOut: number;
}

/**
 * Fit a model on the rows of a released dataset. The dataset is verified, and has to be agreed to still; rows of the table
 * that are not in it are left out, so after a withdrawal the same table and the dataset's next version fit it again.
 *
 * Refuses what verification refuses, `use_not_granted` where the dataset is not for `synthesise`, `lineage_unfit` where it
 * holds synthetic items, `withdrawn`, `table_unfit`, `budget_spent`. The model appears whole or not at all.
 */
export const fitModel = async (input: FitInput, reporter: Reporter): Promise<Fitted> => {
  const generator = unwrap(generatorNamed(input.generator));
  if (generator.fit === undefined) return fail('generator_unknown', `${input.generator} is not fitted`);
  const { manifest, id } = await openDataset(input, reporter);
  const schema = unwrap(openJson(TableSchema, await read(input.schema), limits.payload));
  const { rows, leftOut } = await readTable(input.table, await creatorsIn(input.dataset));
  if (rows.length === 0) return fail('table_unfit', `no row of ${input.table} is in the dataset`);
  const { dataset, version } = manifest;
  const context = {
    schema,
    datasets: [{ dataset, manifest: id, version }],
    secret: (length: number) => new Uint8Array(randomBytes(length)),
  };
  const model = unwrap(await generator.fit(rows, readWholes(input.set), context));
  const save = () => writeModel(input.out, model);
  // Spent before anybody can see the model: one that was spent on and not written tells nothing.
  if (model.privacy === null) await save();
  else await spendFrom(input.budget, context.datasets, { model: model.sha256, rho: model.privacy.rho }, save);
  return { model, rows: rows.length, leftOut };
};

/** Parameters of fits are whole numbers all. */
const readWholes = (written: readonly string[]) => readParameters({}, written);

const openDataset = async (
  { dataset, trust, client }: FitInput,
  reporter: Reporter,
): Promise<{ manifest: Manifest; id: string }> => {
  const { manifest, manifestId, errors } = await verify(dataset, trust, defaultSlots, reporter);
  const [wrong] = errors;
  if (wrong !== undefined) return fail(wrong.code, `${dataset}: ${wrong.item ?? wrong.detail ?? ''}`);
  if (!manifest!.purpose.uses.includes('synthesise')) fail('use_not_granted', `${dataset} is not for synthesise`);
  if (manifest!.counts.synthetic > 0) fail('lineage_unfit', `${dataset} holds synthetic items`);
  const [tainted] = (await verifyFresh(dataset, manifest!, trust, client, reporter)).errors;
  if (tainted !== undefined)
    fail(tainted.code, `${dataset}: ${tainted.item ?? tainted.detail ?? ''}; assemble it again`);
  return { manifest: manifest!, id: manifestId! };
};

const read = (path: string) => readFile(path).catch((cause: Error) => fail('file_unreadable', cause.message));

/** Whose each work of a verified bundle is: the first person it is about, else who made it, else who owns it. */
const creatorsIn = async (folder: string): Promise<ReadonlyMap<string, string>> => {
  const creators = new Map<string, string>();
  const file = await open(join(folder, 'evidence/works.jsonl')).catch((cause: Error) =>
    fail('file_unreadable', cause.message),
  );
  for await (const text of file.readLines()) {
    const { line } = JSON.parse(text) as { line: WorksLine };
    if (!('owners' in line)) continue;
    const about = Array.isArray(line.depicts) ? line.depicts[0]?.subject : undefined;
    creators.set(line.sha256, about ?? line.author ?? line.owners[0]!);
  }
  return creators;
};

/** More than a row of 64 columns has. */
const longestRow = 256 * 1024;

const readTable = async (
  path: string,
  creators: ReadonlyMap<string, string>,
): Promise<{ rows: ConsentedRow[]; leftOut: number }> => {
  const file = await open(path).catch((cause: Error) => fail('file_unreadable', cause.message));
  const rows: ConsentedRow[] = [];
  let number = 0;
  for await (const text of file.readLines()) {
    number++;
    const bytes = Buffer.from(text);
    const row = acceptPayload(bytes, longestRow);
    const isRow = row.ok && row.value !== null && typeof row.value === 'object' && !Array.isArray(row.value);
    if (!isRow) return fail('malformed', `${path}, line ${number}: not a row in canonical JSON`);
    const work = createHash('sha256').update(bytes).digest('hex');
    const creator = creators.get(work);
    const { _salt, ...cells } = row.value as Row & { _salt?: unknown };
    if (creator !== undefined) rows.push({ cells, creator, work });
  }
  return { rows, leftOut: number - rows.length };
};
