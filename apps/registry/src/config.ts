import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { isAbsolute, join, resolve } from 'node:path';
import { parseVerifierKey } from '@assent/log';
import { accepted, Origin, refused, type Result } from '@assent/schema';
import { publicKeyOf } from '@assent/signing/verify';
import { z } from 'zod';
import type { WitnessPlace } from './log/cosignatures.ts';

const Port = z.coerce.number().int().min(0).max(65_535);
/** May be less than one a second. */
const rate = z.coerce.number().min(0.001).max(1_000_000);
const amount = (most: number) => z.coerce.number().int().min(1).max(most);

/** Addresses and networks, separated by commas. */
const Networks = z.string().superRefine((text, context) => {
  for (const network of text.split(','))
    if (!readNetwork(new BlockList(), network)) context.addIssue(`${network} is none`);
});

/** A note has room for 16 signatures, and the log's is one. */
const mostWitnesses = 15;

/** `<verifier key> <address>`, separated by commas. */
const Witnesses = z.string().superRefine((text, context) => {
  const places = text.split(',').map(readWitness);
  if (places.includes(undefined)) context.addIssue('each witness is its verifier key, a space and its address');
  if (places.length > mostWitnesses) context.addIssue(`at most ${mostWitnesses} witnesses`);
  if (new Set(places.map((place) => place?.key.name)).size < places.length)
    context.addIssue('a witness is named twice');
});

/** A note has room for 16 signatures. */
const mostMonitors = 16;

/** did:keys, separated by commas. */
const Monitors = z.string().superRefine((text, context) => {
  const named = text.split(',').map((did) => did.trim());
  for (const did of named) if (!publicKeyOf(did).ok) context.addIssue(`${did} is no did:key`);
  if (named.length > mostMonitors) context.addIssue(`at most ${mostMonitors} monitors`);
});

/**
 * Everything the registry can be told, and the only reader of the environment. The table in `docs/operate.md` is
 * checked against this.
 */
export const settings = {
  ASSENT_DATA: z
    .string()
    .min(1)
    .default('.assent')
    .describe('folder of the log’s key, name, last checkpoint and the embedded database'),
  ASSENT_HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  ASSENT_PORT: Port.default(4680).describe('port to listen on; 0: any free one'),
  ASSENT_ORIGIN: Origin.optional().describe(
    'the log’s name, in every statement and checkpoint, for good; where none is given, the data folder’s, or a new local one',
  ),
  ASSENT_DASHBOARD: z.string().min(1).optional().describe('folder of the built dashboard, where it is to be served'),
  ASSENT_LOG_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('the log’s key, where it is not `log.key` in the data folder'),
  DATABASE_URL: z
    .string()
    .min(1)
    .optional()
    .describe('PostgreSQL, `postgres://user:password@host:5432/name`; where none is given, the embedded one'),
  DATABASE_URL_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('a file that holds `DATABASE_URL`, so that the password is in no environment'),
  ASSENT_OPERATOR_HOST: z.string().min(1).default('127.0.0.1').describe('address of the operator’s port'),
  ASSENT_OPERATOR_PORT: Port.optional().describe(
    'port for `/metrics`, for the operator alone; where none is given, there is none',
  ),
  ASSENT_LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('what is written to the standard output, a JSON object a line'),
  ASSENT_TRUSTED_PROXIES: Networks.optional().describe(
    'addresses and networks of your own proxies, separated by commas; from them alone `x-forwarded-for` is believed',
  ),
  ASSENT_ADDRESS_RATE: rate.default(50).describe('points that an address gets each second'),
  ASSENT_ADDRESS_BURST: amount(10_000_000).default(6_000).describe('points that an address can save up'),
  ASSENT_SIGNER_RATE: rate.default(20).describe('statements that a key may publish each second'),
  ASSENT_SIGNER_BURST: amount(10_000_000).default(2_000).describe('statements that a key may publish at once'),
  ASSENT_STREAMS: amount(100_000).default(256).describe('event streams and downloads at once'),
  ASSENT_STREAMS_PER_ADDRESS: amount(100_000)
    .default(16)
    .describe('event streams and downloads at once of one address'),
  ASSENT_REQUEST_SECONDS: amount(3_600).default(120).describe('seconds that a request may take to arrive'),
  ASSENT_IDLE_SECONDS: amount(3_600)
    .default(300)
    .describe('seconds after which a connection on which nothing moves is closed: longer than any answer takes'),
  ASSENT_WITNESSES: Witnesses.optional().describe(
    'who cosigns checkpoints: the verifier key of a witness, a space and its address; several separated by commas',
  ),
  ASSENT_WITNESS_SECONDS: amount(60)
    .default(5)
    .describe('seconds that a witness may take to answer; whoever asks for evidence waits for it, no publisher does'),
  ASSENT_MONITORS: Monitors.optional().describe(
    'whose cosignatures of states are kept and shown: the did:keys of monitors, separated by commas',
  ),
  ASSENT_STOP_SECONDS: amount(3_600)
    .default(30)
    .describe('seconds that requests under way get when the registry is asked to stop'),
} as const;

const Environment = z.object(settings);

