import type { Kind } from '@assent/schema';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readAssembleSearch } from './assemble/search.ts';
import { FrontPage } from './pages/FrontPage.tsx';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import { BrokenPage } from './shell/BrokenPage.tsx';
import { Shell } from './shell/Shell.tsx';
import { isKind } from './words/statement-words.ts';

/** The part of the log that is shown: in the address, so that it can be sent to somebody. */
interface LogSearch {
  readonly kind?: Kind;
  /** Entries with a smaller index than this. */
  readonly before?: number;
}

const isIndex = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0;

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const front = createRoute({ getParentRoute: () => root, path: '/', component: FrontPage });

const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  validateSearch: ({ kind, before }: Record<string, unknown>): LogSearch => ({
    ...(isKind(kind) && { kind }),
    ...(isIndex(before) && { before }),
  }),
  component: lazyRouteComponent(() => import('./pages/LogPage.tsx'), 'LogPage'),
});

const statement = createRoute({
  getParentRoute: () => root,
  path: '/log/$index',
  component: lazyRouteComponent(() => import('./pages/StatementPage.tsx'), 'StatementPage'),
});

const datasets = createRoute({
  getParentRoute: () => root,
  path: '/datasets',
  component: lazyRouteComponent(() => import('./pages/DatasetsPage.tsx'), 'DatasetsPage'),
});

const dataset = createRoute({
  getParentRoute: () => root,
  path: '/datasets/$release',
  // The version that this one is compared with.
  validateSearch: ({ since }: Record<string, unknown>): { readonly since?: number } =>
    isIndex(since) ? { since } : {},
  component: lazyRouteComponent(() => import('./pages/DatasetPage.tsx'), 'DatasetPage'),
});

const work = createRoute({
  getParentRoute: () => root,
  path: '/works/$sha256',
  component: lazyRouteComponent(() => import('./pages/WorkPage.tsx'), 'WorkPage'),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  component: lazyRouteComponent(() => import('./verify/VerifyPage.tsx'), 'VerifyPage'),
});

const assemble = createRoute({
  getParentRoute: () => root,
  path: '/assemble',
  validateSearch: readAssembleSearch,
  component: lazyRouteComponent(() => import('./assemble/AssemblePage.tsx'), 'AssemblePage'),
});

const teams = createRoute({
  getParentRoute: () => root,
  path: '/teams',
  component: lazyRouteComponent(() => import('./teams/TeamsPage.tsx'), 'TeamsPage'),
});

const team = createRoute({
  getParentRoute: () => root,
  path: '/teams/$team',
  component: lazyRouteComponent(() => import('./teams/TeamPage.tsx'), 'TeamPage'),
});

const publish = createRoute({
  getParentRoute: () => root,
  path: '/publish',
  component: lazyRouteComponent(() => import('./publish/PublishPage.tsx'), 'PublishPage'),
});

const sign = createRoute({
  getParentRoute: () => root,
  path: '/sign',
  validateSearch: (search: Record<string, unknown>): { readonly work?: string } =>
    typeof search['work'] === 'string' && /^[0-9a-f]{64}$/.test(search['work']) ? { work: search['work'] } : {},
  component: lazyRouteComponent(() => import('./sign/SignPage.tsx'), 'SignPage'),
});

const mine = createRoute({
  getParentRoute: () => root,
  path: '/mine',
  component: lazyRouteComponent(() => import('./mine/MinePage.tsx'), 'MinePage'),
});

const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(() => import('./keys/KeysPage.tsx'), 'KeysPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    front,
    log,
    statement,
    datasets,
    dataset,
    work,
    verify,
    assemble,
    teams,
    team,
    publish,
    sign,
    mine,
    me,
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: BrokenPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
