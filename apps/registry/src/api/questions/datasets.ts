import {
  CodeName,
  Count,
  Decision,
  Identity,
  Item,
  Manifest,
  Name,
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
import { type EvidenceAnswer, gatherEvidence } from '../../datasets/evidence.ts';
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
}) satisfies z.ZodType<AssembleAnswer>;

const Evidence = z.strictObject({
  state: AsOfStateAnswer,
  checkpoint: z.strictObject({ size: Count, root: Sha256, note: z.string() }),
  /** The evidence files of a bundle, base64. */
  files: z.strictObject({ statements: z.base64(), works: z.base64(), state: z.base64(), proofs: z.base64() }),
}) satisfies z.ZodType<EvidenceAnswer>;

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
  input: z.strictObject({ specification: Specification, trust: Trust }),
  answer: Assembled,
  cost: () => costs.everything,
  ask: async ({ registry }, { specification, trust }) => ({
    ok: true,
    value: await assembleDataset(registry, specification, trust),
  }),
});

export const evidence = question({
  says: 'Evidence for works and synthetic slices as of a state: the files of a bundle.',
  input: z.strictObject({
    state: Count,
    works: z.array(Sha256).max(listLimits.evidence),
    /** Whose keys are to be shown, where they can change: who issues the manifest. */
    signers: z.array(Identity).max(8).default([]),
    slices: z.array(z.strictObject({ index: Count, files: z.array(Sha256).max(listLimits.evidence) })).max(64),
  }),
  answer: Evidence,
  cost: () => costs.everything,
  ask: ({ registry }, input) => gatherEvidence(registry, input),
});
