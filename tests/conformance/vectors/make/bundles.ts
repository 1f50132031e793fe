import { files } from '@assent/consent';
import { type Item, type Manifest, type Trust } from '@assent/schema';
import { type Assembling, type Cheats, makeBundle } from '../../../support/bundles.ts';
import { origin, team } from './seal.ts';
import { tellPair, tellPlain, tellSeen, tellSynthetic, type Telling } from './small-stories.ts';
import { Cases, type Section, type Vector, written } from './vector.ts';

const stories = { pair: tellPair, plain: tellPlain, seen: tellSeen, synthetic: tellSynthetic } as const;
type StoryName = keyof typeof stories;

/** One bundle: what is told, what the team changes before it signs, what somebody changes after, who is trusted. */
export interface Made {
  readonly story: StoryName;
  readonly telling?: Telling;
  readonly cheats?: Cheats | ((story: Assembling) => Cheats);
  readonly edit?: (files: Map<string, Uint8Array>, story: Assembling) => void | Promise<void>;
  readonly trust?: (honest: Trust) => Trust;
}

/** A bundle that fails, with everything that is wrong with it. */
export interface Twin extends Made {
  readonly section: Section;
  readonly name: string;
  readonly attack: string;
  readonly codes: readonly string[];
  /** The story as it should be, where nothing else is said. */
  readonly neighbour?: string;
}

/** Told anew for each, so that two bundles differ in nothing but what is said. */
const bundleCase = async ({ story, telling, cheats, edit, trust = (honest) => honest }: Made) => {
  const told = await stories[story](telling);
  const bundle = await makeBundle(told, { signer: team, ...(typeof cheats === 'function' ? cheats(told) : cheats) });
  const changed = new Map(bundle.files);
  await edit?.(changed, told);
  return {
    op: 'bundle.verify',
    trust: trust({ ...told.registry.trust, issuers: [team.did] }),
    files: Object.fromEntries([...changed].map(([name, bytes]) => [name, written(bytes)])),
  };
};

export const manifest = (change: Partial<Manifest> | ((honest: Manifest) => Partial<Manifest>)): Cheats => ({
  manifest: (honest) => ({ ...honest, ...(typeof change === 'function' ? change(honest) : change) }),
});

export const item = (source: Item['source'], change: (item: Item) => Item): Cheats => ({
  items: (all) => all.map((one) => (one.source === source ? change(one) : one)),
});

export const edited =
  (name: keyof typeof files | `data/${string}`, change: (bytes: Uint8Array) => Uint8Array): NonNullable<Made['edit']> =>
  (all) => {
    const file =
      name in files ? files[name as keyof typeof files] : [...all.keys()].find((one) => one.startsWith('data/'))!;
    all.set(file, change(all.get(file)!));
  };

const honest: readonly (readonly [name: string, made: Made])[] = [
  ['bundle/plain', { story: 'plain' }],
  ['bundle/pair', { story: 'pair' }],
  ['bundle/seen', { story: 'seen' }],
  ['bundle/synthetic', { story: 'synthetic' }],
  ['bundle/without-data', { story: 'plain', cheats: { bare: true } }],
  [
    'bundle/narrower-scope',
    {
      story: 'plain',
      cheats: manifest(({ scope }) => ({
        scope: { 'train-generative': { ...scope['train-generative']!, territory: { only: ['DE'] } } },
      })),
    },
  ],
];

/** Whole bundles as they should be. */
export const makeBundles = async (
  twins: readonly Twin[],
  more: readonly (readonly [name: string, made: Made])[],
): Promise<Vector[]> => {
  const all: Vector[] = [];
  const good = new Cases('Manifest');
  for (const [name, made] of [...honest, ...more]) good.valid(name, await bundleCase(made), { ok: true, codes: [] });
  all.push(...good.vectors);
  for (const { section, name, attack, codes, neighbour, ...made } of twins) {
    const cases = new Cases(section);
    const expect = { ok: false, codes: codes.toSorted() };
    cases.attack(`bundle/${name}`, attack, neighbour ?? `bundle/${made.story}`, await bundleCase(made), expect);
    all.push(...cases.vectors);
  }
  return all;
};

/** A log name that is not the registry's. */
export const elsewhere = `elsewhere.${origin}`;
