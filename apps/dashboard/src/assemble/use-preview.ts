import { canonicalize, type Specification, type Trust } from '@assent/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, client } from '../api.ts';

/** Which works would be taken. Asked for by hand: the registry looks at every work for it, and states where its log stands. */
export const usePreview = () => {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (asked: { readonly specification: Specification; readonly trust: Trust }) => ({
      answer: await client.datasets.assemble.mutate(asked),
      of: canonicalize(asked.specification),
    }),
    // It may have appended a state: the page learns at once how long the log is now.
    onSettled: () => cache.invalidateQueries({ queryKey: api.overview.queryKey() }),
  });
};

export type Assembled = NonNullable<ReturnType<typeof usePreview>['data']>['answer'];
