import type { LeafRanges, PublicationReceipt, Withdraw } from '@assent/schema';
import { signStatement } from '@assent/signing';
import type { z } from 'zod';
import { fail } from '../failure.ts';
import type { OwnKey } from '../keys.ts';
import { ask, logOf, publishStatement, type RegistryClient } from '../registry-client.ts';

/** What the signer sees before and after: what a withdrawal does, and what it cannot do. */
export const withdrawalWords = (works: number, of: number): string[] => [
  `From now on nothing new may be made from ${works === of ? `these ${of} works` : `${works} of these ${of} works`} under this agreement.`,
  'Datasets that hold them are reported as withdrawn to whoever checks, and the next versions leave them out.',
  'A model that has already learned from them will not forget them.',
];

export interface WithdrawInput {
  readonly statement: string;
  /** Works to withdraw, by SHA-256; empty: all. */
  readonly works: readonly string[];
  readonly key: OwnKey;
  readonly client: RegistryClient;
  readonly now: number;
}

/** End a grant of one's own, for all of its works or for some. */
export const withdraw = async ({
  statement,
  works,
  key,
  client,
  now,
}: WithdrawInput): Promise<{ receipt: PublicationReceipt; works: number; of: number }> => {
  const log = await logOf(client);
  const { index } = await ask(client, (api) => api.statements.find.query({ id: statement }));
  const grant = await ask(client, (api) => api.statements.read.query({ index }));
  const of = grant.works ?? 0;
  if (grant.live === false) fail('already_withdrawn', statement);
  const leaves =
    works.length === 0 ? undefined : leavesOf(await ask(client, (api) => api.statements.lines.query({ index })), works);
  const payload: Withdraw = {
    v: 1,
    kind: 'withdraw',
    aud: log.origin,
    iss: key.did,
    iat: now,
    statement,
    ...(leaves !== undefined && { leaves }),
  };
  const receipt = await publishStatement(client, log, { envelope: await signStatement(payload, key) });
  return { receipt, works: works.length === 0 ? of : works.length, of };
};

type Ranges = z.infer<typeof LeafRanges>;

/** Line numbers of works as ranges. */
const leavesOf = (lines: readonly string[], works: readonly string[]): Ranges => {
  const place = new Map(lines.map((line, leaf) => [(JSON.parse(line) as { sha256: string }).sha256, leaf]));
  const leaves = works
    .map((work) => place.get(work) ?? fail('not_found', `${work} is not in the list of this grant`))
    .toSorted((a, b) => a - b);
  const ranges: Ranges = [];
  for (const leaf of leaves) {
    const last = ranges.at(-1);
    if (last !== undefined && leaf <= last[1] + 1) last[1] = leaf;
    else ranges.push([leaf, leaf]);
  }
  return ranges;
};
