import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { chooseKey, pinnedKey } from './log-key.ts';

/** The log's key as this browser has it: pinned here, or told by the server. */
export const useLogKey = () => {
  const trust = useQuery({ ...api.log.trust.queryOptions(), staleTime: Infinity });
  const log = trust.data?.logs[0];
  const pinned = useQuery({ ...pinnedKey(log?.origin ?? ''), enabled: log !== undefined });
  return log === undefined || pinned.data === undefined
    ? undefined
    : { origin: log.origin, served: log.key, ...chooseKey(log.key, pinned.data) };
};
