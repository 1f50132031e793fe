import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { fromBase64 } from '@assent/signing';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { routePath } from 'hono/route';
import type { Config } from '../config.ts';
import type { Registry } from '../registry.ts';
import { readJson, submissionIn } from './body.ts';
import { callerOf, networkOf } from './caller.ts';
import { serveDashboard } from './dashboard-files.ts';
import { serveEvidence } from './evidence.ts';
import { bodyLimits, costs, type FairUse } from './fair-use.ts';
import { isFirstWord } from './first-word.ts';
import type { Growth } from './growth.ts';
import type { Readiness } from './health.ts';
import { serveLogFiles } from './log-files.ts';
import type { Metrics } from './metrics.ts';
import { describeApi } from './openapi.ts';
import { type Door, refusalOf, serveRoutes } from './plain.ts';
import { type OwnRefusal, tooMany } from './question.ts';
import { referencePage } from './reference-page.ts';
import { asTrpcError, Refused, statusOf } from './refusals.ts';
import { router } from './router.ts';
import { apiPath } from './routes.ts';
import { securityHeaders } from './security-headers.ts';
import { noCookie, sessionCookie } from './session-cookie.ts';
import { serveWorksLists } from './works-lists.ts';

/** Where the operator reads what happened. */
export interface OperatorLog {
  readonly info: (what: object, message: string) => void;
  readonly error: (what: object, message: string) => void;
}

/** Everything that answering a request needs. */
export interface Serving {
  readonly registry: Registry;
  readonly config: Pick<Config, 'dashboardDirectory' | 'trustedProxies'>;
  readonly fairUse: FairUse;
  readonly growth: Growth;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly logger: OperatorLog;
  /** Whether the registry was asked to stop: then connections are not kept. */
  readonly stopping: () => boolean;
}

/** Everything the registry answers over HTTP: its API twice, the log's public files, the dashboard. */
export const application = (serving: Serving): Hono<Door> => {
  const { registry, config, readiness } = serving;
  const app = new Hono<Door>();
  // The first hears everything, refusals of the others too.
  app.use((context, next) => writeDown(context, next, serving));
  app.use(securityHeaders);
  // What the log and the API answer is public and made to be read by pages of others too.
  app.use(`${apiPath}/*`, crossOrigin);
  app.use('/tile/*', crossOrigin);
  app.use('/checkpoint', crossOrigin);
  app.onError((error, context) => {
    serving.logger.error({ id: context.get('id'), error: told(error) }, 'fault');
    return isOurs(context.req.path)
      ? refusalOf(context, { code: 'internal', detail: '' })
      : context.text('internal', 500);
  });

  app.get('/healthz', (context) => context.text('ok', 200, { 'cache-control': 'no-store' }));
  app.get('/readyz', async (context) => {
    const ready = await readiness.ask(performance.now());
    return ready.ok ? context.text('ready', 200, { 'cache-control': 'no-store' }) : refusalOf(context, ready.refusal);
  });
  app.use((context, next) => admit(context, next, serving));

  // Hashes do not get smaller, evidence is read faster than it is packed, and a stream's events are not to wait for one another.
  const packed = compress();
  const unpacked = /^\/tile\/[0-9]|^\/api\/v1\/(?:evidence|log\/events)$/;
  app.use((context, next) => (unpacked.test(context.req.path) ? next() : packed(context, next)));

  serveLogFiles(app, registry, serving.growth);
  const description = describeApi();
  const page = referencePage(description);
  app.get(`${apiPath}/openapi.json`, (context) => context.json(description, 200, { 'cache-control': 'no-cache' }));
  app.get(apiPath, (context) => context.html(page, 200, { 'cache-control': 'no-cache' }));
  serveWorksLists(app);
  serveEvidence(app);
  serveRoutes(app);
  app.all('/trpc/*', (context) => trpc(context, serving));
  if (config.dashboardDirectory !== undefined) serveDashboard(app, config.dashboardDirectory);
  return app;
};

const isOurs = (path: string): boolean => path.startsWith(`${apiPath}/`);

const crossOrigin = async (context: Context<Door>, next: () => Promise<void>): Promise<void> => {
  await next();
  context.header('cross-origin-resource-policy', 'cross-origin');
};

/** Who asks, under which id; one line in the log when the answer begins. No query, no path and no whole address. */
const writeDown = async (
  context: Context<Door>,
  next: () => Promise<void>,
  { registry, fairUse, config, metrics, logger, stopping }: Serving,
): Promise<void> => {
  const began = performance.now();
  const id = randomUUID();
  const peer = context.env.incoming?.socket?.remoteAddress;
  const caller = callerOf(peer, context.req.header('x-forwarded-for'), config.trustedProxies);
  context.set('id', id);
  context.set('asking', { registry, fairUse, caller, cookie: noCookie });
  await next();
  context.header('x-request-id', id);
  if (stopping()) context.header('connection', 'close');
  const seconds = (performance.now() - began) / 1000;
  const route = routeOf(context);
  const { method } = context.req;
  const { status } = context.res;
  const code = context.get('code');
  metrics.request(route, method, status, seconds);
  if (code !== undefined) metrics.refusal(code);
  logger.info({ id, method, route, status, code, ms: Math.round(seconds * 1000), from: networkOf(caller) }, 'request');
};

