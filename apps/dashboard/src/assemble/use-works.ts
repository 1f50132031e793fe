import type { Code } from '@assent/schema';
import { useQueries, useQuery } from '@tanstack/react-query';
import { client } from '../api.ts';
import type { Look } from './use-survey.ts';

/** Rows that are asked for at once: as many as the registry gives. */
const pageLength = 200;

const pageOf = (look: Look, code: Code | undefined, size: number, page: number) => ({
  queryKey: ['works-for', look, code ?? null, size, page] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    client.datasets.worksFor.mutate(
      { ...look, ...(code !== undefined && { code }), offset: page * pageLength, limit: pageLength },
      { signal },
    ),
  staleTime: Infinity,
  gcTime: 60_000,
});

/** The first page of the works that qualify, or that a reason keeps out: how many there are. */
export const useFirstWorks = (look: Look, code: Code | undefined, size: number) =>
  useQuery(pageOf(look, code, size, 0));

export type ListedWork = NonNullable<ReturnType<typeof useFirstWorks>['data']>['works'][number];

/**
 * Rows by their place, of the pages that are in sight. A row that is not there yet is `undefined`.
 *
 * @param size entries when the list was counted: after a new count all pages are asked for again.
 */
export const useWorks = (look: Look, code: Code | undefined, size: number, first: number, last: number) => {
  const [from, to] = [Math.floor(first / pageLength), Math.floor(Math.max(first, last) / pageLength)];
  const pages = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const found = useQueries({ queries: pages.map((page) => pageOf(look, code, size, page)) });
  return {
    row: (index: number): ListedWork | undefined =>
      found[Math.floor(index / pageLength) - from]?.data?.works[index % pageLength],
    failed: found.find(({ error, data }) => error !== null && data === undefined),
  };
};
