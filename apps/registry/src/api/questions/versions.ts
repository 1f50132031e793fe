import { Count, Specification } from '@assent/schema';
import { z } from 'zod';
import { ProfileAnswer, readProfile } from '../../datasets/profile.ts';
import { keepSpecification, readSpecification } from '../../datasets/specifications.ts';
import { ChangesAnswer, changesBetween, readVersions, VersionsAnswer } from '../../datasets/versions.ts';
import { costs } from '../fair-use.ts';
import { question } from '../question.ts';
import { orNotFound } from './not-found.ts';

const ofRelease = z.strictObject({ release: Count });

export const listVersions = question({
  says: 'All versions of a released dataset by the team that issued it, newest first.',
  input: ofRelease,
  answer: VersionsAnswer,
  cost: () => costs.survey,
  ask: async ({ registry }, { release }) => orNotFound(await readVersions(registry, release), `release ${release}`),
});

export const readChanges = question({
  says: 'What came and what went from one version of a dataset to another, and why.',
  input: z.strictObject({ release: Count, since: Count }),
  answer: ChangesAnswer,
  cost: () => costs.everything,
  ask: ({ registry }, { release, since }) => changesBetween(registry, since, release),
});

export const readAProfile = question({
  says: 'Of a released dataset, as of now: which uses its works allow, where, since when, why some are not allowed any more, and which other datasets hold those.',
  input: ofRelease,
  answer: ProfileAnswer,
  cost: () => costs.survey,
  ask: async ({ registry }, { release }) => orNotFound(await readProfile(registry, release), `release ${release}`),
});

export const readASpecification = question({
  says: 'The specification that a dataset was made by, where it was made public.',
  input: ofRelease,
  answer: z.strictObject({ specification: Specification.nullable() }),
  ask: async ({ registry }, { release }) =>
    orNotFound(await readSpecification(registry, release), `release ${release}`),
});

export const publishSpecification = question({
  says: 'Make public the specification that a released dataset was made by. Only the one that its manifest signs is taken.',
  input: z.strictObject({ release: Count, specification: Specification }),
  answer: z.strictObject({}),
  cost: () => costs.survey,
  ask: async ({ registry }, { release, specification }) => {
    const kept = await keepSpecification(registry, release, specification);
    return kept.ok ? { ok: true, value: {} } : kept;
  },
});
