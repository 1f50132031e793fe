import { Purpose, Sha256, State, Time, Trust } from '@assent/schema';
import { z } from 'zod';
import { Base64, Bytes, Entry, Hash, Hashes, Hex, Leaves, Whole } from './inputs.ts';

export const DecideCase = z.object({
  op: z.literal('decide'),
  entries: z.array(Entry),
  work: Sha256,
  at: Time,
  purpose: Purpose,
  trust: Trust,
});
export type DecideCase = z.infer<typeof DecideCase>;

const StateCase = z.object({
  op: z.literal('state.verify'),
  entries: z.array(Entry),
  /** Before the first state it is the time of the log. */
  at: Time,
  state: State.pick({ size: true, at: true, root: true, count: true }),
});
export type StateCase = z.infer<typeof StateCase>;

const BundleCase = z.object({
  op: z.literal('bundle.verify'),
  files: z.record(z.string(), Bytes),
  trust: Trust,
});
export type BundleCase = z.infer<typeof BundleCase>;

/** What may be asked. Members that are not named here are passed over, so that a case can carry its own name. */
export const Case = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('ed25519.verify'),
    key: Hex,
    sig: Hex,
    msg: Hex,
    backend: z.enum(['node', 'noble', 'webcrypto']).optional(),
  }),
  z.object({ op: z.literal('payload.accept'), bytes: Bytes }),
  z.object({ op: z.literal('jcs'), bytes: Base64 }),
  z.object({ op: z.literal('statement.open'), envelope: Bytes }),
  z.object({ op: z.literal('entry.open'), entry: Bytes }),
  z.object({ op: z.literal('merkle.root'), leaves: Leaves }),
  z.object({ op: z.literal('merkle.inclusion'), leafHash: Hash, index: Whole, size: Whole, proof: Hashes, root: Hash }),
  z.object({
    op: z.literal('merkle.multiproof'),
    leaves: z.array(z.object({ index: Whole, leafHash: Hash })),
    size: Whole,
    proof: Hashes,
    root: Hash,
  }),
  z.object({
    op: z.literal('merkle.consistency'),
    size1: Whole,
    size2: Whole,
    root1: Hash,
    root2: Hash,
    proof: Hashes,
  }),
  z.object({ op: z.literal('note.verify'), note: Bytes, vkeys: z.array(z.string()) }),
  z.object({ op: z.literal('checkpoint.parse'), text: Base64 }),
  z.object({ op: z.literal('accept'), entries: z.array(Entry), at: Time }),
  StateCase,
  BundleCase,
  DecideCase,
]);
export type Case = z.infer<typeof Case>;
