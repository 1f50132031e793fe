import type { Router } from '@assent/registry/router';
import { QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpLink } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { isWorthAsking } from './failure.ts';

/** How often a page asks for what changes by itself, in milliseconds. */
export const pace = { quick: 4_000, slow: 20_000 } as const;

/** Fast changes follow one another; what is older than this is asked for anew when a page is opened. */
const fresh = 2_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: fresh,
      // A network that the browser believes to be gone may still reach a registry on this machine.
      networkMode: 'always',
      retry: (attempts, error) => attempts < 2 && isWorthAsking(error),
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
  },
});

/** Each question goes on its own: a slow answer holds up no other. */
export const client = createTRPCClient<Router>({ links: [httpLink({ url: '/trpc' })] });

export const api = createTRPCOptionsProxy<Router>({ client, queryClient });
