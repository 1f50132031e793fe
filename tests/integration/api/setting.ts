import { join } from 'node:path';
import type { Attest, Dispute, Grant, Withdraw } from '@assent/schema';
import { canonicalize, toUtf8 } from '@assent/schema';
import { leafHash, rootOf } from '@assent/log';
import { randomSeed, type Signer, signerFromSeed, signStatement, toBase64 } from '@assent/signing';
import { apiOf } from '../../support/check-log.ts';
import { databaseForTest } from '../../support/database.ts';
import { ask } from '../../support/plain.ts';
import { registryFor, temporaryFolder } from '../../support/programs.ts';

export const now = (): number => Math.floor(Date.now() / 1000);

/** A registry of this test's own, somebody who signs, and the log's name. */
export const setting = async (environment: Record<string, string> = {}) => {
  const folder = await temporaryFolder();
  const { url } = await databaseForTest();
  const registry = await registryFor({ data: join(folder, 'data'), databaseUrl: url, environment });
  const { body } = await ask(registry.address, '/overview');
  const { origin, identity } = body as { origin: string; identity: string };
  return {
    folder,
    url,
    registry,
    address: registry.address,
    api: apiOf(registry.address),
    origin,
    identity,
    someone: signerFromSeed(randomSeed()),
  };
};

export const work = (n: number): string => n.toString(16).padStart(64, '0');

const everywhere = {
  commerce: ['internal', 'research'],
  operators: ['academic'],
  downstream: 'none',
  territory: { except: [] },
  duties: ['attribute'],
} satisfies Grant['uses']['mine'];

export interface Sent {
  readonly envelope: string;
  readonly lines?: string[];
}

/** A grant over works, by their author and owner, ready to be sent. */
export const grantOver = async (
  signer: Signer,
  aud: string,
  works: readonly string[],
  depicts: readonly string[] = [],
): Promise<Sent> => {
  const lines = works.toSorted().map((sha256) =>
    canonicalize({
      sha256,
      bytes: 1000,
      mime: 'image/jpeg',
      salt: '0'.repeat(32),
      author: signer.did,
      owners: [signer.did],
      depicts: depicts.toSorted().map((subject) => ({ subject, minor: false })),
    }),
  );
  const root = Buffer.from(rootOf(lines.map((line) => leafHash(toUtf8(line))))).toString('hex');
  const grant: Grant = {
    v: 1,
    kind: 'grant',
    aud,
    iss: signer.did,
    iat: now(),
    capacity: 'author',
    uses: { mine: everywhere, 'train-predictive': everywhere },
    reserves: [],
    from: 0,
    until: now() + 365 * 86_400,
    onWithdraw: 'remove-from-datasets',
    works: { root, count: lines.length },
    replaces: [],
    notice: { sha256: '0'.repeat(64), language: 'en', version: 1 },
  };
  return { envelope: toBase64(await signStatement(grant, signer)), lines };
};

export const withdrawalOf = async (
  signer: Signer,
  aud: string,
  statement: string,
  leaves?: [number, number][],
): Promise<Sent> => {
  const withdraw: Withdraw = {
    v: 1,
    kind: 'withdraw',
    aud,
    iss: signer.did,
    iat: now(),
    statement,
    ...(leaves && { leaves }),
  };
  return { envelope: toBase64(await signStatement(withdraw, signer)) };
};

export const disputeOf = async (signer: Signer, aud: string, works: readonly string[]): Promise<Sent> => {
  const lines = works.toSorted().map((sha256) => canonicalize({ sha256, salt: '0'.repeat(32) }));
  const root = Buffer.from(rootOf(lines.map((line) => leafHash(toUtf8(line))))).toString('hex');
  const dispute: Dispute = {
    v: 1,
    kind: 'dispute',
    aud,
    iss: signer.did,
    iat: now(),
    works: { root, count: lines.length },
    about: 'owner',
  };
  return { envelope: toBase64(await signStatement(dispute, signer)), lines };
};

export const attestOf = async (signer: Signer, aud: string, subject: string): Promise<Sent> => {
  const attest: Attest = {
    v: 1,
    kind: 'attest',
    aud,
    iss: signer.did,
    iat: now(),
    subject,
    how: 'domain',
    claim: 'example.org',
    checkedAt: now(),
    until: null,
    evidence: '0'.repeat(64),
  };
  return { envelope: toBase64(await signStatement(attest, signer)) };
};
