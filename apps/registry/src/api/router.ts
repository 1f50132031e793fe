import type { Code } from '@assent/schema';
import { initTRPC } from '@trpc/server';
import type { z } from 'zod';
import { type Asking, askFairly, type Question } from './question.ts';
import {
  assemble,
  listAllDatasets,
  listWorksFor,
  readADataset,
  readDatasetItems,
  survey,
} from './questions/datasets.ts';
import {
  cosignStates,
  makeState,
  readConsistency,
  readFirstStateAfter,
  readInclusion,
  readOverview,
  readStateNote,
  readTrust,
} from './questions/log.ts';
import { publishStatement } from './questions/publish.ts';
import {
  findStatement,
  listStatements,
  readAnIdentity,
  readStatement,
  readStatementById,
  readStatementLine,
  readStatementLines,
} from './questions/statements.ts';
import { explain, lookUp, readAWork } from './questions/works.ts';
import {
  answerChallenge,
  askChallenge,
  askWho,
  leave,
  listOwnTeams,
  makeATeam,
  readADraft,
  readATeam,
  removeADraft,
  saveADraft,
  setAMember,
} from './questions/teams.ts';
import {
  listVersions,
  publishSpecification,
  readAProfile,
  readASpecification,
  readChanges,
} from './questions/versions.ts';
import { asTrpcError, Refused, statusOf } from './refusals.ts';

const t = initTRPC.context<Asking>().create({
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    // No stack and no message of ours beyond refusals: what broke inside is for the operator's log.
    message:
      error.cause instanceof Refused || error.code === 'BAD_REQUEST' || error.code === 'NOT_FOUND'
        ? shape.message
        : 'internal',
    data: {
      code: shape.data.code,
      httpStatus: error.cause instanceof Refused ? statusOf(error.cause.refusal.code) : shape.data.httpStatus,
      refusal: error.cause instanceof Refused ? error.cause.refusal : { code: refusalCode(error.code), detail: '' },
    },
  }),
});

const refusalCode = (code: string): Code => {
  if (code === 'BAD_REQUEST') return 'malformed';
  if (code === 'UNSUPPORTED_MEDIA_TYPE') return 'media_type_wrong';
  return code === 'NOT_FOUND' || code === 'METHOD_NOT_SUPPORTED' ? 'not_found' : 'internal';
};

const answer = async <Input extends z.ZodObject, Answer extends z.ZodType>(
  asked: Question<Input, Answer>,
  { ctx, input }: { readonly ctx: Asking; readonly input: z.infer<Input> },
): Promise<z.infer<Answer>> => {
  const answered = await askFairly(asked, ctx, input);
  if (answered.ok) return answered.value;
  throw asTrpcError(answered.refusal);
};

