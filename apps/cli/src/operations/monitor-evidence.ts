import {
  type Checkpoint,
  equalBytes,
  type MemoryTree,
  parseVerifierKey,
  proveConsistency,
  rangeHash,
  verifyConsistency,
} from '@assent/log';
import { fromUtf8, openJson, Origin, refused, accepted, type Result, toUtf8, type Trust } from '@assent/schema';
import { z } from 'zod';
import { Failure, unwrap } from '../failure.ts';
import { fromHex, openSeen, type SeenCheckpoint, toHex } from './monitor-follow.ts';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Note = z.string().max(20_000);

/**
 * That a log signed two histories. `second` is not below `first`; `proof` shows that the log of `second` begins with
 * entries of root `prefix`, and `prefix` is not the root of `first`.
 */
const SplitView = z.strictObject({
  v: z.literal(1),
  kind: z.literal('split-view'),
  origin: Origin,
  first: Note,
  second: Note,
  prefix: Hash,
  proof: z.array(Hash).max(128),
});
export type SplitView = z.infer<typeof SplitView>;

const largest = 65_536;

/** Evidence of two histories, from both checkpoints and the tree of the one that is not below the other. */
export const splitView = (first: SeenCheckpoint, second: SeenCheckpoint, tree: MemoryTree): SplitView => ({
  v: 1,
  kind: 'split-view',
  origin: first.origin,
  first: unwrap(fromUtf8(first.note)),
  second: unwrap(fromUtf8(second.note)),
  prefix: toHex(rootOfFirst(first.size, second, tree)),
  proof: first.size === second.size ? [] : proveConsistency(first.size, second.size, tree.read).map(toHex),
});

/** The root of the first entries of a checkpoint's log. */
export const rootOfFirst = (size: number, of: Checkpoint, tree: MemoryTree): Uint8Array =>
  size === of.size ? of.root : rangeHash(0, size, tree.read);

/** Whether this is evidence, for somebody who trusts nobody but the log's key. Needs neither the registry nor who wrote it. */
export const checkSplitView = async (bytes: Uint8Array, trust: Trust): Promise<Result<SplitView>> => {
  const evidence = openJson(SplitView, bytes, largest);
  if (!evidence.ok) return evidence;
  const { origin, first, second, prefix, proof } = evidence.value;
  const named = trust.logs.find((log) => log.origin === origin);
  if (named === undefined) return refused('checkpoint_untrusted', `${origin} is not in the trust file`);
  const key = parseVerifierKey(named.key);
  if (!key.ok) return key;
  let checkpoints: SeenCheckpoint[];
  try {
    checkpoints = [
      await openSeen(toUtf8(first), { origin, key: key.value }),
      await openSeen(toUtf8(second), { origin, key: key.value }),
    ];
  } catch (cause) {
    if (cause instanceof Failure) return { ok: false, refusal: cause.refusal };
    throw cause;
  }
  const [one, other] = checkpoints as [SeenCheckpoint, SeenCheckpoint];
  const root = fromHex(prefix);
  if (!verifyConsistency(one.size, other.size, root, other.root, proof.map(fromHex)))
    return refused('proof_invalid', 'the proof does not lead to the second checkpoint');
  if (equalBytes(root, one.root)) return refused('proof_invalid', 'both checkpoints are of one history');
  return accepted(evidence.value);
};
