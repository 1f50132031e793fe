import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { AssembleSearch } from './search.ts';

const route = getRouteApi('/assemble');

/** Changes some choices; `undefined` takes one back. */
export type Choose = (
  changes: { readonly [K in keyof AssembleSearch]: AssembleSearch[K] | undefined },
  /** `quietly`: without a step of its own for the browser’s way back. */
  how?: 'quietly',
) => void;

/** Numbers and lists stand in the address as themselves, not as quoted text. */
const bare = (value: string): string => {
  if (!/^(?:[0-9]{1,9}|\[.*\])$/s.test(value)) return value;
  try {
    return JSON.parse(value) as string;
  } catch {
    return value;
  }
};

const written = (search: Record<string, string | undefined>): AssembleSearch =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, bare(value)]],
    ),
  );

/** What is chosen, which is what the address says, and a way to choose. */
export const useChoices = (): readonly [AssembleSearch, Choose] => {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/assemble' });
  const choose: Choose = (changes, how) =>
    void navigate({
      search: (now) => written({ ...now, ...changes }),
      replace: how === 'quietly',
      resetScroll: false,
    });
  return [search, choose];
};