const { _def: definition } = router;
const procedures = new Set(Object.keys(definition.procedures));

/** Which route answered: one of a bounded set, so never what was asked for. */
const routeOf = (context: Context<Door>): string => {
  const matched = routePath(context);
  if (matched !== '/trpc/*') return matched;
  const procedure = context.req.path.slice('/trpc/'.length);
  return procedures.has(procedure) ? `/trpc/${procedure}` : matched;
};

const publishes = new Set([`${apiPath}/statements`, '/trpc/statements.publish']);

/**
 * Each request costs its address a point. Who has none left is told when to come again; but a signer's first
 * withdrawal or dispute of a work is let through whatever was sent before, from wherever it comes.
 */
const admit = async (
  context: Context<Door>,
  next: () => Promise<void>,
  { registry, fairUse }: Serving,
): Promise<Response | void> => {
  const asking = context.get('asking');
  const wait = fairUse.addresses.take(asking.caller, costs.any);
  if (wait === 0) return next();
  if (context.req.method === 'POST' && publishes.has(context.req.path)) {
    const json = await readJson(context.req.raw, bodyLimits.small, asking);
    const submission = json.ok ? submissionIn(json.value) : undefined;
    const envelope = submission === undefined ? undefined : fromBase64(submission.envelope);
    if (envelope?.ok && (await isFirstWord(registry, envelope.value, submission!.lines))) {
      context.set('json', json);
      return next();
    }
  }
  return refuse(context, tooMany(wait).refusal);
};

/** A refusal in the words of whoever asked: tRPC's, or plain HTTP's. */
const refuse = (context: Context<Door>, refusal: OwnRefusal): Response => {
  if (!context.req.path.startsWith('/trpc/')) return refusalOf(context, refusal);
  context.set('code', refusal.code);
  const { message, code } = asTrpcError(refusal);
  const { status } = refusalOf(context, refusal);
  const error = { message, code: -32_029, data: { code, httpStatus: status, refusal } };
  return context.json({ error }, status as 429, answerHeaders(refusal));
};

const bodyLimitOf = (path: string): number =>
  path === '/trpc/statements.publish' ? bodyLimits.publish : bodyLimits.question;

const trpc = async (context: Context<Door>, { logger }: Serving): Promise<Response> => {
  const cookies = new Headers();
  const asking = { ...context.get('asking'), cookie: sessionCookie(context.req.raw, cookies) };
  let request = context.req.raw;
  if (request.method === 'POST') {
    const json = context.get('json') ?? (await readJson(request, bodyLimitOf(context.req.path), asking));
    if (!json.ok) return refuse(context, json.refusal);
    // One gate for what comes in: tRPC gets what passed it instead of reading the bytes again.
    request = new Request(request.url, { method: 'POST', headers: { 'content-type': 'application/json' } });
    Object.defineProperty(request, 'json', { value: async () => json.value });
  }
  return fetchRequestHandler({
    endpoint: '/trpc',
    req: request,
    router,
    allowBatching: false,
    createContext: () => asking,
    responseMeta: ({ errors }) => {
      const refusal = refusalIn(errors[0]);
      const headers = new Headers([...Object.entries(answerHeaders(refusal)), ...cookies]);
      return { headers, ...(refusal !== undefined && { status: statusOf(refusal.code) }) };
    },
    onError: ({ error }) => {
      context.set('code', refusalIn(error)?.code ?? error.code.toLowerCase());
      if (error.code === 'INTERNAL_SERVER_ERROR')
        logger.error({ id: context.get('id'), error: told(error.cause ?? error) }, 'fault');
    },
  });
};

const refusalIn = (error: Error | undefined): OwnRefusal | undefined =>
  error?.cause instanceof Refused ? error.cause.refusal : undefined;

const answerHeaders = (refusal: OwnRefusal | undefined): Record<string, string> => ({
  'cache-control': 'no-store',
  ...(refusal?.retryAfter !== undefined && { 'retry-after': String(refusal.retryAfter) }),
});

/** What of an error is written down: not its other members, which may hold what was sent. */
export const told = (error: unknown): { message: string; stack?: string | undefined; cause?: string } => {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, stack, cause } = error;
  return { message, stack, ...(cause instanceof Error && { cause: cause.message }) };
};
