import { isAbsolute, resolve } from 'node:path';
import { Origin, refused, accepted, type Result } from '@assent/schema';
import { z } from 'zod';

/** Everything the registry can be told, and the only reader of the environment. */
const Environment = z.object({
  ASSENT_DATA: z.string().min(1).default('.assent'),
  ASSENT_HOST: z.string().min(1).default('127.0.0.1'),
  ASSENT_PORT: z.coerce.number().int().min(0).max(65_535).default(4680),
  /** The log's name: in every statement, in every checkpoint, for good. */
  ASSENT_ORIGIN: Origin.optional(),
  ASSENT_DASHBOARD: z.string().min(1).optional(),
  DATABASE_URL: z.string().min(1).optional(),
});

export interface Config {
  readonly dataDirectory: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** `undefined`: the name the data folder has, or a new local one. */
  readonly origin: string | undefined;
  /** The built dashboard, where it is to be served. */
  readonly dashboardDirectory: string | undefined;
  readonly databaseUrl: string | undefined;
}

/** Configuration from environment variables; a wrong one is a refusal that names it. */
const readConfig = (environment: NodeJS.ProcessEnv): Result<Config> => {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refused('malformed', `${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? ''}`);
  }
  const { ASSENT_DATA, ASSENT_HOST, ASSENT_PORT, ASSENT_ORIGIN, ASSENT_DASHBOARD, DATABASE_URL } = parsed.data;
  return accepted({
    dataDirectory: isAbsolute(ASSENT_DATA) ? ASSENT_DATA : resolve(ASSENT_DATA),
    host: ASSENT_HOST,
    port: ASSENT_PORT,
    origin: ASSENT_ORIGIN,
    dashboardDirectory: ASSENT_DASHBOARD === undefined ? undefined : resolve(ASSENT_DASHBOARD),
    databaseUrl: DATABASE_URL,
  });
};

/** The configuration of this process. */
export const configOfProcess = (): Result<Config> => readConfig(process.env);
