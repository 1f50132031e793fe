import type { Logged, StatementOf } from '@assent/consent';
import type { Purpose, Specification, Synthetic, Use, UseTerms } from '@assent/schema';
import { type Bundle, type Cheats, makeBundle } from './bundles.ts';
import { scenes, sceneLine, specification, type StoryOptions, type Story, tellStory } from './consent-story.ts';
import { days, holderLine, keyOf, newYear, openTerms, usesOf } from './written-statements.ts';

export const rowWriter = keyOf('row writer');
const otherWriter = keyOf('other writer');
const mime = 'application/vnd.assent.row+json';
export const rows = ['row 0', 'row 1', 'row 2'] as const;
const otherRows = ['row 3'] as const;

/** What a model is fitted for: to make rows that are trained on. */
const fitting: Purpose = { ...specification.purpose, uses: ['synthesise', 'train-generative'] };

/** A dataset of rows, for a model to learn from. */
const rowsWanted: Specification = {
  ...specification,
  dataset: 'rows',
  title: 'Rows with consent',
  purpose: fitting,
  strata: [{ name: 'rows', title: 'Rows', quota: 10, match: { people: 'any', mime: [mime] }, fill: null }],
};

/** The story's dataset, of pictures alone. */
const picturesWanted: Specification = {
  ...specification,
  strata: specification.strata.map((stratum) => ({ ...stratum, match: { people: 'any', mime: ['image/png'] } })),
};

export interface LearntOptions extends Omit<StoryOptions, 'before' | 'wanted'> {
  /** What the rows' writers let others do with them. */
  readonly granted?: readonly Use[];
  readonly terms?: Partial<UseTerms>;
  readonly source?: (wanted: Specification) => Specification;
  readonly sourceCheats?: Cheats;
  /** After the model was fitted, before the dataset with its items is put together. */
  readonly after?: (
    story: { readonly registry: Story['registry'] },
    grant: Logged<StatementOf<'grant'>>,
  ) => Promise<void>;
  /** The slice, once the source's id is known. */
  readonly learnt?: (slice: Synthetic, source: string) => Synthetic;
}

export interface LearntStory extends Story {
  readonly source: Bundle;
  /** Of the rows. */
  readonly rowGrant: Logged<StatementOf<'grant'>>;
}

/** The story of pictures, whose synthetic items come out of a model that was fitted on rows that people agreed to. */
export const tellLearnt = async (options: LearntOptions = {}): Promise<LearntStory> => {
  const { granted = fitting.uses, terms = {}, source: sourceWanted, sourceCheats, after, learnt, ...rest } = options;
  let source: Bundle | undefined;
  let rowGrant: Logged<StatementOf<'grant'>> | undefined;
  const story = await tellStory({
    ...rest,
    wanted: picturesWanted,
    before: async (signing) => {
      const { registry } = signing;
      const give = (writer: typeof rowWriter, names: readonly string[]) => {
        const lines = names.map((name) => holderLine(name, { owners: [writer.did], author: writer.did, mime }));
        return signing.grant(writer, { ...openTerms, capacity: 'author', uses: usesOf(granted, terms) }, lines);
      };
      rowGrant = await give(rowWriter, rows);
      await give(otherWriter, otherRows);
      registry.now = newYear - days;
      const state = await registry.state();
      const wanted = sourceWanted?.(rowsWanted) ?? rowsWanted;
      source = await makeBundle({ registry, specification: wanted, state }, { bare: true, ...sourceCheats });
      await after?.({ registry }, rowGrant);
    },
    slice: (slice, nonce) => {
      const id = source!.release.statement.manifest;
      const made: Synthetic = { ...slice, class: 'derived', lineage: [id] };
      const lines = scenes.map((file, slot) => sceneLine(nonce, slot, file));
      return options.slice?.(made, nonce) ?? { slice: learnt?.(made, id) ?? made, lines };
    },
  });
  return Object.assign(story, { source: source!, rowGrant: rowGrant! });
};
