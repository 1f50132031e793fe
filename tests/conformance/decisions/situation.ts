import { CodeName, MinimumAssurance, Reason, Territory, Use, Verdict } from '@assent/schema';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A day, as people write it: its first second, in UTC. */
const Day = z.iso.date();
const Who = z.string().regex(/^[a-z]+$/);
/** What a statement is called in its situation. */
const Called = z.string().min(1);

const UseTerms = z.strictObject({
  commerce: z.array(z.string()).optional(),
  operators: z.array(z.string()).optional(),
  downstream: z.string().optional(),
  territory: Territory.optional(),
  duties: z.array(z.string()).optional(),
  offer: z.strictObject({ url: z.string(), sha256: z.string() }).optional(),
});

const HoldersLine = z.strictObject({
  work: z.string(),
  author: Who.nullable(),
  owners: z.array(Who),
  depicts: z.union([z.literal('uncleared'), z.array(z.strictObject({ subject: Who, minor: z.boolean() }))]),
});

/** When it is signed, and why it is refused at the door, where it is. */
const signed = {
  by: Who,
  on: Day.optional(),
  refused: CodeName.optional(),
  /** Whose keys sign it: those who have to, where it is not said. */
  with: z.array(Who).optional(),
};

const Grant = z.strictObject({
  grant: Called,
  ...signed,
  /** For whom, and by which delegation. */
  for: Who.optional(),
  under: Called.optional(),
  as: z.string(),
  basis: z.string().optional(),
  evidence: z.strictObject({ url: z.string() }).optional(),
  works: z.array(z.union([HoldersLine, z.strictObject({ work: z.string() })])).min(1),
  uses: z.partialRecord(Use, UseTerms),
  reserves: z.array(Use).optional(),
  replaces: z.array(Called).optional(),
  from: Day.optional(),
  until: Day.nullable().optional(),
  onWithdraw: z.string().optional(),
});

const Delegate = z.strictObject({
  delegate: Called,
  ...signed,
  to: Who,
  as: z.array(z.string()),
  uses: z.partialRecord(Use, UseTerms),
  onWithdraw: z.string().optional(),
  from: Day.optional(),
  until: Day.optional(),
  /** All works, where none are named. */
  works: z.array(z.string()).optional(),
  for: Who.optional(),
  under: Called.optional(),
});

const Guardianship = z.strictObject({ guardianship: Called, ...signed, minor: Who, lapses: Day });
const Disclaim = z.strictObject({ disclaim: Called, ...signed, works: z.array(z.string()), about: z.string() });
const Dispute = z.strictObject({ dispute: Called, ...signed, works: z.array(z.string()), about: z.string() });
const Resolve = z.strictObject({
  resolve: Called,
  ...signed,
  works: z.array(z.string()),
  disputes: z.array(Called).optional(),
  outcome: z.string(),
  strikes: z.array(HoldersLine.omit({ work: true })).optional(),
});
const Erase = z.strictObject({
  erase: Called,
  ...signed,
  works: z.array(z.string()).optional(),
  reason: z.string().optional(),
});

/** The keys of somebody from here on; with the first, they are no longer a key but an identity. */
const Keys = z.strictObject({
  identity: Who,
  keys: z.array(Who),
  threshold: z.int().optional(),
  next: z.array(Who).optional(),
  recovery: z.array(Who).optional(),
  /** What was signed from this statement on was a thief's doing. */
  stolenSince: Called.optional(),
  /** Whose keys sign it: its own, where it is not said. */
  with: z.array(Who).optional(),
  on: Day.optional(),
  refused: CodeName.optional(),
});

const Withdraw = z.strictObject({
  withdraw: Called,
  ...signed,
  /** Which of its works; all, where it is not said. */
  works: z.array(z.string()).optional(),
  /** Or which lines, by their numbers. */
  leaves: z.array(z.tuple([z.int(), z.int()])).optional(),
});

const Attest = z.strictObject({ attest: Who, ...signed, how: z.string(), until: Day.optional() });
const State = z.strictObject({ state: Day });
/** The same statement, sent once more. */
const Again = z.strictObject({ again: Called });

const Said = z.union([
  Grant,
  Withdraw,
  Attest,
  State,
  Again,
  Delegate,
  Guardianship,
  Disclaim,
  Dispute,
  Resolve,
  Erase,
  Keys,
]);
export type Said = z.infer<typeof Said>;

const purpose = {
  uses: z.array(Use),
  commerce: z.array(z.string()),
  operator: z.string(),
  downstream: z.string(),
  territory: Territory,
  from: Day,
  until: Day.nullable(),
  duties: z.array(z.string()),
  onWithdraw: z.string(),
  assurance: MinimumAssurance,
};

const Trusted = z.array(z.strictObject({ who: Who, upTo: z.int() }));

export const Situation = z.strictObject({
  title: z.string(),
  statements: z.array(Said),
  trusts: Trusted.optional(),
  arbiters: z.array(Who).optional(),
  /** When it is decided, where it is another day. */
  decided: Day.optional(),
  work: z.string(),
  purpose: z.strictObject(purpose).partial(),
  verdict: Verdict,
  reasons: z.array(Reason.omit({ statement: true, holder: true }).extend({ holder: Who.optional() })),
});
export type Situation = z.infer<typeof Situation>;

const Group = z.strictObject({ title: z.string(), about: z.string(), situations: z.array(Situation).min(1) });
export type Group = z.infer<typeof Group>;

const UnlessSaid = z.strictObject({
  title: z.string(),
  signed: Day,
  decided: Day,
  grant: z.strictObject({
    from: Day,
    until: Day,
    onWithdraw: z.string(),
    reserves: z.array(Use),
    replaces: z.array(Called),
  }),
  use: UseTerms,
  purpose: z.strictObject(purpose),
  trusts: Trusted,
});

const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as unknown;

const defaults = 'unless-said.json';
export const unlessSaid = UnlessSaid.parse(read(defaults));

export const groups: readonly Group[] = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.json') && name !== defaults)
  .toSorted()
  .map((name) => Group.parse(read(name)));
