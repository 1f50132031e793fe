import { type Manifest, type OnWithdraw, type Receipt, type Scope, type Use, uses } from '@assent/schema';
import type { Logged } from './history.ts';
import { meetScopes } from './scope.ts';

/** A released dataset, as far as lineage asks. */
export interface Dataset {
  /** The manifest's id. */
  readonly id: string;
  /** The log index of its release. */
  readonly release: number;
  readonly manifest: Manifest;
  /** The works that it holds by consent. */
  readonly works: ReadonlySet<string>;
  /** Manifests of the datasets that models behind its synthetic items were fitted on. */
  readonly fittedOn: readonly string[];
}

/** A model, as the receipt of its training names it. */
export interface TrainedModel {
  /** The receipt's id. */
  readonly id: string;
  readonly index: number;
  readonly receipt: Receipt;
  /**
   * What it may be used for: the meet of the scopes of its dataset and of every model that it was trained from. Where one
   * of them is not known, nothing.
   */
  readonly scope: Scope;
  /** The receipt of its deletion, by the team that trained it. */
  readonly deletedBy: string | undefined;
}

/** Which datasets there are, which models were trained on them, and which models from those. */
export interface Lineage {
  readonly datasets: ReadonlyMap<string, Dataset>;
  /** In the order of the log: a model comes after those that it was trained from. */
  readonly models: ReadonlyMap<string, TrainedModel>;
  readonly receipts: readonly Logged<Receipt>[];
}

const isSameModel = (a: Receipt, b: Receipt): boolean =>
  a.iss === b.iss && a.model !== undefined && a.model.name === b.model?.name && a.model.version === b.model.version;

/** @param receipts in any order; what one refers to counts only if it stands before it in the log. */
export const lineageOf = (datasets: readonly Dataset[], receipts: readonly Logged<Receipt>[]): Lineage => {
  const byId = new Map(datasets.map((dataset) => [dataset.id, dataset]));
  const models = new Map<string, TrainedModel>();
  const ordered = receipts.toSorted((a, b) => a.index - b.index);
  const deletions = ordered.filter(({ statement }) => statement.did === 'deleted-model');
  for (const { id, index, statement: receipt } of ordered) {
    if (receipt.did !== 'trained') continue;
    const scopes = [
      byId.get(receipt.manifest)?.manifest.scope,
      ...receipt.bases.map((base) => models.get(base)?.scope),
    ];
    const deletion = deletions.find(
      (later) =>
        later.index > index && later.statement.manifest === receipt.manifest && isSameModel(later.statement, receipt),
    );
    // A parent that nobody can show has allowed nothing.
    const [first, ...rest] = scopes.map((scope): Scope => scope ?? {});
    const scope = rest.reduce(meetScopes, first!);
    models.set(id, { id, index, receipt, scope, deletedBy: deletion?.id });
  }
  return { datasets: byId, models, receipts: ordered };
};

/** The models that were trained from one of these, in the order of the log, each with the way it came. */
const trainedFrom = (
  { models }: Lineage,
  begin: (model: TrainedModel) => readonly string[] | undefined,
): { model: TrainedModel; through: readonly string[] }[] => {
  const reached = new Map<string, readonly string[]>();
  for (const model of models.values()) {
    const base = model.receipt.bases.find((id) => reached.has(id));
    const through = begin(model) ?? (base === undefined ? undefined : [...reached.get(base)!, base]);
    if (through !== undefined) reached.set(model.id, through);
  }
  return [...reached].map(([id, through]) => ({ model: models.get(id)!, through }));
};

/** What is taken back: works, what their holder asked for on that day, and the statement that says so. */
export interface TakenBack {
  readonly works: ReadonlySet<string>;
  readonly onWithdraw: OnWithdraw;
  /** The withdrawal's id; `undefined` while it is only thought of. */
  readonly withdrawal: string | undefined;
}

/** A dataset or a model that a withdrawal reaches. */
interface Reached {
  /** Whether the holder asked for something to be done with it. */
  readonly asked: boolean;
  /** The receipt in which the team that issued or trained it says that it was done. */
  readonly answeredBy: string | undefined;
}

export interface ReachedDataset extends Reached {
  readonly dataset: Dataset;
  /** How many of its works are taken back. */
  readonly works: number;
  /** The dataset that a model behind its synthetic items was fitted on, where the works came in by that alone. */
  readonly through: string | undefined;
}

export interface ReachedModel extends Reached {
  readonly model: TrainedModel;
  /** The dataset, then the models, by which the works came into it. */
  readonly through: readonly string[];
}

/**
 * What a withdrawal reaches: the datasets that hold its works, the models trained on them, the models trained from those.
 * A dataset that was made from others is reached by the works that it holds itself; one with synthetic items also by those
 * that their models were fitted on.
 */
export const reachedBy = (
  lineage: Lineage,
  { works, onWithdraw, withdrawal }: TakenBack,
): { datasets: ReachedDataset[]; models: ReachedModel[] } => {
  const answers = lineage.receipts.filter(
    ({ statement }) => withdrawal !== undefined && statement.withdrawals.includes(withdrawal),
  );
  const holds = (dataset: Dataset): number => [...works].filter((work) => dataset.works.has(work)).length;
  const held = new Map([...lineage.datasets.values()].map((dataset) => [dataset.id, holds(dataset)]));
  const datasets = [...lineage.datasets.values()]
    .map((dataset): ReachedDataset => {
      const answer = answers.find(
        ({ statement }) =>
          statement.did === 'removed-items' &&
          statement.manifest === dataset.id &&
          // Nobody answers for a team but itself.
          statement.iss === dataset.manifest.iss,
      );
      return {
        dataset,
        works: held.get(dataset.id)!,
        through: held.get(dataset.id)! > 0 ? undefined : dataset.fittedOn.find((id) => (held.get(id) ?? 0) > 0),
        asked: onWithdraw !== 'future-only',
        answeredBy: answer?.id,
      };
    })
    .filter(({ works: own, through }) => own > 0 || through !== undefined);
  const holding = new Set(datasets.map(({ dataset }) => dataset.id));
  const models = trainedFrom(lineage, ({ receipt }) =>
    holding.has(receipt.manifest) ? [receipt.manifest] : undefined,
  ).map(({ model, through }): ReachedModel => {
    const retrained = answers.find(
      ({ index, statement: { did, iss, model: again } }) =>
        did === 'trained' &&
        index > model.index &&
        iss === model.receipt.iss &&
        again?.name === model.receipt.model?.name,
    );
    return {
      model,
      through,
      asked: onWithdraw === 'retrain-or-delete',
      answeredBy: model.deletedBy ?? retrained?.id,
    };
  });
  return { datasets, models };
};

/** The models trained on a dataset, or from a model: also by way of others. */
export const descendantsOf = (lineage: Lineage, id: string): TrainedModel[] =>
  trainedFrom(lineage, ({ id: own, receipt }) => (receipt.manifest === id || own === id ? [id] : undefined))
    .map(({ model }) => model)
    .filter((model) => model.id !== id);

/** The most that any use in a scope asks for on a withdrawal; nothing asks for nothing. */
export const askedOnWithdraw = (scope: Scope): OnWithdraw => {
  const asked = uses.flatMap((use: Use) => scope[use]?.onWithdraw ?? []);
  if (asked.includes('retrain-or-delete')) return 'retrain-or-delete';
  return asked.includes('remove-from-datasets') ? 'remove-from-datasets' : 'future-only';
};
