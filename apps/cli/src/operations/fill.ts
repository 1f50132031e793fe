import { type Assembly, type FilledSlice, listRoot, specificationHash } from '@assent/consent';
import { canonicalize, type SliceLine, type Synthetic, type SyntheticPlan, type Trust } from '@assent/schema';
import { signStatement } from '@assent/signing';
import {
  findGenerator,
  generatorNamed,
  generatorRef,
  makeSlice,
  ReportDraft,
  sliceLines,
  type SliceSource,
} from '@assent/synth';
import { fail, unwrap } from '../failure.ts';
import { ask, publishStatement } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';
import type { Begun } from './assemble-input.ts';
import { modelFor } from './model-folder.ts';

type Log = Trust['logs'][number];

/** Sign what will be generated before anybody can know the seeds. `undefined` where nothing is to be filled. */
export const announce = async (
  { specification, key, client, models, at }: Begun,
  log: Log,
  expected: Assembly,
): Promise<{ id: string; plan: SyntheticPlan } | undefined> => {
  if (specification.strata.every(({ fill }) => fill === null)) return undefined;
  // A version is planned once, so that nobody draws again until the seeds please: whoever tries again goes on with the plan.
  const earlier = await planOf(client, key.identity, specification);
  if (earlier !== undefined) return earlier;
  const strata = specification.strata.flatMap(({ name, fill }) => {
    const slots = expected.strata.find((stratum) => stratum.name === name)?.fillable ?? 0;
    if (fill === null || slots === 0) return [];
    const generator = unwrap(generatorNamed(fill.generator));
    unwrap(generator.prepare(fill.parameters, modelFor(fill.parameters, models)?.bytes));
    return [{ stratum: name, generator: generatorRef(generator), parameters: fill.parameters, slots }];
  });
  if (strata.length === 0) return undefined;
  const plan: SyntheticPlan = {
    v: 1,
    kind: 'synthetic-plan',
    aud: log.origin,
    iss: key.identity,
    iat: at,
    dataset: specification.dataset,
    version: specification.version,
    spec: specificationHash(specification),
    strata: strata.toSorted((a, b) => (a.stratum < b.stratum ? -1 : 1)),
  };
  const receipt = await publishStatement(client, log, { envelope: await signStatement(plan, ...key.signers) });
  return { id: receipt.id, plan };
};

/** A plan that this team signed for this very specification. One for the same version of another is the registry's to refuse. */
const planOf = async (
  client: Begun['client'],
  team: string,
  specification: Begun['specification'],
): Promise<{ id: string; plan: SyntheticPlan } | undefined> => {
  const { entries } = await ask(client, (api) =>
    api.statements.list.query({ signer: team, kind: 'synthetic-plan', limit: 200 }),
  );
  const { dataset, version } = specification;
  const spec = specificationHash(specification);
  for (const { index, id } of entries) {
    const { statement } = await ask(client, (api) => api.statements.read.query({ index }));
    if (statement.kind !== 'synthetic-plan' || statement.dataset !== dataset) continue;
    if (statement.version === version && statement.spec === spec) return { id, plan: statement };
  }
  return undefined;
};

/** A slice that was made, signed and recorded. */
export interface MadeSlice {
  readonly filled: FilledSlice;
  readonly data: ReadonlyMap<string, Uint8Array>;
}

/** Make each planned slice, with seeds from a state that came after the plan, and sign what came out. */
export const fill = async (
  { key, client, models, at }: Begun,
  log: Log,
  { id, plan }: { id: string; plan: SyntheticPlan },
  assembly: Assembly,
  reporter: Reporter,
): Promise<MadeSlice[]> => {
  const { leafHash: nonce } = await ask(client, (api) => api.log.firstStateAfter.query({ id }));
  const slices: MadeSlice[] = [];
  for (const { stratum, generator, parameters, slots: planned } of plan.strata) {
    // Between the plan and the state somebody may have agreed to more: then less is to be filled.
    const slots = Math.min(planned, assembly.strata.find(({ name }) => name === stratum)?.fillable ?? 0);
    if (slots === 0) continue;
    const source = { generator, parameters, spec: plan.spec, stratum, nonce };
    const model = modelFor(parameters, models);
    const made = await makeItems(source, slots, model?.bytes, reporter);
    const texts = made.lines.map((line) => canonicalize(line));
    const statement: Synthetic = {
      v: 1,
      kind: 'synthetic',
      aud: log.origin,
      iss: key.identity,
      iat: at,
      plan: id,
      stratum,
      generator,
      parameters,
      nonce,
      class: unwrap(findGenerator(generator)).manifest.class,
      role: 'content',
      lineage: (model?.lineage.datasets ?? []).map(({ manifest }) => manifest),
      works: { root: listRoot(texts), count: texts.length },
      report: made.report,
    };
    const receipt = await publishStatement(client, log, {
      envelope: await signStatement(statement, ...key.signers),
      lines: texts,
    });
    slices.push({ filled: { index: receipt.index, stratum, pretrain: false, lines: made.lines }, data: made.files });
  }
  return slices;
};

/** Make the items of one slice; labels that do not hold when recomputed stop it before anything is signed. */
const makeItems = async (
  source: SliceSource,
  slots: number,
  model: Uint8Array | undefined,
  reporter: Reporter,
): Promise<{ lines: SliceLine[]; files: Map<string, Uint8Array>; report: string }> => {
  const draft = unwrap(ReportDraft.start(source, model));
  const lines: SliceLine[] = [];
  const files = new Map<string, Uint8Array>();
  for await (const made of unwrap(makeSlice(source, slots, model))) {
    draft.add(made);
    lines.push(made.line);
    files.set(made.line.sha256, made.item.bytes);
    reporter.progress(`making ${source.stratum}`, lines.length, slots);
  }
  const { report, sha256 } = draft.finish();
  if (!report.passed) fail('synthetic_mismatch', report.labels.problems[0] ?? 'two items are the same');
  return { lines: unwrap(sliceLines(lines)), files, report: sha256 };
};
