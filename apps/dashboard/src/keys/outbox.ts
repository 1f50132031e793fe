import { encodeEntry } from '@assent/log';
import type { PublicationReceipt, Statement } from '@assent/schema';
import { type Signer, signStatement } from '@assent/signing/sign';
import { decodeEnvelope, fromBase64, statementId, toBase64 } from '@assent/signing/verify';
import { queryOptions } from '@tanstack/react-query';
import { api, client, queryClient } from '../api.ts';
import { ed25519 } from '../proof/ed25519.ts';
import { chooseKey, type LogKey, pinnedKey } from '../proof/log-key.ts';
import { type EntryProof, outcomeOf, verifyEntry } from '../proof/verify-entry.ts';
import { titleOf } from '../words/statement-words.ts';
import { signerOf } from './own-keys.ts';
import { forget, keep, type OwnKey, readAll, type Unsent } from './store.ts';

/** What the log answered, and what this page found when it checked that. */
export interface Recorded {
  readonly unsent: Unsent;
  readonly receipt: PublicationReceipt;
  readonly proof: EntryProof;
  readonly logKey: LogKey;
}

/** The log of this registry, as it names itself. */
export const readLog = async () => {
  const trust = await queryClient.fetchQuery({ ...api.log.trust.queryOptions(), staleTime: Infinity });
  return trust.logs[0]!;
};

export const unsentStatements = queryOptions({
  queryKey: ['unsent'],
  queryFn: async () => (await readAll('outbox')).toSorted((a, b) => a.signedAt - b.signedAt),
  staleTime: Infinity,
});

const isChanged = (): Promise<void> => queryClient.invalidateQueries({ queryKey: unsentStatements.queryKey });

/** Sign a statement, beside others whose keys it needs, and keep it. From here on it survives a reload, a crash, and a registry that is down. */
export const signAndKeep = async (
  statement: Statement,
  lines: readonly string[],
  key: OwnKey,
  beside: readonly Signer[] = [],
): Promise<Unsent> => {
  const envelope = await signStatement(statement, signerOf(key), ...beside);
  const signed = decodeEnvelope(envelope);
  if (!signed.ok) throw new Error(signed.refusal.code);
  const unsent: Unsent = {
    id: statementId(signed.value.payloadType, signed.value.payload),
    identity: key.identity,
    title: titleOf({ kind: statement.kind, works: lines.length === 0 ? undefined : lines.length }),
    envelope: toBase64(envelope),
    lines,
    signedAt: Date.now(),
  };
  await keep('outbox', unsent);
  await isChanged();
  return unsent;
};

/** Put away what was signed and never sent. */
export const discard = async ({ id }: Unsent): Promise<void> => {
  await forget('outbox', id);
  await isChanged();
};

/** Send what was signed, and check the receipt. It is put away only once the log has proved that it holds these bytes. */
const send = async (unsent: Unsent): Promise<Recorded> => {
  const log = await readLog();
  const pinned = await queryClient.fetchQuery(pinnedKey(log.origin));
  const logKey = chooseKey(log.key, pinned);
  const { envelope, lines } = unsent;
  const receipt = await client.statements.publish.mutate({
    envelope,
    ...(lines.length > 0 && { lines: [...lines] }),
  });
  const bytes = fromBase64(envelope);
  const signed = bytes.ok ? decodeEnvelope(bytes.value) : bytes;
  if (!signed.ok) throw new Error(signed.refusal.code);
  const proof = await verifyEntry(
    { entry: toBase64(encodeEntry(signed.value)), id: unsent.id, index: receipt.index, lines: [...lines], receipt },
    { ed25519: await ed25519(), logKey: logKey.key, origin: log.origin, now: Date.now() },
  );
  if (outcomeOf(proof) === 'holds') await discard(unsent);
  return { unsent, receipt, proof, logKey };
};

/** Send what waits, in the order in which it was signed: an identity comes before what it says. */
export const sendAll = async (): Promise<Recorded[]> => {
  const sent: Recorded[] = [];
  for (const unsent of await queryClient.fetchQuery({ ...unsentStatements, staleTime: 0 }))
    sent.push(await send(unsent));
  return sent;
};
