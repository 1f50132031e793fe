import {
  askedOnWithdraw,
  type Dataset,
  descendantsOf,
  describeReached,
  describeScope,
  type Language,
  type Lineage,
  lineageOf,
  type ReachedDataset,
  type ReachedModel,
  reachedBy,
  type TrainedModel,
} from '@assent/consent';
import type { Grant, Kind, OnWithdraw, Receipt, Scope, Statement, KeptLine } from '@assent/schema';
import { fail } from '../failure.ts';
import { ask, type RegistryClient } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';

interface LoggedStatement {
  readonly index: number;
  readonly id: string;
  readonly statement: Statement;
}

/** What became of works, or what something was made of; as the registry's log says. */
export type Traced =
  | {
      readonly of: 'works';
      readonly onWithdraw: OnWithdraw;
      /** Whether this was taken back, or would be. */
      readonly withdrawal: string | undefined;
      readonly datasets: readonly ReachedDataset[];
      readonly models: readonly ReachedModel[];
    }
  | {
      readonly of: 'dataset' | 'model';
      readonly name: string;
      readonly scope: Scope;
      readonly onWithdraw: OnWithdraw;
      /** Works in the dataset, or in the datasets of the model and of its bases, that are no longer agreed to. */
      readonly withdrawn: number;
      readonly madeOf: readonly string[];
      readonly descendants: readonly TrainedModel[];
    };

const page = 200;
/** More releases or receipts than this are another program's matter. */
const most = 10_000;

const entriesOf = async (client: RegistryClient, kind: Kind): Promise<number[]> => {
  const found: number[] = [];
  for (let cursor: number | undefined; ;) {
    const { entries, next } = await ask(client, (api) =>
      api.statements.list.query({ kind, limit: page, ...(cursor !== undefined && { cursor }) }),
    );
    for (const { index } of entries) found.push(index);
    if (next === undefined || entries.length === 0) return found.toReversed();
    if (found.length > most) return fail('too_large', `more than ${most} statements of kind ${kind}`);
    cursor = next;
  }
};

interface Known {
  readonly lineage: Lineage;
  /** Works of each dataset that are no longer agreed to, by the manifest's id. */
  readonly withdrawn: ReadonlyMap<string, number>;
}

/** Every released dataset and every receipt of a registry. */
const readLineage = async (client: RegistryClient, reporter: Reporter): Promise<Known> => {
  const datasets: Dataset[] = [];
  const withdrawn = new Map<string, number>();
  const releases = await entriesOf(client, 'release');
  for (const [i, release] of releases.entries()) {
    const read = await ask(client, (api) => api.datasets.read.query({ release }));
    const items = await ask(client, (api) => api.datasets.items.query({ release }));
    const works = new Set(items.filter(({ source }) => source === 'consented').map(({ sha256 }) => sha256));
    const slices = new Set(items.flatMap(({ slice }) => slice ?? []));
    const fittedOn = await lineageOfSlices(client, slices);
    datasets.push({ id: read.manifestId, release, manifest: read.manifest, works, fittedOn });
    withdrawn.set(read.manifestId, read.withdrawn.length);
    reporter.progress('reading datasets', i + 1, releases.length);
  }
  const receipts = [];
  for (const index of await entriesOf(client, 'receipt')) {
    const { id, statement, receipt } = await ask(client, (api) => api.statements.read.query({ index }));
    receipts.push({ index, id, statement: statement as Receipt, leafHash: receipt.leafHash });
  }
  return { lineage: lineageOf(datasets, receipts), withdrawn };
};

/** What the models behind slices were fitted on. */
const lineageOfSlices = async (client: RegistryClient, slices: ReadonlySet<number>): Promise<string[]> => {
  const sources = new Set<string>();
  for (const index of slices) {
    const { statement } = await ask(client, (api) => api.statements.read.query({ index }));
    if (statement.kind === 'synthetic') for (const source of statement.lineage) sources.add(source);
  }
  return [...sources];
};

const worksIn = async (
  client: RegistryClient,
  index: number,
  ranges: readonly (readonly [number, number])[] | undefined,
): Promise<Set<string>> => {
  const lines = await ask(client, (api) => api.statements.lines.query({ index }));
  const wanted = ranges === undefined ? lines : ranges.flatMap(([first, last]) => lines.slice(first, last + 1));
  return new Set(wanted.map((line) => (JSON.parse(line) as KeptLine).sha256));
};

