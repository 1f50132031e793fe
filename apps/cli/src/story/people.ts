import { randomSeed } from '@assent/signing';
import { writeKeyFile } from '@assent/signing/key-file';
import { stat } from 'node:fs/promises';
import type { Commerce, GrantedUses, Operator, OpenTermsFile, Specification, TermsFile, Use } from '@assent/schema';
import { openTermsFile, toUtf8 } from '@assent/schema';
import { unwrap } from '../failure.ts';
import { openKeys, type OwnKeys } from '../keys.ts';
import { fileName, type Photograph } from './photographs.ts';

/** The key of one of the story's people: made the first time, kept for those who want to try the commands themselves. */
export const keyOf = async (file: string): Promise<OwnKeys> => {
  if ((await stat(file).catch(() => undefined)) === undefined)
    unwrap(await writeKeyFile(file, randomSeed(), undefined));
  return openKeys([file], undefined);
};

const granted = (uses: readonly Use[], commerce: readonly Commerce[], operators: readonly Operator[]): GrantedUses =>
  Object.fromEntries(
    uses.map((use) => [
      use,
      {
        commerce: [...commerce],
        operators: [...operators],
        downstream: 'same-terms',
        territory: { except: [] },
        duties: ['attribute'],
      },
    ]),
  );

/** Everything but manner and likeness. */
export const openTerms = granted(
  [
    'evaluate',
    'infer',
    'mine',
    'publish-sample',
    'search',
    'share-copy',
    'synthesise',
    'train-generative',
    'train-predictive',
  ],
  ['internal', 'release-model', 'research', 'sell-model', 'sell-outputs'],
  ['academic', 'company', 'government', 'individual', 'nonprofit'],
);

/** Research at universities and by charities, and nothing else. */
export const researchTerms = granted(
  ['evaluate', 'mine', 'train-generative', 'train-predictive'],
  ['research'],
  ['academic', 'nonprofit'],
);

/** A terms file as an archive writes it: steward of works in which nobody alive holds rights. */
export const archiveTerms = (
  uses: GrantedUses,
  evidence: string,
  photographs: readonly Photograph[],
  now: number,
): OpenTermsFile => {
  const file: TermsFile = {
    v: 1,
    terms: {
      capacity: 'steward',
      basis: 'expired',
      evidence: { url: evidence },
      uses,
      reserves: ['imitate-style', 'replicate-likeness'],
      from: 'P0D',
      until: 'P23M',
      onWithdraw: 'remove-from-datasets',
    },
    works: { author: null, owners: 'self', depicts: [] },
    files: Object.fromEntries(
      photographs.map((photograph) => [
        fileName(photograph),
        {
          title: photograph.title,
          attribution: photograph.attribution,
          urls: [photograph.url],
          tags: [...photograph.tags],
          depicts: photograph.people === 'uncleared' ? 'uncleared' : [],
        },
      ]),
    ),
  };
  return unwrap(openTermsFile(toUtf8(JSON.stringify(file)), now));
};

/** What the team asks for: more photographs than consent supplies, and scenes that can be made. */
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
      title: 'Photographs from before 1930',
      quota: 6,
      match: { tags: ['photograph'], people: 'none' },
      fill: null,
    },
    {
      name: 'scenes',
      title: 'Scenes with objects to count',
      quota: 12,
      match: { tags: ['counted-scene'], people: 'none' },
      fill: { generator: 'shapes-scene', parameters: {}, maxSharePercent: 100, syntheticOnly: true },
    },
  ],
  capPerCreator: null,
  splits: { val: 0, test: 0 },
  seed: '5eed'.repeat(16),
  reviewAfterDays: 180,
});
