import { type Assembly, assembleIn, decider, type ParentDataset } from '@assent/consent';
import {
  accepted,
  type Decision,
  type Purpose,
  refused,
  type Result,
  type Scope,
  type Specification,
  type Trust,
} from '@assent/schema';
import { openManifest, toBase64 } from '@assent/signing';
import { node } from '@assent/signing/node';
import type { Registry } from '../registry.ts';
import { readItems } from './read.ts';

/** The point of the log at which something was answered. */
export interface AsOfState {
  readonly index: number;
  readonly size: number;
  readonly at: number;
  readonly root: string;
}

export interface AssembleAnswer {
  readonly state: AsOfState;
  readonly assembly: Assembly;
  /** The meet over the chosen works. */
  readonly scope: Scope;
  /** Envelopes of the parents' manifests, base64, in the order of the specification. */
  readonly parents: readonly string[];
  /** Of each source that was asked for. */
  readonly sources: readonly SourceAnswer[];
}

/** A released dataset that a model was fitted on. */
interface SourceAnswer {
  /** Of its manifest, base64. */
  readonly envelope: string;
  /** Its log index. */
  readonly release: number;
  /** Works of it that are not agreed to for `synthesise` and for the purpose. */
  readonly unfit: readonly string[];
}

/** Choose works for a specification, as of a state that covers everything recorded up to now. */
export const assembleDataset = async (
  registry: Registry,
  specification: Specification,
  trust: Trust,
  sourceIds: readonly string[],
): Promise<Result<AssembleAnswer>> => {
  const parents = await readReleased(registry, specification.parents ?? []);
  if (!parents.ok) return parents;
  const sources = await readReleased(registry, sourceIds);
  if (!sources.ok) return sources;
  const state = await stateNow(registry);
  return registry.ledgers.use(state.size, (ledger) => {
    const { assembly, scope, unfit } = assembleIn(ledger, specification, trust, state.at, parents.value, sources.value);
    return accepted({
      state,
      assembly,
      scope,
      parents: parents.value.map(({ envelope }) => envelope),
      sources: sources.value.map(({ envelope, release }, i) => ({ envelope, release, unfit: unfit[i]! })),
    });
  });
};

interface ReleasedDataset extends ParentDataset {
  readonly envelope: string;
  readonly release: number;
}

const readReleased = async (registry: Registry, ids: readonly string[]): Promise<Result<ReleasedDataset[]>> => {
  const found: ReleasedDataset[] = [];
  for (const id of ids) {
    const one = await readParent(registry, id);
    if (one === undefined) return refused('not_found', id);
    found.push(one);
  }
  return accepted(found);
};

/** A released dataset by its manifest's id, as something to make another from: its consented works. */
const readParent = async (registry: Registry, id: string): Promise<ReleasedDataset | undefined> => {
  const row = await registry.db.selectFrom('manifest').selectAll().where('id', '=', id).executeTakeFirst();
  const opened = row === undefined ? undefined : await openManifest(row.envelope, node);
  if (row === undefined || opened?.ok !== true) return undefined;
  const items = await readItems(registry, row.release);
  const works = new Set(items.filter(({ source }) => source === 'consented').map(({ sha256 }) => sha256));
  return { scope: opened.value.statement.scope, works, envelope: toBase64(row.envelope), release: row.release };
};

/** May this work be used for this purpose, as of now, and why not? */
export const explainWork = async (
  registry: Registry,
  sha256: string,
  purpose: Purpose,
  trust: Trust,
): Promise<{ state: AsOfState; decision: Decision }> => {
  const state = await stateNow(registry);
  return registry.ledgers.use(state.size, (ledger) => ({
    state,
    decision: decider(ledger, purpose, trust, state.at)(sha256).decision,
  }));
};

const stateNow = async (registry: Registry): Promise<AsOfState> => {
  const { index, statement } = await registry.state();
  return { index, size: statement.size, at: statement.at, root: statement.root };
};
