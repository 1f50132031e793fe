import { composeItems, composeManifest, hashFile, specificationHash, writeItems } from '@assent/consent';
import type { PublicationReceipt, Release, SliceLine, Specification, Synthetic, SyntheticPlan } from '@assent/schema';
import { openManifest, type Signer, signStatement, toBase64 } from '@assent/signing';
import { node } from '@assent/signing/node';
import { askEvidence } from '../../support/plain.ts';
import type { Place } from './place.ts';
import { hash, header, listOf, unwrap } from './signing.ts';

const generator = { id: 'shapes-scene', version: '1.0.0', codeDigest: hash('shapes-scene') };
const stratum = 'counted-scenes';
/** Synthetic items that stand beside what people agreed to. */
const slots = 8;

export const specificationOf = (version: string, now: number): Specification => ({
  v: 1,
  dataset: 'old-photographs',
  version,
  title: 'Old photographs and counted scenes',
  purpose: {
    uses: ['train-generative', 'train-predictive'],
    commerce: ['sell-outputs'],
    operator: 'company',
    downstream: 'none',
    territory: { only: ['DE', 'ES', 'FR'] },
    from: now,
    until: now + 365 * 86_400,
    duties: ['attribute'],
    onWithdraw: 'remove-from-datasets',
    assurance: { author: 1, guardian: 1, owner: 1, steward: 1, subject: 1 },
  },
  strata: [
    {
      name: 'photographs',
      title: 'Photographs',
      quota: 6,
      match: { tags: ['photograph'], people: 'none' },
      fill: null,
    },
    {
      name: stratum,
      title: 'Scenes with objects to count',
      quota: 10,
      match: { tags: ['counted-scene'], people: 'none' },
      fill: { generator: generator.id, parameters: {}, maxSharePercent: 100, syntheticOnly: true },
    },
  ],
  capPerCreator: null,
  splits: { val: 0, test: 0 },
  seed: hash('seed'),
  reviewAfterDays: 180,
});

/** Synthetic items as a registry takes them: announced, drawn from a state, signed. Nothing here looks into their files. */
const publishSlice = async (place: Place, team: Signer, specification: Specification) => {
  const head = await header(place, team);
  const plan: SyntheticPlan = {
    ...head,
    kind: 'synthetic-plan',
    dataset: specification.dataset,
    version: specification.version,
    spec: specificationHash(specification),
    strata: [{ stratum, generator, parameters: {}, slots }],
  };
  const { id } = await place.api.statements.publish.mutate({ envelope: toBase64(await signStatement(plan, team)) });
  const { leafHash: nonce } = await place.api.log.state.mutate({});
  const sliceLines = Array.from({ length: slots }, (_, slot): SliceLine => {
    const name = `${nonce} ${slot}`;
    return {
      sha256: hash(name),
      content: hash(`${name} decoded`),
      slot,
      seed: hash(`${name} seed`),
      mime: 'image/png',
      labels: { count: slot },
    };
  });
  const { lines, commitment } = listOf(sliceLines);
  const synthetic: Synthetic = {
    ...head,
    kind: 'synthetic',
    plan: id,
    stratum,
    generator,
    parameters: {},
    nonce,
    class: 'formula',
    role: 'content',
    lineage: [],
    works: commitment,
    report: hash('report'),
  };
  const { index } = await place.api.statements.publish.mutate({
    envelope: toBase64(await signStatement(synthetic, team)),
    lines,
  });
  return { index, stratum, pretrain: false, lines: sliceLines };
};

/** Assemble and release one version of a dataset of everything that qualifies. */
export const releaseDataset = async (place: Place, team: Signer, version: string): Promise<PublicationReceipt> => {
  const { api } = place;
  const head = await header(place, team);
  const specification = specificationOf(version, head.iat);
  const slice = await publishSlice(place, team, specification);
  const { assembly, scope, state } = await api.datasets.assemble.mutate({
    specification,
    trust: await api.log.trust.query(),
  });
  const works = assembly.chosen.map(({ sha256 }) => sha256);
  const { head: proven, files } = await askEvidence(place.address, { state: state.index, works, slices: [] });
  const hashOf = (name: keyof typeof files): string => hashFile(files[name]);
  // Answers come without the members that are undefined; the assembly has them all.
  const chosen = assembly.chosen.map((work) => ({ ...work, attribution: work.attribution }));
  const items = composeItems({ ...assembly, chosen }, [slice]);
  const written = writeItems(items);
  const manifest = composeManifest({
    specification,
    strata: assembly.strata,
    scope,
    items,
    itemsRoot: written.root,
    asOf: proven.asOf,
    evidence: {
      checkpoint: hash(proven.checkpoint),
      proofs: hashOf('proofs'),
      state: hashOf('state'),
      statements: hashOf('statements'),
      works: hashOf('works'),
    },
    issuer: team.did,
    now: head.iat,
  });
  const envelope = await signStatement(manifest, team);
  const release: Release = {
    ...head,
    kind: 'release',
    dataset: specification.dataset,
    version,
    manifest: unwrap(await openManifest(envelope, node)).id,
    state: state.index,
    items: { root: written.root, count: written.lines.length },
  };
  return api.statements.publish.mutate({
    envelope: toBase64(await signStatement(release, team)),
    lines: written.lines,
    manifest: toBase64(envelope),
  });
};