/** Our own clients' way to ask. What is asked, and what it answers, is in `questions/`. */
export const router = t.router({
  overview: t.procedure.query(({ ctx }) => answer(readOverview, { ctx, input: {} })),

  statements: t.router({
    publish: t.procedure.input(publishStatement.input).mutation((asked) => answer(publishStatement, asked)),
    list: t.procedure.input(listStatements.input).query((asked) => answer(listStatements, asked)),
    read: t.procedure.input(readStatement.input).query((asked) => answer(readStatement, asked)),
    readById: t.procedure.input(readStatementById.input).query((asked) => answer(readStatementById, asked)),
    lines: t.procedure.input(readStatementLines.input).query((asked) => answer(readStatementLines, asked)),
    line: t.procedure.input(readStatementLine.input).query((asked) => answer(readStatementLine, asked)),
    find: t.procedure.input(findStatement.input).query((asked) => answer(findStatement, asked)),
  }),

  identities: t.router({
    read: t.procedure.input(readAnIdentity.input).query((asked) => answer(readAnIdentity, asked)),
  }),

  works: t.router({
    read: t.procedure.input(readAWork.input).query((asked) => answer(readAWork, asked)),
    lookUp: t.procedure.input(lookUp.input).mutation((asked) => answer(lookUp, asked)),
    /** As of a state, which is appended where there is none: so this is a mutation. */
    explain: t.procedure.input(explain.input).mutation((asked) => answer(explain, asked)),
  }),

  datasets: t.router({
    assemble: t.procedure.input(assemble.input).mutation((asked) => answer(assemble, asked)),
    survey: t.procedure.input(survey.input).mutation((asked) => answer(survey, asked)),
    worksFor: t.procedure.input(listWorksFor.input).mutation((asked) => answer(listWorksFor, asked)),
    list: t.procedure.input(listAllDatasets.input).query((asked) => answer(listAllDatasets, asked)),
    read: t.procedure.input(readADataset.input).query((asked) => answer(readADataset, asked)),
    versions: t.procedure.input(listVersions.input).query((asked) => answer(listVersions, asked)),
    changes: t.procedure.input(readChanges.input).query((asked) => answer(readChanges, asked)),
    profile: t.procedure.input(readAProfile.input).query((asked) => answer(readAProfile, asked)),
    specification: t.procedure.input(readASpecification.input).query((asked) => answer(readASpecification, asked)),
    publishSpecification: t.procedure
      .input(publishSpecification.input)
      .mutation((asked) => answer(publishSpecification, asked)),
    items: t.procedure.input(readDatasetItems.input).query((asked) => answer(readDatasetItems, asked)),
  }),

  /** For the registry's own page alone: these answer by its cookie, and are not part of the plain API. */
  signIn: t.router({
    challenge: t.procedure.input(askChallenge.input).mutation((asked) => answer(askChallenge, asked)),
    answer: t.procedure.input(answerChallenge.input).mutation((asked) => answer(answerChallenge, asked)),
    leave: t.procedure.input(leave.input).mutation((asked) => answer(leave, asked)),
    who: t.procedure.query(({ ctx }) => answer(askWho, { ctx, input: {} })),
  }),

  teams: t.router({
    list: t.procedure.query(({ ctx }) => answer(listOwnTeams, { ctx, input: {} })),
    make: t.procedure.input(makeATeam.input).mutation((asked) => answer(makeATeam, asked)),
    read: t.procedure.input(readATeam.input).query((asked) => answer(readATeam, asked)),
    setMember: t.procedure.input(setAMember.input).mutation((asked) => answer(setAMember, asked)),
  }),

  drafts: t.router({
    read: t.procedure.input(readADraft.input).query((asked) => answer(readADraft, asked)),
    save: t.procedure.input(saveADraft.input).mutation((asked) => answer(saveADraft, asked)),
    remove: t.procedure.input(removeADraft.input).mutation((asked) => answer(removeADraft, asked)),
  }),

  log: t.router({
    state: t.procedure.input(makeState.input).mutation((asked) => answer(makeState, asked)),
    cosign: t.procedure.input(cosignStates.input).mutation((asked) => answer(cosignStates, asked)),
    stateNote: t.procedure.input(readStateNote.input).query((asked) => answer(readStateNote, asked)),
    firstStateAfter: t.procedure.input(readFirstStateAfter.input).query((asked) => answer(readFirstStateAfter, asked)),
    consistency: t.procedure.input(readConsistency.input).query((asked) => answer(readConsistency, asked)),
    inclusion: t.procedure.input(readInclusion.input).query((asked) => answer(readInclusion, asked)),
    trust: t.procedure.query(({ ctx }) => answer(readTrust, { ctx, input: {} })),
  }),
});

/** What a client of this registry imports, as a type. */
export type Router = typeof router;
export type { EntryDetail, EntrySummary } from '../statements/read.ts';
export type { Overview } from '../statements/overview.ts';
export type { DatasetSummary } from '../datasets/read.ts';
export type { AssembleAnswer, AsOfState } from '../datasets/assemble.ts';
export type { WorkAnswer } from '../works/read.ts';
