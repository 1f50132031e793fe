import type { Context, Next } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

type Policy = NonNullable<NonNullable<Parameters<typeof secureHeaders>[0]>['contentSecurityPolicy']>;

const headersWith = (contentSecurityPolicy: Policy) =>
  secureHeaders({ contentSecurityPolicy, referrerPolicy: 'no-referrer', strictTransportSecurity: false });

const everywhere = headersWith({
  defaultSrc: ["'none'"],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  workerSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
});

/** The script of the worker that verifies bundles, as the dashboard's build names it. */
const verificationWorker = /^\/assets\/verification\.worker-[\w-]+\.js$/;

/** A worker runs under the policy that its own script came with: this one may compile WebAssembly, and load nothing at all. */
const inWorker = headersWith({ defaultSrc: ["'none'"], scriptSrc: ["'wasm-unsafe-eval'"] });

/** The headers of every answer. WebAssembly may run where bundles are verified, and nowhere else. */
export const securityHeaders = (context: Context, next: Next): Promise<Response | void> =>
  (verificationWorker.test(context.req.path) ? inWorker : everywhere)(context, next);
