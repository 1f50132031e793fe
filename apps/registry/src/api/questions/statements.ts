import { isErasedText } from '@assent/consent';
import { Count, Identity, limits, refused, StatementId } from '@assent/schema';
import { z } from 'zod';
import { IdentityAnswer, readIdentity } from '../../statements/identity.ts';
import { readLines } from '../../statements/lines.ts';
import { EntryDetail, EntryPage, findEntry, KindName, listEntries, readEntry } from '../../statements/read.ts';
import { costs, listLimits } from '../fair-use.ts';
import { question } from '../question.ts';
import { notFound, orNotFound } from './not-found.ts';

/** As of the log's first so many entries; now, where it is absent. */
export const asOfSize = Count.optional();

/** Asking about the past means folding the log again. */
export const costOfPast = (size: number | undefined): number =>
  size === undefined ? costs.any : costs.any + Math.ceil(size / costs.past);

export const listStatements = question({
  says: 'Entries of the log, newest first. `cursor` leads to older ones, `newer` to newer ones: take them from the last answer.',
  input: z.strictObject({
    /** Entries with a smaller index than this: `next` of the page before. */
    cursor: Count.optional(),
    /** Entries with a greater index than this: `newer` of a page, or the newest index that you know. */
    newer: Count.optional(),
    limit: z.int().min(1).max(listLimits.page),
    kind: KindName.optional(),
    /** Only what this identity signed. */
    signer: Identity.optional(),
    /** Only what names this identity, other than as its signer. */
    subject: Identity.optional(),
    size: asOfSize,
  }),
  answer: EntryPage,
  ask: async ({ registry }, { cursor, newer, ...filter }) =>
    cursor !== undefined && newer !== undefined
      ? { ok: false, refusal: { code: 'malformed', detail: 'cursor and newer: give one' } }
      : listEntries(registry, { ...filter, before: cursor, after: newer }),
});

export const readStatement = question({
  says: 'One entry by its place in the log: the statement, its bytes, what it says in words, and the proof that it is in the log.',
  input: z.strictObject({ index: Count }),
  answer: EntryDetail,
  ask: async ({ registry }, { index }) => orNotFound(await readEntry(registry, index), `entry ${index}`),
});

export const readStatementById = question({
  says: 'One entry by the id of its statement.',
  input: z.strictObject({ id: StatementId }),
  answer: EntryDetail,
  ask: async ({ registry }, { id }) => {
    const index = await findEntry(registry, id);
    return index === undefined ? notFound(id) : orNotFound(await readEntry(registry, index), id);
  },
});

export const findStatement = question({
  says: 'The place in the log of a statement.',
  input: z.strictObject({ id: z.string().max(80) }),
  answer: z.strictObject({ index: Count }),
  ask: async ({ registry }, { id }) => {
    const index = await findEntry(registry, id);
    return index === undefined ? notFound(id) : { ok: true, value: { index } };
  },
});

export const readStatementLines = question({
  says: 'Lines of the list that a statement signs, in order, as they were signed; of an erased line what is kept of it: work, claim and the hash of the leaf that was signed. Empty for a statement without one.',
  input: z.strictObject({
    index: Count,
    /** The first line wanted, from 0. */
    from: Count.optional(),
    limit: z.int().min(1).max(limits.listLines).optional(),
  }),
  answer: z.array(z.string()),
  ask: async ({ registry }, { index, from, limit }) => ({
    ok: true,
    value: await readLines(registry, index, from ?? 0, limit ?? limits.listLines),
  }),
});

export const readStatementLine = question({
  says: 'One line of the list that a statement signs, as it was signed. 410, `erased`: its content is gone, and nobody has it here.',
  input: z.strictObject({ index: Count, leaf: Count }),
  answer: z.strictObject({ line: z.string() }),
  ask: async ({ registry }, { index, leaf }) => {
    const [line] = await readLines(registry, index, leaf, 1);
    if (line === undefined) return notFound(`entry ${index}, line ${leaf}`);
    return isErasedText(line) ? refused('erased', `entry ${index}, line ${leaf}`) : { ok: true, value: { line } };
  },
});

export const readAnIdentity = question({
  says: 'What the log says of an identity: what it signed, where it is named, who says who it is.',
  input: z.strictObject({ identity: Identity, size: asOfSize }),
  answer: IdentityAnswer,
  cost: ({ size }) => costOfPast(size),
  ask: ({ registry }, { identity, size }) => readIdentity(registry, identity, size),
});
