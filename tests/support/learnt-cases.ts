import { type Code, type Commerce, type Scope, toUtf8 } from '@assent/schema';
import { type Bundle, type Cheats, makeBundle } from './bundles.ts';
import { Signing } from './consent-story.ts';
import { type LearntOptions, type LearntStory, rowWriter, tellLearnt } from './learnt-story.ts';

/** What a model was fitted on, and what a verifier says of a dataset with its items. */
interface Case {
  readonly what: string;
  readonly codes: readonly Code[];
  readonly story?: LearntOptions;
  readonly cheats?: Cheats;
  /** Where the team does not show what its model learnt from. */
  readonly hides?: boolean;
}

const damaged = (name: string, change: (bytes: Uint8Array) => Uint8Array): Cheats => ({
  sourceFiles: (files) => files.set(name, change(files.get(name)!)),
});
const without = (name: string): Cheats => ({ sourceFiles: (files) => void files.delete(name) });
const flipped = (bytes: Uint8Array): Uint8Array => bytes.with(bytes.length - 40, bytes.at(-40)! ^ 1);

const withCommerce = (scope: Scope, commerce: Commerce[]): Scope => ({
  ...scope,
  'train-generative': { ...scope['train-generative']!, commerce },
});

export const learntCases: readonly Case[] = [
  { what: 'on a released dataset of rows for synthesise is right', codes: [] },
  {
    what: 'on rows whose people agreed to be made anew, and not to what the dataset is for, is found',
    story: {
      granted: ['synthesise'],
      source: (wanted) => ({ ...wanted, purpose: { ...wanted.purpose, uses: ['synthesise'] } }),
    },
    codes: ['not_allowed'],
  },
  {
    what: 'on a dataset that was not released for synthesise is found',
    story: {
      source: (wanted) => ({ ...wanted, purpose: { ...wanted.purpose, uses: ['train-generative'] } }),
    },
    codes: ['lineage_unfit'],
  },
  {
    what: 'on rows of which one was withdrawn since is found',
    story: {
      after: async ({ registry }, { id }) => void (await new Signing(registry).withdraw(rowWriter, id, [[0, 0]])),
    },
    codes: ['not_allowed'],
  },
  {
    what: 'on rows that were granted for research alone is found',
    story: {
      terms: { commerce: ['research'] },
      source: (wanted) => ({ ...wanted, purpose: { ...wanted.purpose, commerce: ['research'] } }),
    },
    codes: ['not_allowed'],
  },
  {
    what: 'on a dataset that declares less than the one made with it is found',
    story: {
      sourceCheats: {
        manifest: (honest) => ({ ...honest, scope: withCommerce(honest.scope, ['internal']) }),
      },
    },
    cheats: { manifest: (honest) => ({ ...honest, scope: withCommerce(honest.scope, ['internal', 'sell-outputs']) }) },
    codes: ['laundering'],
  },
  {
    what: 'on a dataset that claims to hold synthetic items is found',
    story: {
      sourceCheats: { manifest: (honest) => ({ ...honest, counts: { ...honest.counts, synthetic: 1 } }) },
    },
    codes: ['lineage_unfit'],
  },
  {
    what: 'on a dataset that is not shown is found',
    hides: true,
    codes: ['evidence_missing', 'file_missing'],
  },
  {
    what: 'on a dataset whose manifest is not shown is found',
    cheats: without('manifest.json'),
    codes: ['file_missing'],
  },
  {
    what: 'on a dataset whose manifest was changed is found',
    cheats: damaged('manifest.json', (bytes) =>
      toUtf8(new TextDecoder().decode(bytes).replace('"payload":"ey', '"payload":"ex')),
    ),
    codes: ['not_json'],
  },
  {
    what: 'on fewer rows than were signed is found',
    cheats: damaged('items.jsonl', (bytes) => bytes.subarray(bytes.indexOf(0x0a) + 1)),
    codes: ['evidence_surplus', 'items_mismatch'],
  },
  {
    what: 'on rows whose evidence was changed is found',
    cheats: damaged('evidence/state.jsonl', (bytes) =>
      toUtf8(new TextDecoder().decode(bytes).replace(/"live":\[\[\d+,\d+\],?/, '"live":[')),
    ),
    codes: ['evidence_surplus', 'proof_invalid'],
  },
  {
    what: 'on rows whose proofs were changed is found',
    cheats: damaged('evidence/proofs.bin', flipped),
    codes: ['proof_invalid'],
  },
  {
    what: 'on a dataset whose folder holds a file more is found',
    cheats: { sourceFiles: (files) => files.set('evidence/more', toUtf8('x')) },
    codes: ['file_unexpected'],
  },
];

/** Tell the story of a case and make its bundle. */
export const makeLearnt = async ({
  story: options,
  cheats,
  hides,
}: Case): Promise<{ readonly story: LearntStory; readonly bundle: Bundle }> => {
  const story = await tellLearnt(options);
  const sources = hides === true ? [] : [story.source];
  return { story, bundle: await makeBundle(story, { ...cheats, sources }) };
};
