import { type Logged, specificationHash } from '@assent/consent';
import type {
  Grant,
  HolderLine,
  SliceLine,
  Specification,
  State,
  Synthetic,
  SyntheticPlan,
  WorksLine,
} from '@assent/schema';
import type { Signer } from '@assent/signing';
import type { Assembling } from '../../../support/bundles.ts';
import { sceneLine, Signing } from '../../../support/consent-story.ts';
import { MemoryRegistry, type MemoryRegistryOptions } from '../../../support/memory-registry.ts';
import {
  days,
  hashOf,
  holderLine,
  listOf,
  newYear,
  openTerms,
  purpose,
  subjectLine,
  usesOf,
} from '../../../support/written-statements.ts';
import { notice } from './kinds.ts';
import { ann, ben, origin, registry as key, team } from './seal.ts';

/** Files of the stories: each name stands for its bytes. */
export const pictured = 'portrait';
const [other, scene] = ['acanthus', 'scene 0'];

const stratum = 'pictures';

const wanted: Specification = {
  v: 1,
  dataset: 'pictures',
  version: '1.0.0',
  title: 'Pictures with consent',
  purpose: {
    ...purpose,
    commerce: ['internal'],
    duties: ['attribute'],
    assurance: { author: 1, guardian: 0, owner: 0, steward: 0, subject: 0 },
  },
  strata: [{ name: stratum, title: 'Pictures of any kind', quota: 5, match: { people: 'any' }, fill: null }],
  capPerCreator: null,
  splits: { val: 0, test: 0 },
  seed: hashOf('seed'),
  reviewAfterDays: 180,
};

const terms = {
  ...openTerms,
  capacity: 'author',
  uses: usesOf(['train-generative'], {
    commerce: ['internal'],
    operators: ['company'],
    territory: { except: ['US'] },
    duties: ['attribute'],
    downstream: 'same-terms',
  }),
} as const;

export const pictureLine = (file: string, more: Partial<HolderLine> = {}): HolderLine =>
  holderLine(file, { owners: [ann.did], author: ann.did, attribution: `Ann: ${file}`, ...more });

export interface Telling extends MemoryRegistryOptions {
  /** Statements before the state that the manifest is as of. */
  readonly before?: (signing: Signing) => Promise<void>;
  readonly slice?: (slice: Synthetic) => Synthetic;
  readonly plan?: (plan: SyntheticPlan) => SyntheticPlan;
}

/** A grant whose notice does not change with the words of a release of the program. */
export const grantIn = (signing: Signing, signer: Signer, lines: readonly WorksLine[], more: Partial<Grant> = {}) =>
  signing.grant(signer, terms, lines, { notice, ...more });

const begin = (options: Telling): Signing => {
  const signing = new Signing(new MemoryRegistry({ origin, key, ...options }));
  signing.registry.now = newYear - 10 * days;
  return signing;
};

/** The registry attests Ann, who grants a picture of hers; a state is made. */
export const tellPlain = (options: Telling = {}): Promise<Assembling> => tellOf([pictured], options);

/** As before, of two pictures. */
export const tellPair = (options: Telling = {}): Promise<Assembling> => tellOf([pictured, other], options);

const tellOf = async (names: readonly string[], options: Telling): Promise<Assembling> => {
  const signing = begin(options);
  await signing.attest(key, ann.did);
  await grantIn(
    signing,
    ann,
    names.map((name) => pictureLine(name)),
  );
  await options.before?.(signing);
  signing.registry.now = newYear;
  return { registry: signing.registry, specification: wanted, state: await signing.registry.state() };
};

/** As before, of one picture, which shows Ben, who agrees. */
export const tellSeen = async (options: Telling = {}): Promise<Assembling> => {
  const signing = begin(options);
  await signing.attest(key, ann.did);
  await grantIn(signing, ann, [pictureLine(pictured, { depicts: [{ subject: ben.did, minor: false }] })]);
  await grantIn(signing, ben, [subjectLine(pictured)], { capacity: 'subject' });
  await options.before?.(signing);
  signing.registry.now = newYear;
  return { registry: signing.registry, specification: wanted, state: await signing.registry.state() };
};

const generator = { id: 'scenes', version: '1.0.0', codeDigest: hashOf('code of scenes') };
const parameters = { objects: 3 };

/** One picture of Ann's and one synthetic scene, planned before the state that its seed comes from. */
export const tellSynthetic = async (options: Telling = {}): Promise<Assembling> => {
  const signing = begin(options);
  const { registry } = signing;
  const filled = { generator: generator.id, parameters, maxSharePercent: 50, syntheticOnly: false };
  const specification: Specification = { ...wanted, strata: [{ ...wanted.strata[0]!, fill: filled }] };
  await signing.attest(key, ann.did);
  await grantIn(signing, ann, [pictureLine(pictured)]);
  registry.now = newYear;
  const header = { v: 1, aud: origin, iss: team.did, iat: registry.now } as const;
  const announced: SyntheticPlan = {
    ...header,
    kind: 'synthetic-plan',
    dataset: specification.dataset,
    version: specification.version,
    spec: specificationHash(specification),
    strata: [{ stratum, generator, parameters, slots: 1 }],
  };
  const plan = (await registry.publish(options.plan?.(announced) ?? announced, team)) as Logged<SyntheticPlan>;
  const state = (await registry.state()) as Logged<State>;
  const nonce = state.leafHash;
  const made = listOf<SliceLine>([sceneLine(nonce, 0, scene)]);
  const signed: Synthetic = {
    ...header,
    kind: 'synthetic',
    plan: plan.id,
    stratum,
    generator,
    parameters,
    nonce,
    class: 'formula',
    role: 'content',
    lineage: [],
    works: made.works,
    report: hashOf('report'),
  };
  const slice = (await registry.publish(options.slice?.(signed) ?? signed, team, made.texts)) as Logged<Synthetic>;
  return { registry, specification, state, plan, slice, sliceLines: made.lines };
};
