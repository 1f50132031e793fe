import {
  CodeName,
  Count,
  Decision,
  Identity,
  Item,
  Manifest,
  Match,
  Name,
  Purpose,
  Scope,
  Sha256,
  Specification,
  Split,
  StatementId,
  StratumCounts,
  Time,
  Trust,
  Mime,
} from '@assent/schema';
import { z } from 'zod';
import { type AssembleAnswer, assembleDataset } from '../../datasets/assemble.ts';
import type { SurveyAnswer } from '../../datasets/survey.ts';
import { type DatasetSummary, listDatasets, readDataset, readItems, readReleases } from '../../datasets/read.ts';
import { costs, listLimits } from '../fair-use.ts';
import { question } from '../question.ts';
import { orNotFound } from './not-found.ts';
import { AsOfStateAnswer } from './works.ts';

const Dataset = z.strictObject({
  release: Count,
  manifestId: StatementId,
  manifest: Manifest,
  loggedAt: Time,
  /** Items whose holders do not allow the purpose any more, as of now. */
  withdrawn: z.array(Sha256),
}) satisfies z.ZodType<DatasetSummary>;

const Assembled = z.strictObject({
  state: AsOfStateAnswer,
  assembly: z.strictObject({
    eligible: Count,
    chosen: z.array(
      z.strictObject({
        sha256: Sha256,
        mime: Mime,
        stratum: Name,
        split: Split,
        attribution: z.string().optional(),
      }),
    ),
    excluded: z.array(z.strictObject({ decision: Decision, count: Count, works: z.array(Sha256) })),
    left: z.array(
      z.strictObject({
        because: z.enum(['cap_reached', 'no_stratum', 'quota_full']),
        count: Count,
        works: z.array(Sha256),
      }),
    ),
    waterfall: z.array(z.strictObject({ code: CodeName, works: Count })),
    strata: z.array(z.strictObject({ ...StratumCounts.omit({ synthetic: true }).shape, fillable: Count })),
  }),
  scope: Scope,
  parents: z.array(z.base64()),
  sources: z.array(z.strictObject({ envelope: z.base64(), release: Count, unfit: z.array(Sha256) })),
}) satisfies z.ZodType<AssembleAnswer>;

const ofRelease = z.strictObject({ release: Count });

export const listAllDatasets = question({
  says: 'Released datasets, newest first.',
  input: z.strictObject({ limit: z.int().min(1).max(listLimits.datasets) }),
  answer: z.array(Dataset),
  ask: async ({ registry }, { limit }) => ({ ok: true, value: await listDatasets(registry, limit) }),
});

export const readADataset = question({
  says: 'One released dataset, by the log index of its release, with what was withdrawn from it since.',
  input: ofRelease,
  answer: Dataset,
  ask: async ({ registry }, { release }) => orNotFound(await readDataset(registry, release), `release ${release}`),
});

export const readDatasetItems = question({
  says: 'The items of a released dataset.',
  input: ofRelease,
  answer: z.array(Item),
  ask: async ({ registry }, { release }) => {
    const [released] = await readReleases(registry, [release]);
    return orNotFound(released && (await readItems(registry, release)), `release ${release}`);
  },
});

export const assemble = question({
  says: 'Choose works for a specification, as of a state that covers everything recorded: what qualifies, what does not and why. Nothing is released.',
  input: z.strictObject({
    specification: Specification,
    trust: Trust,
    /** Manifests of the datasets that models which fill strata were fitted on. */
    sources: z.array(StatementId).max(64).default([]),
  }),
  answer: Assembled,
  cost: () => costs.everything,
  ask: ({ registry }, { specification, trust, sources }) => assembleDataset(registry, specification, trust, sources),
});

const Facets = z.array(z.strictObject({ value: z.string(), works: Count }));

const Surveyed = z.strictObject({
  size: Count,
  at: Time,
  survey: z.strictObject({
    works: Count,
    eligible: Count,
    waterfall: z.array(z.strictObject({ code: CodeName, works: Count })),
    facets: z.strictObject({ mime: Facets, orientation: Facets, people: Facets, tags: Facets }),
  }),
  whatIf: z.array(
    z.strictObject({
      change: z.enum(['instead', 'only', 'with', 'without']),
      axis: z.enum(['commerce', 'downstream', 'duties', 'onWithdraw', 'uses']),
      value: z.string(),
      more: z.int(),
    }),
  ),
}) satisfies z.ZodType<SurveyAnswer>;

const ListedWorks = z.strictObject({
  size: Count,
  at: Time,
  total: Count,
  works: z.array(
    z.strictObject({
      sha256: Sha256,
      mime: Mime.optional(),
      tags: z.array(Name),
      creator: Identity.optional(),
      width: Count.optional(),
      height: Count.optional(),
      decision: Decision,
    }),
  ),
});

const look = { purpose: Purpose, match: Match, trust: Trust };

export const survey = question({
  says: 'How many works there are for a purpose, why the others are out, what the eligible ones are like, and what one thing said otherwise would gain or lose.',
  input: z.strictObject(look),
  answer: Surveyed,
  cost: () => costs.survey,
  ask: async ({ registry }, asked) => ({ ok: true, value: await registry.surveys.survey(asked) }),
});

export const listWorksFor = question({
  says: 'Works that qualify for a purpose, or that a reason keeps out, each with the decision on it, ascending by hash.',
  input: z.strictObject({
    ...look,
    /** Those kept out for this reason; those that qualify, where it is not given. */
    code: CodeName.optional(),
    offset: Count,
    limit: z.int().min(1).max(listLimits.page),
  }),
  answer: ListedWorks,
  cost: () => costs.survey,
  ask: async ({ registry }, { code, offset, limit, ...asked }) => ({
    ok: true,
    value: await registry.surveys.list(asked, code, offset, limit),
  }),
});
