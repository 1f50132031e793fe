import { type Logged, type Regenerate, specificationHash } from '@assent/consent';
import {
  type Attest,
  type Grant,
  type SliceLine,
  type Specification,
  type State,
  type Synthetic,
  type SyntheticPlan,
  type Terms,
  type WorksLine,
} from '@assent/schema';
import type { Signer } from '@assent/signing';
import { MemoryRegistry, type MemoryRegistryOptions } from './memory-registry.ts';
import {
  days,
  grantOf,
  hashOf,
  holderLine,
  keyOf,
  listOf,
  newYear,
  openTerms,
  purpose,
  stewardTerms,
  subjectLine,
  usesOf,
} from './written-statements.ts';

export const people = {
  /** Two archives, stewards of photographs whose rights have expired. */
  glasshouse: keyOf('glasshouse'),
  lantern: keyOf('lantern'),
  /** Drew a poster for a client, who owns it. */
  illustrator: keyOf('illustrator'),
  client: keyOf('client'),
  /** Took a portrait of a sitter. */
  photographer: keyOf('photographer'),
  sitter: keyOf('sitter'),
  team: keyOf('team'),
  stranger: keyOf('stranger'),
} as const;

/** Files of the story: each name stands for its bytes. */
export const plates = ['acanthus', 'airplane', 'allium'] as const;
export const views = ['alps', 'boats'] as const;
export const poster = 'poster';
export const portrait = 'portrait';
/** Granted for research alone. */
export const herbarium = 'herbarium';

/** Narrower on every axis than what anybody else in the story grants. */
const lanternTerms: Terms = {
  ...stewardTerms,
  uses: usesOf(['train-generative'], {
    commerce: ['internal', 'research', 'sell-outputs'],
    operators: ['academic', 'company'],
    downstream: 'same-terms',
    territory: { except: ['US'] },
    duties: ['attribute'],
  }),
  until: newYear + 500 * days,
  onWithdraw: 'remove-from-datasets',
};

export const scenes = ['scene 0', 'scene 1'] as const;

export const specification: Specification = {
  v: 1,
  dataset: 'pictures',
  version: '1.0.0',
  title: 'Pictures with consent',
  purpose: { ...purpose, duties: ['attribute'] },
  strata: [
    {
      name: 'pictures',
      title: 'Pictures of any kind',
      quota: 10,
      match: { people: 'any' },
      fill: { generator: 'scenes', parameters: { objects: 3 }, maxSharePercent: 30, syntheticOnly: false },
    },
  ],
  capPerCreator: null,
  splits: { val: 0, test: 0 },
  seed: hashOf('seed'),
  reviewAfterDays: 180,
};

const generator = { id: 'scenes', version: '1.0.0', codeDigest: hashOf('code of scenes') };

/** A generator that a verifier has: the same line again from slot and nonce. */
export const sceneLine = (nonce: string, slot: number, file: string): SliceLine => ({
  sha256: hashOf(file),
  content: hashOf(`content ${slot} from ${nonce}`),
  slot,
  seed: hashOf(`seed ${slot} from ${nonce}`),
  mime: 'image/png',
  labels: { objects: 3 },
});

export const regenerate: Regenerate = async (line, slice) => {
  const file = scenes[line.slot] ?? `scene ${line.slot}`;
  const again = sceneLine(slice.nonce, line.slot, file);
  const ok = again.sha256 === line.sha256 && again.content === line.content && again.seed === line.seed;
  return { ok, detail: ok ? '' : `slot ${line.slot}` };
};

export interface StoryOptions extends MemoryRegistryOptions {
  /** What the team wants; it signs its plan for exactly this. */
  readonly wanted?: Specification;
  /** The slice as the team signs it. */
  readonly slice?: (slice: Synthetic, nonce: string) => { slice: Synthetic; lines: readonly SliceLine[] };
  readonly sliceSigner?: Signer;
  readonly plan?: (plan: SyntheticPlan) => SyntheticPlan;
  /** Statements after everybody agreed, before the state that the manifest is as of. */
  readonly before?: (story: Signing) => Promise<void>;
}

/** What anybody does in a story: signs something, and it is taken in. */
export class Signing {
  readonly registry: MemoryRegistry;

  constructor(registry: MemoryRegistry) {
    this.registry = registry;
  }

  grant(signer: Signer, terms: Terms, lines: readonly WorksLine[], more: Partial<Grant> = {}): Promise<Logged<Grant>> {
    const signed = { aud: this.registry.origin, iss: signer.did, iat: this.registry.now };
    const grant = { ...grantOf(signed, terms, lines), ...more };
    return this.registry.publish(grant, signer, listOf(lines).texts) as Promise<Logged<Grant>>;
  }

  /** What somebody signed last. */
  lastOf(signer: Signer): Logged {
    const all = Array.from({ length: this.registry.size }, (_, index) => this.registry.ledger.byIndex(index));
    return all.findLast((logged) => logged?.statement.iss === signer.did)!;
  }

