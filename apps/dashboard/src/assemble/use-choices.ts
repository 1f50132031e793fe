import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type AssembleSearch, inAddress } from './search.ts';

const route = getRouteApi('/assemble');

/** Changes some choices; `undefined` takes one back. */
export type Choose = (
  changes: { readonly [K in keyof AssembleSearch]: AssembleSearch[K] | undefined },
  /** `quietly`: without a step of its own for the browser’s way back. */
  how?: 'quietly',
) => void;

/** What is chosen, which is what the address says, and a way to choose. */
export const useChoices = (): readonly [AssembleSearch, Choose] => {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/assemble' });
  const choose: Choose = (changes, how) =>
    void navigate({
      search: (now) => inAddress({ ...now, ...changes }),
      replace: how === 'quietly',
      resetScroll: false,
    });
  return [search, choose];
};
