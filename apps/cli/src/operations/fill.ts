import { type Assembly, type FilledSlice, listRoot, specificationHash } from '@assent/consent';
import {
  canonicalBytes,
  canonicalize,
  type Fill,
  type GeneratorRef,
  type SliceLine,
  type Synthetic,
  type SyntheticPlan,
  type Trust,
} from '@assent/schema';
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
import type { AllowedHosts } from '../external/addresses.ts';
import { externalRef, type OpenExternal, sha256 } from '../external/description.ts';
import { fail, unwrap } from '../failure.ts';
import { ask, publishStatement } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';
import type { Begun } from './assemble-input.ts';
import { modelFor, type Models } from './model-folder.ts';
import { makeExternalSlice } from './synth-external.ts';

type Log = Trust['logs'][number];

/** Sign what will be generated before anybody can know the seeds. `undefined` where nothing is to be filled. */
export const announce = async (
  { specification, trust, key, client, models, externals, at }: Begun,
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
    const external = externals.find((one) => one.external.id === fill.generator);
    const generator = external === undefined ? namedRef(fill, models) : externalRef(external);
    // Said before anything is signed: the dataset would not be believed.
    if (external?.external.lineage.length === 0 && trust.unknownLineage === 'refuse') {
      fail('lineage_unknown', fill.generator);
    }
    return [{ stratum: name, generator, parameters: fill.parameters, slots }];
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

/** The generator that a specification names, once it takes the parameters. */
const namedRef = ({ generator: id, parameters }: Fill, models: Models): GeneratorRef => {
  const generator = unwrap(generatorNamed(id));
  unwrap(generator.prepare(parameters, modelFor(parameters, models)?.bytes));
  return generatorRef(generator);
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
  { key, client, models, externals, allowed, at }: Begun,
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
    const external = externals.find((one) => canonicalize(externalRef(one)) === canonicalize(generator));
    const made =
      external === undefined
        ? await makeItems(source, slots, model?.bytes, reporter)
        : await makeForeign(external, source, slots, allowed, reporter);
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
      class: external?.external.class ?? unwrap(findGenerator(generator)).manifest.class,
      role: 'content',
      lineage: external?.external.lineage ?? (model?.lineage.datasets ?? []).map(({ manifest }) => manifest),
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
  const { report, sha256: hash } = draft.finish();
  if (!report.passed) fail('synthetic_mismatch', report.labels.problems[0] ?? 'two items are the same');
  return { lines: unwrap(sliceLines(lines)), files, report: hash };
};

/** The items of a slice that somebody else's generator makes, and the hash of what is said of them. */
const makeForeign = async (
  external: OpenExternal,
  source: SliceSource,
  slots: number,
  allowed: AllowedHosts,
  reporter: Reporter,
): Promise<{ lines: readonly SliceLine[]; files: ReadonlyMap<string, Uint8Array>; report: string }> => {
  const { report, ...made } = await makeExternalSlice(external, source, slots, allowed, reporter);
  return { ...made, report: sha256(canonicalBytes(report)) };
};
