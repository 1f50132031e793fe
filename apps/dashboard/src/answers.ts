import type { Router } from '@assent/registry/router';
import type { inferRouterOutputs } from '@trpc/server';

/** What the registry answers, as it arrives: what was undefined there is absent here. */
type Answers = inferRouterOutputs<Router>;

export type Overview = Answers['overview'];
export type EntrySummary = Answers['statements']['list']['entries'][number];
export type EntryDetail = Answers['statements']['read'];
export type DatasetSummary = Answers['datasets']['list'][number];
export type DatasetProfile = Answers['datasets']['profile'];
export type DatasetChanges = Answers['datasets']['changes'];
export type Team = Answers['teams']['read'];
export type Draft = Answers['drafts']['read'];
export type WorkAnswer = Answers['works']['read'];
