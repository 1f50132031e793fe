import { type Code, limits, Purpose, type Result, Specification, Trust, type Kind, kinds } from '@assent/schema';
import { fromBase64 } from '@assent/signing';
import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import { assembleDataset, explainWork } from '../datasets/assemble.ts';
import { gatherEvidence } from '../datasets/evidence.ts';
import { listDatasets, readDataset, readItems } from '../datasets/read.ts';
import { ownTrust } from '../datasets/trust.ts';
import { findState } from '../log/stored-entry.ts';
import { readList } from '../log/ledgers.ts';
import type { Registry } from '../registry.ts';
import { overview } from '../statements/overview.ts';
import { findEntry, listEntries, readEntry } from '../statements/read.ts';
import { readWork } from '../works/read.ts';
import { asTrpcError, Refused } from './refusals.ts';

export interface ApiContext {
  readonly registry: Registry;
}

const t = initTRPC.context<ApiContext>().create({
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    // No stack and no message of ours beyond refusals: what broke inside is for the operator's log.
    message:
      error.cause instanceof Refused || error.code === 'BAD_REQUEST' || error.code === 'NOT_FOUND'
        ? shape.message
        : 'internal',
    data: {
      code: shape.data.code,
      httpStatus: shape.data.httpStatus,
      refusal: error.cause instanceof Refused ? error.cause.refusal : { code: refusalCode(error.code), detail: '' },
    },
  }),
});

const refusalCode = (code: string): Code => {
  if (code === 'BAD_REQUEST') return 'malformed';
  return code === 'NOT_FOUND' ? 'not_found' : 'internal';
};

const unwrap = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw asTrpcError(result.refusal);
};

const Base64 = z.string().max(limits.envelope * 2);
const Index = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Lines = z.array(z.string().max(limits.sliceLine)).max(limits.listLines);
/** Works in one question. */
const askedWorks = 100_000;

export const router = t.router({
  overview: t.procedure.query(({ ctx }) => overview(ctx.registry)),

  statements: t.router({
    /** Record a statement: its envelope (base64), the list it signs, the manifest it releases (base64). */
    publish: t.procedure
      .input(z.strictObject({ envelope: Base64, lines: Lines.optional(), manifest: Base64.optional() }))
      .mutation(async ({ ctx, input }) => {
        const manifest = input.manifest === undefined ? undefined : unwrap(fromBase64(input.manifest));
        return unwrap(await ctx.registry.publish(unwrap(fromBase64(input.envelope)), input.lines, manifest));
      }),
    list: t.procedure
      .input(
        z.strictObject({
          /** Entries with a smaller index than this. */
          cursor: Index.optional(),
          limit: z.int().min(1).max(200),
          kind: z.enum(Object.keys(kinds) as [Kind, ...Kind[]]).optional(),
        }),
      )
      .query(({ ctx, input }) =>
        listEntries(ctx.registry, { before: input.cursor, limit: input.limit, kind: input.kind }),
      ),
    read: t.procedure.input(z.strictObject({ index: Index })).query(async ({ ctx, input }) => {
      const entry = await readEntry(ctx.registry, input.index);
      if (entry === undefined) throw asTrpcError({ code: 'not_found', detail: `entry ${input.index}` });
      return entry;
    }),
    /** All lines of the list that a statement signs. */
    lines: t.procedure
      .input(z.strictObject({ index: Index }))
      .query(({ ctx, input }) => readList(ctx.registry.db, input.index)),
    find: t.procedure.input(z.strictObject({ id: z.string().max(80) })).query(async ({ ctx, input }) => {
      const index = await findEntry(ctx.registry, input.id);
      if (index === undefined) throw asTrpcError({ code: 'not_found', detail: input.id });
      return { index };
    }),
  }),

  works: t.router({
    read: t.procedure
      .input(z.strictObject({ sha256: Sha256 }))
      .query(({ ctx, input }) => readWork(ctx.registry, input.sha256)),
    /** May this work be used for this purpose? As of a state, which is appended where there is none: so this is a mutation. */
    explain: t.procedure
      .input(z.strictObject({ sha256: Sha256, purpose: Purpose, trust: Trust }))
      .mutation(({ ctx, input }) => explainWork(ctx.registry, input.sha256, input.purpose, input.trust)),
  }),

  datasets: t.router({
    assemble: t.procedure
      .input(z.strictObject({ specification: Specification, trust: Trust }))
      .mutation(({ ctx, input }) => assembleDataset(ctx.registry, input.specification, input.trust)),
    /** Evidence for works and slices, as of a state: the files of a bundle. */
    evidence: t.procedure
      .input(
        z.strictObject({
          state: Index,
          works: z.array(Sha256).max(askedWorks),
          slices: z.array(z.strictObject({ index: Index, files: z.array(Sha256).max(askedWorks) })).max(64),
        }),
      )
      .mutation(async ({ ctx, input }) => unwrap(await gatherEvidence(ctx.registry, input))),
    list: t.procedure
      .input(z.strictObject({ limit: z.int().min(1).max(100) }))
      .query(({ ctx, input }) => listDatasets(ctx.registry, input.limit)),
    read: t.procedure.input(z.strictObject({ release: Index })).query(async ({ ctx, input }) => {
      const dataset = await readDataset(ctx.registry, input.release);
      if (dataset === undefined) throw asTrpcError({ code: 'not_found', detail: `release ${input.release}` });
      return dataset;
    }),
    items: t.procedure
      .input(z.strictObject({ release: Index }))
      .query(({ ctx, input }) => readItems(ctx.registry, input.release)),
  }),

  log: t.router({
    /** A state that covers everything recorded up to now. */
    state: t.procedure.input(z.strictObject({})).mutation(async ({ ctx }) => {
      const { index, leafHash, statement } = await ctx.registry.state();
      return { index, leafHash, size: statement.size, at: statement.at, root: statement.root };
    }),
    /** The first state after a statement: what a synthetic plan's seeds are drawn from. */
    firstStateAfter: t.procedure.input(z.strictObject({ id: z.string().max(80) })).query(async ({ ctx, input }) => {
      const index = await findEntry(ctx.registry, input.id);
      const state = index === undefined ? undefined : await findState(ctx.registry.db, index);
      if (state === undefined) throw asTrpcError({ code: 'not_found', detail: input.id });
      return { index: state.index, leafHash: state.leafHash };
    }),
    consistency: t.procedure.input(z.strictObject({ from: Index, to: Index })).query(async ({ ctx, input }) => {
      const size = await ctx.registry.size();
      if (input.from > input.to || input.to > size)
        throw asTrpcError({ code: 'not_found', detail: `from ${input.from} to ${input.to} of ${size}` });
      return ctx.registry.consistency(input.from, input.to);
    }),
    /** The policy of somebody who trusts this registry for all it can vouch for; a start for one's own. */
    trust: t.procedure.query(({ ctx }) => ownTrust(ctx.registry)),
  }),
});

/** What a client of this registry imports, as a type. */
export type Router = typeof router;
export type { EntryDetail, EntrySummary } from '../statements/read.ts';
export type { Overview } from '../statements/overview.ts';
export type { DatasetSummary } from '../datasets/read.ts';
export type { AssembleAnswer, AsOfState } from '../datasets/assemble.ts';
export type { WorkAnswer } from '../works/read.ts';
export type { EvidenceAnswer } from '../datasets/evidence.ts';