  withdraw(signer: Signer, statement: string, leaves?: [number, number][]): Promise<Logged> {
    const { origin: aud, now: iat } = this.registry;
    const base = { v: 1, kind: 'withdraw', aud, iss: signer.did, iat, statement } as const;
    return this.registry.publish({ ...base, ...(leaves !== undefined && { leaves }) }, signer);
  }

  attest(signer: Signer, subject: string, how: Attest['how'] = 'organisation'): Promise<Logged> {
    const { origin: aud, now } = this.registry;
    const checked = { checkedAt: now, until: newYear + 900 * days, evidence: hashOf(`seen of ${subject}`) };
    const base = { v: 1, kind: 'attest', aud, iss: signer.did, iat: now, subject, how } as const;
    return this.registry.publish({ ...base, ...checked }, signer);
  }
}

/** A story up to where a team can put its dataset together. */
export interface Story extends Signing {
  readonly registry: MemoryRegistry;
  readonly specification: Specification;
  readonly grants: Readonly<
    Record<'client' | 'glasshouse' | 'lantern' | 'photographer' | 'research' | 'sitter', Logged<Grant>>
  >;
  readonly plan: Logged<SyntheticPlan>;
  /** What everything is as of; its leaf hash is the nonce. */
  readonly state: Logged<State>;
  readonly slice: Logged<Synthetic>;
  readonly sliceLines: readonly SliceLine[];
}

/**
 * Two archives, a client and an illustrator, a photographer and a sitter agree; a team plans two synthetic scenes, the
 * registry states what is live, and the scenes are made from it.
 */
export const tellStory = async (options: StoryOptions = {}): Promise<Story> => {
  const registry = new MemoryRegistry(options);
  const signing = new Signing(registry);
  registry.now = newYear - 10 * days;
  for (const archive of [people.glasshouse, people.lantern]) await signing.attest(registry.key, archive.did);
  const byOwner = (signer: Signer, names: readonly string[]): WorksLine[] =>
    names.map((name) => holderLine(name, { owners: [signer.did], attribution: `Photograph: ${name}` }));
  const grants = {
    glasshouse: await signing.grant(people.glasshouse, stewardTerms, byOwner(people.glasshouse, plates)),
    lantern: await signing.grant(people.lantern, lanternTerms, byOwner(people.lantern, views)),
    research: await signing.grant(
      people.lantern,
      { ...stewardTerms, uses: usesOf(['train-generative'], { commerce: ['research'], operators: ['academic'] }) },
      byOwner(people.lantern, [herbarium]),
    ),
    client: await signing.grant(people.client, { ...openTerms, basis: 'commission' }, [
      holderLine(poster, { owners: [people.client.did], author: people.illustrator.did }),
    ]),
    photographer: await signing.grant(people.photographer, { ...openTerms, capacity: 'author' }, [
      holderLine(portrait, {
        owners: [people.photographer.did],
        author: people.photographer.did,
        depicts: [{ subject: people.sitter.did, minor: false }],
      }),
    ]),
    sitter: await signing.grant(people.sitter, { ...openTerms, capacity: 'subject' }, [subjectLine(portrait)]),
  };
  await options.before?.(signing);

  registry.now = newYear;
  const wanted = options.wanted ?? specification;
  const { origin: aud } = registry;
  const fill = wanted.strata[0]!.fill;
  const parameters = fill?.parameters ?? {};
  const [first] = wanted.strata;
  const announced: SyntheticPlan = {
    v: 1,
    kind: 'synthetic-plan',
    aud,
    iss: people.team.did,
    iat: registry.now,
    dataset: wanted.dataset,
    version: wanted.version,
    spec: specificationHash(wanted),
    strata: [{ stratum: first!.name, generator, parameters, slots: scenes.length }],
  };
  const plan = (await registry.publish(options.plan?.(announced) ?? announced, people.team)) as Logged<SyntheticPlan>;
  const state = await registry.state();
  const nonce = state.leafHash;
  const made = listOf(scenes.map((file, slot) => sceneLine(nonce, slot, file)));
  const signed: Synthetic = {
    v: 1,
    kind: 'synthetic',
    aud,
    iss: people.team.did,
    iat: registry.now,
    plan: plan.id,
    stratum: first!.name,
    generator,
    parameters,
    nonce,
    class: 'formula',
    role: 'content',
    lineage: [],
    works: made.works,
    report: hashOf('report'),
  };
  const edited = options.slice?.(signed, nonce) ?? { slice: signed, lines: made.lines };
  const sliceList = listOf(edited.lines);
  const sliceSigner = options.sliceSigner ?? people.team;
  const slice = (await registry.publish(
    { ...edited.slice, iss: sliceSigner.did, works: sliceList.works },
    sliceSigner,
    sliceList.texts,
  )) as Logged<Synthetic>;
  return Object.assign(signing, { specification: wanted, grants, plan, state, slice, sliceLines: sliceList.lines });
};
