import { accepted, codes, type Json, refused } from '@assent/schema';
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { readJson } from './body.ts';
import { type Answered, askFairly, type Asking, type OwnRefusal } from './question.ts';
import { readText } from './query.ts';
import { statusOf } from './refusals.ts';
import { apiPath, pathMembers, type Route, routes } from './routes.ts';

/** What of a request the middleware found out. */
export interface Door {
  Bindings: HttpBindings;
  Variables: { id: string; asking: Asking; json: Answered<Json> | undefined; code: string | undefined };
}

/** Each question under its own address. */
export const serveRoutes = (app: Hono<Door>): void => {
  for (const route of routes) {
    const path = `${apiPath}${route.path.replaceAll(/\{([a-zA-Z0-9]+)\}/g, ':$1')}`;
    app.on(route.method, path, async (context) => {
      const input = await inputOf(context, route);
      const answered = input.ok ? await askFairly(route.question, context.get('asking'), input.value) : input;
      return answered.ok
        ? context.json(answered.value as object, 200, { 'cache-control': 'no-cache', ...open })
        : refusalOf(context, answered.refusal);
    });
  }
  app.all(`${apiPath}/*`, (context) => refusalOf(context, { code: 'not_found', detail: 'there is no such address' }));
};

/** What is answered here is public and no cookie is read, so pages of others may ask. */
export const open = { 'access-control-allow-origin': '*' } as const;

/** A refusal as plain HTTP says it: its code, what a person should know, and what shows it. */
export const refusalOf = (context: Context<Door>, { code, detail, retryAfter, signed }: OwnRefusal): Response => {
  context.set('code', code);
  const headers = {
    ...open,
    'cache-control': 'no-store',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  };
  const said = { code, sentence: codes[code].sentence, detail, ...(signed !== undefined && { signed }) };
  return context.json(said, statusOf(code), headers);
};

const inputOf = async (context: Context<Door>, { path, method, question, most }: Route): Promise<Answered<never>> => {
  const query = new URL(context.req.url).searchParams;
  const params = pathMembers(path).map((name) => [name, context.req.param(name) ?? ''] as const);
  const text = readText(question.input, [...params, ...query]);
  if (!text.ok) return text;
  const body = method === 'get' ? accepted({}) : await bodyOf(context, most);
  if (!body.ok) return body;
  const twice = Object.keys(body.value).find((name) => Object.hasOwn(text.value, name));
  if (twice !== undefined) return refused('malformed', `${twice}: given twice`);
  const parsed = question.input.safeParse({ ...text.value, ...body.value });
  if (parsed.success) return accepted(parsed.data as never);
  const [issue] = parsed.error.issues;
  return refused('malformed', `${issue!.path.map(String).join('.') || 'here'}: ${issue!.message}`);
};

const bodyOf = async (context: Context<Door>, most: number): Promise<Answered<object>> => {
  const body = context.get('json') ?? (await readJson(context.req.raw, most, context.get('asking')));
  if (!body.ok) return body;
  const { value } = body;
  return value === null || typeof value !== 'object' || Array.isArray(value)
    ? refused('malformed', 'not an object')
    : accepted(value);
};
