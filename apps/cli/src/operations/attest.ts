import type { Attest, PublicationReceipt } from '@assent/schema';
import { signStatement } from '@assent/signing';
import type { OwnKeys } from '../keys.ts';
import { logOf, publishStatement, type RegistryClient } from '../registry-client.ts';

export interface AttestInput {
  readonly subject: string;
  readonly how: Attest['how'];
  /** As it may be shown; never the name of a person depicted. */
  readonly claim: string | undefined;
  /** SHA-256 of what was looked at. */
  readonly evidence: string;
  readonly until: number | null;
  readonly key: OwnKeys;
  readonly client: RegistryClient;
  readonly now: number;
}

/** State that an identity was checked. */
export const attest = async ({ key, client, now, claim, ...rest }: AttestInput): Promise<PublicationReceipt> => {
  const log = await logOf(client);
  const { subject, how, evidence, until } = rest;
  const statement: Attest = {
    v: 1,
    kind: 'attest',
    aud: log.origin,
    iss: key.identity,
    iat: now,
    subject,
    how,
    ...(claim !== undefined && { claim }),
    checkedAt: now,
    until,
    evidence,
  };
  return publishStatement(client, log, { envelope: await signStatement(statement, ...key.signers) });
};
