import { parseVerifierKey } from '@assent/log';
import type { Trust } from '@assent/schema';
import { bytesAt, Follower } from '../../apps/cli/src/operations/monitor-follow.ts';

/** Follows the log that the registry says it keeps: what is tested is whether it keeps to it. */
export const follow = async (address: string, onEntry?: (entry: Uint8Array) => void): Promise<Follower> => {
  const { logs } = JSON.parse(Buffer.from(await bytesAt(address, 'api/v1/trust')).toString()) as Trust;
  const { origin, key } = logs[0]!;
  const verifier = parseVerifierKey(key);
  if (!verifier.ok) throw new Error('the log’s key is unreadable');
  return new Follower({ address, origin, key: verifier.value }, onEntry);
};
