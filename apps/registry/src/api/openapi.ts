import {
  codes,
  CodeName,
  IdentityStateLine,
  Item,
  kinds,
  Manifest,
  PublicationReceipt,
  SignedRefusal,
  Specification,
  Statement,
  Trust,
  UploadProgress,
  WorkStateLine,
} from '@assent/schema';
import { z } from 'zod';
import { EntrySummary } from '../statements/read.ts';
import { evidenceFile } from './evidence.ts';
import { files } from './log-files.ts';
import { statusOf } from './refusals.ts';
import { apiPath, pathMembers, type Route, routes } from './routes.ts';
import { worksListPuts } from './works-lists.ts';

type Schema = Record<string, unknown>;

/** A refusal as plain HTTP says it. */
const RefusalAnswer = z.strictObject({
  code: CodeName,
  sentence: z.string(),
  detail: z.string(),
  /** Of a statement: the envelope, in base64, of a `SignedRefusal`. */
  signed: z.base64().optional(),
});

/** Shapes that have a name of their own in the description. */
const named: Readonly<Record<string, z.ZodType>> = {
  ...Object.fromEntries(
    Object.entries(kinds).map(([kind, schema]) => [
      kind.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      schema,
    ]),
  ),
  EntrySummary,
  IdentityStateLine,
  Item,
  Manifest,
  PublicationReceipt,
  Refusal: RefusalAnswer,
  SignedRefusal,
  Specification,
  Statement,
  Trust,
  WorkStateLine,
};

const reference = (name: string): string => `#/components/schemas/${name}`;

/** Every shape as a JSON Schema (2020-12, OpenAPI 3.1's own); a named one stands once and is referred to. */
const describeShapes = (): { shape: (schema: z.ZodType) => Schema; components: Record<string, Schema> } => {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const plain = ({ $schema: _s, $id: _i, ...schema }: Schema): Schema => schema;
  const asked: z.ZodType[] = [
    ...routes.flatMap(({ question }) => [question.answer as z.ZodType, question.input, ...membersOf(question.input)]),
    ...files.flatMap(({ input }) => membersOf(input)),
    evidenceFile.input,
    UploadProgress,
    ...worksListPuts.flatMap(({ input, body }) => [...membersOf(input), ...(body === undefined ? [] : [body])]),
  ];
  const own = new Map<z.ZodType, string>();
  for (const schema of asked) {
    if (registry.has(schema) || own.has(schema)) continue;
    own.set(schema, `own${own.size}`);
    registry.add(schema, { id: own.get(schema)! });
  }
  const { schemas } = z.toJSONSchema(registry, { uri: reference });
  // A shape without a name is written where it is used, and so are those within it.
  const inline = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inline);
    if (value === null || typeof value !== 'object') return value;
    const target = (value as { $ref?: string }).$ref?.slice(reference('').length);
    if (target?.startsWith('own')) return inline(plain(schemas[target] as Schema));
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inline(member)]));
  };
  return {
    shape: (schema) => {
      const name = own.get(schema) ?? registry.get(schema)!.id;
      return name.startsWith('own') ? (inline(plain(schemas[name] as Schema)) as Schema) : { $ref: reference(name) };
    },
    components: Object.fromEntries(
      Object.keys(named).map((name) => [name, inline(plain(schemas[name] as Schema)) as Schema]),
    ),
  };
};

const membersOf = (input: z.ZodObject): z.ZodType[] => Object.values(input.shape as Record<string, z.ZodType>);

const isOptional = (schema: z.ZodType): boolean => schema.safeParse(undefined).success;

/** The description of the plain HTTP API (OpenAPI 3.1), made from the shapes that requests are checked with. */
export const describeApi = (): Schema => {
  const { shape, components } = describeShapes();
  const refusal = {
    description: 'A refusal: a code of the one list, what a person should know, and where.',
    content: { 'application/json': { schema: { $ref: reference('Refusal') } } },
  };
  const parameter = (name: string, place: 'path' | 'query', schema: z.ZodType): Schema => ({
    name,
    in: place,
    required: place === 'path' || !isOptional(schema),
    schema: shape(schema),
  });
  const parametersOf = (path: string, input: z.ZodObject, query: boolean): Schema[] => {
    const inPath = pathMembers(path);
    return Object.entries(input.shape as Record<string, z.ZodType>).flatMap(([name, schema]) => {
      if (inPath.includes(name)) return [parameter(name, 'path', schema)];
      return query ? [parameter(name, 'query', schema)] : [];
    });
  };
  const bodyOf = ({ path, question }: Route): Schema => {
    const whole = shape(question.input) as { properties: Record<string, Schema>; required?: string[] };
    const inPath = pathMembers(path);
    const properties = Object.entries(whole.properties).filter(([name]) => !inPath.includes(name));
    return {
      ...whole,
      properties: Object.fromEntries(properties),
      ...(whole.required && { required: whole.required.filter((name) => !inPath.includes(name)) }),
    };
  };
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routes) {
    const { method, question } = route;
    (paths[`${apiPath}${route.path}`] ??= {})[method] = {
      operationId: route.name,
      tags: [route.about],
      summary: question.says,
      parameters: parametersOf(route.path, question.input, method === 'get'),
      ...(method === 'post' && {
        requestBody: { required: true, content: { 'application/json': { schema: bodyOf(route) } } },
      }),
      responses: {
        200: {
          description: 'The answer.',
          content: { 'application/json': { schema: shape(question.answer as z.ZodType) } },
        },
        default: refusal,
      },
    };
  }
  for (const { name, path, says, media, input } of files) {
    (paths[path] ??= {})['get'] = {
      operationId: name,
      tags: ['Files and streams'],
      summary: says,
      parameters: parametersOf(path, input, true),
      responses: {
        200: { description: 'The answer.', content: { [media]: {} } },
        404: { description: 'There is no such thing.' },
        default: refusal,
      },
    };
  }
  paths[evidenceFile.path] = {
    post: {
      operationId: evidenceFile.name,
      tags: ['Files and streams'],
      summary: evidenceFile.says,
      parameters: [],
      requestBody: { required: true, content: { 'application/json': { schema: shape(evidenceFile.input) } } },
      responses: { 200: { description: 'The answer.', content: { [evidenceFile.media]: {} } }, default: refusal },
    },
  };
  for (const { name, path, says, media, input, body } of worksListPuts) {
    paths[path] = {
      put: {
        operationId: name,
        tags: ['Statements'],
        summary: says,
        parameters: parametersOf(path, input, false),
        requestBody: { required: true, content: { [media]: body === undefined ? {} : { schema: shape(body) } } },
        responses: {
          200: { description: 'The answer.', content: { 'application/json': { schema: shape(UploadProgress) } } },
          default: refusal,
        },
      },
    };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Assent registry',
      version: '1',
      description:
        'What was agreed to, by whom, for which works, in an append-only log. Nothing here needs an account: who publishes signs. What is answered is as true as its proof; check it.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: ['Statements', 'Works', 'Identities', 'Datasets', 'Log', 'Files and streams'].map((name) => ({ name })),
    paths,
    components: { schemas: components },
    'x-codes': Object.fromEntries(
      Object.entries(codes)
        .filter(([, { stage }]) => ['bytes', 'accept', 'service'].includes(stage))
        .map(([code, { when, sentence }]) => [code, { status: statusOf(code as keyof typeof codes), when, sentence }]),
    ),
  };
};
