import { type EvidenceHead, files, sourceFolder } from '@assent/consent';
import { canonicalize, type Item, type Specification } from '@assent/schema';
import { fromBase64, openManifest } from '@assent/signing';
import { node } from '@assent/signing/node';
import type { BundleDraft } from '../bundle-draft.ts';
import type { OpenExternal } from '../external/description.ts';
import { fail, unwrap } from '../failure.ts';
import { ask, type RegistryClient } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';
import { writeEvidence } from './evidence.ts';
import { modelFor, type Models } from './model-folder.ts';

/** A released dataset that a model was fitted on, as a registry answers it. */
interface AnsweredSource {
  readonly envelope: string;
  readonly release: number;
  readonly unfit: readonly string[];
}

/** Manifests of the datasets that the models which fill strata learnt from: each once, ascending. */
export const learntFrom = ({ strata }: Specification, models: Models, externals: readonly OpenExternal[]): string[] => {
  const fills = strata.flatMap(({ fill }) => fill?.generator ?? []);
  const foreign = externals.flatMap(({ external }) => (fills.includes(external.id) ? external.lineage : []));
  const lineages = strata.flatMap(({ fill }) =>
    fill === null ? [] : (modelFor(fill.parameters, models)?.lineage ?? []),
  );
  const own = lineages.flatMap(({ datasets }) => datasets.map(({ manifest }) => manifest));
  return [...new Set([...own, ...foreign])].toSorted();
};

/** Said before a plan is signed: nothing may come out of a model that learnt from what is not agreed to, or no longer. */
export const requireAgreed = (ids: readonly string[], sources: readonly AnsweredSource[]): void => {
  const tainted = sources.findIndex(({ unfit }) => unfit.length > 0);
  if (tainted < 0) return;
  const { unfit } = sources[tainted]!;
  const works = `${unfit.length} works of ${ids[tainted]}, first ${unfit[0]}`;
  fail('not_allowed', `${works}: fit the model again, on a version that leaves them out`);
};

/** Who issued them: their keys are to be shown, where they can change. */
export const issuersOf = (envelopes: readonly string[]): Promise<string[]> =>
  Promise.all(envelopes.map(async (one) => unwrap(await openManifest(unwrap(fromBase64(one)), node)).statement.iss));

/** Write what a bundle shows of each: its manifest, its items, and evidence of them as of the bundle's own state. */
export const writeSources = async (
  client: RegistryClient,
  draft: BundleDraft,
  ids: readonly string[],
  sources: readonly AnsweredSource[],
  { asOf }: EvidenceHead,
  reporter: Reporter,
): Promise<void> => {
  for (const [i, { envelope, release }] of sources.entries()) {
    const folder = sourceFolder(ids[i]!);
    const items: Item[] = await ask(client, (api) => api.datasets.items.query({ release }));
    const works = items.filter(({ source }) => source === 'consented').map(({ sha256 }) => sha256);
    await draft.write(`${folder}${files.manifest}`, unwrap(fromBase64(envelope)));
    await draft.write(`${folder}${files.items}`, Buffer.from(items.map((item) => `${canonicalize(item)}\n`).join('')));
    const question = { state: asOf.state.index, works, signers: [], slices: [], under: asOf.checkpoint.size };
    await writeEvidence(client, question, { create: (name) => draft.create(`${folder}${name}`) }, reporter);
  }
};
