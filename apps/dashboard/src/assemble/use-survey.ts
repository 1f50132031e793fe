import type { Match, Purpose, Trust } from '@assent/schema';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, client } from '../api.ts';

/** Whose word counts, as the registry itself sees it. */
export const useTrust = () => useQuery({ ...api.log.trust.queryOptions(), staleTime: Infinity });

/** A purpose, with what the works have to be, seen with one trust. */
export interface Look {
  readonly purpose: Purpose;
  readonly match: Match;
  readonly trust: Trust;
}

export const surveyKey = ['survey'] as const;

/** How many works there are for a look. What was counted before stays in sight until the new count is there. */
export const useSurvey = (look: Look | undefined) =>
  useQuery({
    queryKey: [...surveyKey, look],
    queryFn: ({ signal }) => client.datasets.survey.mutate(look!, { signal }),
    enabled: look !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });

export type SurveyQuery = ReturnType<typeof useSurvey>;
export type Surveyed = NonNullable<SurveyQuery['data']>;

/** Entries that the log has taken since something was counted. Asked as often as the page asks for all that moves. */
export const useEntriesSince = (size: number | undefined): number => {
  const now = useQuery({ ...api.overview.queryOptions(), select: (overview) => overview.size });
  return size === undefined || now.data === undefined ? 0 : Math.max(0, now.data - size);
};
