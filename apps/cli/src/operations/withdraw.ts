import { describeWithdrawal, type Language } from '@assent/consent';
import type { PublicationReceipt, Withdraw } from '@assent/schema';
import { signStatement } from '@assent/signing';
import { fail } from '../failure.ts';
import { leavesOf } from '../leaves.ts';
import type { OwnKeys } from '../keys.ts';
import { ask, logOf, publishStatement, type RegistryClient } from '../registry-client.ts';

export interface WithdrawInput {
  readonly statement: string;
  /** Works to withdraw, by SHA-256; empty: all. */
  readonly works: readonly string[];
  readonly key: OwnKeys;
  readonly client: RegistryClient;
  readonly language: Language;
  /** Asked before anything is signed, with what a withdrawal does and cannot do. */
  readonly confirm: (words: readonly string[]) => Promise<boolean>;
  readonly now: number;
}

export interface Withdrawn {
  readonly receipt: PublicationReceipt;
  readonly words: readonly string[];
  readonly works: number;
  readonly of: number;
}

/** Take back a grant of one's own, or another statement: for all of its works or for some. */
export const withdraw = async ({
  statement,
  works,
  key,
  client,
  language,
  confirm,
  now,
}: WithdrawInput): Promise<Withdrawn> => {
  const log = await logOf(client);
  const { index } = await ask(client, (api) => api.statements.find.query({ id: statement }));
  const grant = await ask(client, (api) => api.statements.read.query({ index }));
  const of = grant.works ?? 0;
  if (grant.live === false) fail('already_withdrawn', statement);
  const leaves =
    works.length === 0 ? undefined : leavesOf(await ask(client, (api) => api.statements.lines.query({ index })), works);
  const ending = works.length === 0 ? of : works.length;
  const words = describeWithdrawal(language, ending, of);
  if (!(await confirm(words))) fail('not_confirmed');
  const payload: Withdraw = {
    v: 1,
    kind: 'withdraw',
    aud: log.origin,
    iss: key.identity,
    iat: now,
    statement,
    ...(leaves !== undefined && { leaves }),
  };
  const receipt = await publishStatement(client, log, { envelope: await signStatement(payload, ...key.signers) });
  return { receipt, words, works: ending, of };
};
