import { Count, Decision, Purpose, Sha256, Time, Trust } from '@assent/schema';
import { z } from 'zod';
import { explainWork } from '../../datasets/assemble.ts';
import { LookUpAnswer, lookUpWorks, readWork, WorkAnswer } from '../../works/read.ts';
import { costs, listLimits } from '../fair-use.ts';
import { question } from '../question.ts';
import { asOfSize, costOfPast } from './statements.ts';

/** A state: what an answer is as of. */
export const AsOfStateAnswer = z.strictObject({ index: Count, size: Count, at: Time, root: Sha256 });

export const readAWork = question({
  says: 'Everything that was said about one work, by the SHA-256 of its file: who claims it, what is live, who uses it.',
  input: z.strictObject({ sha256: Sha256, size: asOfSize }),
  answer: WorkAnswer,
  cost: ({ size }) => costOfPast(size),
  ask: ({ registry }, { sha256, size }) => readWork(registry, sha256, size),
});

export const lookUp = question({
  says: 'Which of up to 10,000 works are known here, and which statements bear on each now, in the order asked.',
  input: z.strictObject({ works: z.array(Sha256).max(listLimits.lookup) }),
  answer: LookUpAnswer,
  cost: ({ works }) => Math.ceil(works.length / costs.lookup),
  ask: async ({ registry }, { works }) => ({ ok: true, value: await lookUpWorks(registry, works) }),
});

export const explain = question({
  says: 'May this work be used for this purpose, and why not? As of a state, which is appended where there is none new enough.',
  input: z.strictObject({ sha256: Sha256, purpose: Purpose, trust: Trust }),
  answer: z.strictObject({ state: AsOfStateAnswer, decision: Decision }),
  ask: async ({ registry }, { sha256, purpose, trust }) => ({
    ok: true,
    value: await explainWork(registry, sha256, purpose, trust),
  }),
});