const narrowest = (grants: readonly Grant[]): OnWithdraw => {
  const asked = grants.map(({ onWithdraw }) => onWithdraw);
  if (asked.includes('retrain-or-delete')) return 'retrain-or-delete';
  return asked.includes('remove-from-datasets') ? 'remove-from-datasets' : 'future-only';
};

const readById = (client: RegistryClient, id: string): Promise<LoggedStatement> =>
  ask(client, (api) => api.statements.readById.query({ id }));

/** Which works an id or a hash stands for, what their holders asked for, and whether they were taken back. */
const takenBackBy = async (client: RegistryClient, { id, index, statement }: LoggedStatement) => {
  if (statement.kind === 'grant')
    return { works: await worksIn(client, index, undefined), onWithdraw: statement.onWithdraw, withdrawal: undefined };
  if (statement.kind !== 'withdraw') return fail('statement_kind_wrong', `${id}: a ${statement.kind}`);
  const ended = await readById(client, statement.statement);
  if (ended.statement.kind !== 'grant')
    return fail('statement_kind_wrong', `${id} takes back a ${ended.statement.kind}, which no dataset is made of`);
  const works = await worksIn(client, ended.index, statement.leaves);
  return { works, onWithdraw: ended.statement.onWithdraw, withdrawal: id };
};

const ofWork = async (client: RegistryClient, sha256: string) => {
  const { known, statements } = await ask(client, (api) => api.works.read.query({ sha256 }));
  if (!known) return fail('not_found', sha256);
  const grants: Grant[] = [];
  for (const { index, kind } of statements) {
    if (kind !== 'grant') continue;
    const { statement } = await ask(client, (api) => api.statements.read.query({ index }));
    if (statement.kind === 'grant') grants.push(statement);
  }
  return { works: new Set([sha256]), onWithdraw: narrowest(grants), withdrawal: undefined };
};

/** The datasets that a model was trained on, by itself and by its bases. */
const datasetsOf = ({ models }: Lineage, model: TrainedModel): string[] => {
  const found = new Set<string>();
  const open = [model.id];
  const seen = new Set(open);
  while (open.length > 0) {
    const { manifest, bases } = models.get(open.pop()!)?.receipt ?? { manifest: undefined, bases: [] };
    if (manifest !== undefined) found.add(manifest);
    for (const base of bases) {
      if (seen.has(base)) continue;
      seen.add(base);
      open.push(base);
    }
  }
  return [...found];
};

/** Follow a work, a grant or a withdrawal to what was made of it; or a dataset or a model to what it may be used for. */
export const trace = async (client: RegistryClient, named: string, reporter: Reporter): Promise<Traced> => {
  const { lineage, withdrawn } = await readLineage(client, reporter);
  const dataset = lineage.datasets.get(named);
  if (dataset !== undefined) {
    const { scope, title, version, parents } = dataset.manifest;
    return {
      of: 'dataset',
      name: `${title} ${version}`,
      scope,
      onWithdraw: askedOnWithdraw(scope),
      withdrawn: [named, ...dataset.fittedOn].reduce((sum, id) => sum + (withdrawn.get(id) ?? 0), 0),
      madeOf: [...parents, ...dataset.fittedOn],
      descendants: descendantsOf(lineage, named),
    };
  }
  const model = lineage.models.get(named);
  if (model !== undefined) {
    const sources = datasetsOf(lineage, model);
    return {
      of: 'model',
      name: `${model.receipt.model?.name} ${model.receipt.model?.version}`,
      scope: model.scope,
      onWithdraw: askedOnWithdraw(model.scope),
      withdrawn: sources.reduce((sum, id) => sum + (withdrawn.get(id) ?? 0), 0),
      madeOf: [...model.receipt.bases, ...sources],
      descendants: descendantsOf(lineage, named),
    };
  }
  const taken = /^[0-9a-f]{64}$/.test(named)
    ? await ofWork(client, named)
    : await takenBackBy(client, await readById(client, named));
  const { onWithdraw, withdrawal } = taken;
  return { of: 'works', onWithdraw, withdrawal, ...reachedBy(lineage, taken) };
};

/** What is traced, in sentences. */
export const describeTraced = (language: Language, traced: Traced): string[] =>
  traced.of === 'works'
    ? describeReached(language, traced, traced)
    : [traced.name, ...describeScope(language, traced.scope)];
