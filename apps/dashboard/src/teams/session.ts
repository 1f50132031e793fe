import { signSignIn } from '@assent/signing/sign';
import { toBase64 } from '@assent/signing/verify';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { client, queryClient } from '../api.ts';
import { readLog } from '../keys/outbox.ts';
import { signerOf } from '../keys/own-keys.ts';
import type { OwnKey } from '../keys/store.ts';

/** Everything that is asked as somebody signed in; forgotten when they sign out. */
export const privateKey = ['private'] as const;

const who = queryOptions({
  queryKey: [...privateKey, 'who'],
  queryFn: async () => (await client.signIn.who.query()).who,
  staleTime: 60_000,
});

/** Who is signed in here, or `null`. */
export const useWho = () => useQuery(who);

/** Ask everything again that is private: somebody came, went, or changed something. */
export const refreshPrivate = (): Promise<void> => queryClient.invalidateQueries({ queryKey: privateKey });

/** The challenge is of another log than this page reads: signed, it would let somebody in there. */
export class OtherLog extends Error {}

/** Show the registry that one holds a key. What is signed is good once, here, for two minutes, and is no statement. */
export const signIn = async (key: OwnKey): Promise<void> => {
  const { origin } = await readLog();
  const { aud, challenge, until } = await client.signIn.challenge.mutate({});
  if (aud !== origin) throw new OtherLog(aud);
  const answer = await signSignIn({ v: 1, kind: 'sign-in', aud, iss: key.identity, challenge, until }, signerOf(key));
  await client.signIn.answer.mutate({ envelope: toBase64(answer) });
  await refreshPrivate();
};

export const signOut = async (): Promise<void> => {
  await client.signIn.leave.mutate({});
  queryClient.removeQueries({ queryKey: privateKey });
  await refreshPrivate();
};