/** What is fair for one asker. */
export interface FairUseLimits {
  /** Points a second, and the most that can be saved up. */
  readonly address: { readonly rate: number; readonly burst: number };
  readonly signer: { readonly rate: number; readonly burst: number };
  readonly streams: { readonly total: number; readonly perAddress: number };
}

export interface Config {
  readonly dataDirectory: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** `undefined`: the name the data folder has, or a new local one. */
  readonly origin: string | undefined;
  /** The built dashboard, where it is to be served. */
  readonly dashboardDirectory: string | undefined;
  readonly logKeyFile: string;
  readonly databaseUrl: string | undefined;
  readonly operator: { readonly host: string; readonly port: number } | undefined;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Proxies whose `x-forwarded-for` is believed. */
  readonly trustedProxies: BlockList;
  readonly fairUse: FairUseLimits;
  /** Who cosigns checkpoints, and the seconds that each may take. */
  readonly witnesses: readonly WitnessPlace[];
  readonly witnessSeconds: number;
  /** did:keys of those whose cosignatures of states are kept. */
  readonly monitors: readonly string[];
  readonly requestSeconds: number;
  readonly idleSeconds: number;
  readonly stopSeconds: number;
}

/** Configuration from environment variables; a wrong one is a refusal that names it. */
export const readConfig = (environment: NodeJS.ProcessEnv): Result<Config> => {
  // Nothing set and set to nothing are the same: `FOO= assent serve` is how a shell unsets.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refused('malformed', `${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? ''}`);
  }
  const told = parsed.data;
  const databaseUrl = secret(told.DATABASE_URL, told.DATABASE_URL_FILE, 'DATABASE_URL');
  if (!databaseUrl.ok) return databaseUrl;
  const trustedProxies = new BlockList();
  for (const network of told.ASSENT_TRUSTED_PROXIES?.split(',') ?? []) readNetwork(trustedProxies, network);
  const dataDirectory = isAbsolute(told.ASSENT_DATA) ? told.ASSENT_DATA : resolve(told.ASSENT_DATA);
  return accepted({
    dataDirectory,
    host: told.ASSENT_HOST,
    port: told.ASSENT_PORT,
    origin: told.ASSENT_ORIGIN,
    dashboardDirectory: told.ASSENT_DASHBOARD === undefined ? undefined : resolve(told.ASSENT_DASHBOARD),
    logKeyFile: resolve(told.ASSENT_LOG_KEY_FILE ?? join(dataDirectory, 'log.key')),
    databaseUrl: databaseUrl.value,
    operator:
      told.ASSENT_OPERATOR_PORT === undefined
        ? undefined
        : { host: told.ASSENT_OPERATOR_HOST, port: told.ASSENT_OPERATOR_PORT },
    logLevel: told.ASSENT_LOG_LEVEL,
    trustedProxies,
    fairUse: {
      address: { rate: told.ASSENT_ADDRESS_RATE, burst: told.ASSENT_ADDRESS_BURST },
      signer: { rate: told.ASSENT_SIGNER_RATE, burst: told.ASSENT_SIGNER_BURST },
      streams: { total: told.ASSENT_STREAMS, perAddress: told.ASSENT_STREAMS_PER_ADDRESS },
    },
    witnesses: (told.ASSENT_WITNESSES?.split(',') ?? []).flatMap((text) => readWitness(text) ?? []),
    witnessSeconds: told.ASSENT_WITNESS_SECONDS,
    monitors: told.ASSENT_MONITORS?.split(',').map((did) => did.trim()) ?? [],
    requestSeconds: told.ASSENT_REQUEST_SECONDS,
    idleSeconds: told.ASSENT_IDLE_SECONDS,
    stopSeconds: told.ASSENT_STOP_SECONDS,
  });
};

/** The configuration of this process. */
export const configOfProcess = (): Result<Config> => readConfig(process.env);

/** A secret said outright, or in a file of its own. Its text is in no refusal. */
const secret = (said: string | undefined, file: string | undefined, name: string): Result<string | undefined> => {
  if (file === undefined) return accepted(said);
  if (said !== undefined) return refused('malformed', `${name} and ${name}_FILE are both set; set one`);
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? refused('malformed', `${name}_FILE: ${file} is empty`) : accepted(text);
  } catch (cause) {
    return refused('file_unreadable', `${name}_FILE: ${(cause as Error).message}`);
  }
};

const readNetwork = (into: BlockList, written: string): boolean => {
  const [address = '', prefix, ...more] = written.trim().split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const bits = version === 4 ? 32 : 128;
  if (prefix === undefined) into.addAddress(address, family);
  else if (!/^[0-9]{1,3}$/.test(prefix) || Number(prefix) > bits) return false;
  else into.addSubnet(address, Number(prefix), family);
  return true;
};

const readWitness = (written: string): WitnessPlace | undefined => {
  const [key = '', address = '', ...more] = written.trim().split(/ +/);
  const verifier = parseVerifierKey(key);
  const url = URL.parse(address);
  if (!verifier.ok || verifier.value.type !== 4 || more.length > 0) return undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? { url: url.href, key: verifier.value } : undefined;
};
