import type { EntryDetail } from '../answers.ts';
import { useQuery } from '@tanstack/react-query';
import { ed25519 } from './ed25519.ts';
import { useLogKey } from './use-log-key.ts';
import { verifyEntry } from './verify-entry.ts';

/** Checks an entry in this page, each time it is opened or its answer changes. */
export const useEntryProof = (shown: EntryDetail | undefined) => {
  const log = useLogKey();
  return useQuery({
    queryKey: ['entry-proof', shown?.index, shown?.entry, shown?.receipt, shown?.lines.length, log?.origin, log?.key],
    enabled: shown !== undefined && log !== undefined,
    staleTime: 0,
    structuralSharing: false,
    queryFn: async () =>
      verifyEntry(shown!, { ed25519: await ed25519(), logKey: log!.key, origin: log!.origin, now: Date.now() }),
  });
};
