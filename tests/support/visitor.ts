import type { Router } from '@assent/registry/router';
import type { SignIn } from '@assent/schema';
import { type Signer, signSignIn, toBase64 } from '@assent/signing';
import { createTRPCClient, httpLink, isTRPCClientError } from '@trpc/client';

/** Somebody at a browser: a client that keeps the registry's cookie. */
export interface Visitor {
  readonly api: ReturnType<typeof createTRPCClient<Router>>;
  /** `name=value`, as it is sent. */
  cookie: string | undefined;
  /** The last `set-cookie` as it came. */
  setCookie: string | undefined;
  /** Headers beside the cookie. */
  headers: Record<string, string>;
  signIn(signer: Signer, change?: Partial<SignIn>): Promise<string>;
}

export const visitor = (address: string): Visitor => {
  const link = httpLink({
    url: `${address}/trpc`,
    fetch: async (url, init) => {
      const headers = new Headers(init?.headers as HeadersInit);
      if (own.cookie !== undefined) headers.set('cookie', own.cookie);
      for (const [name, value] of Object.entries(own.headers)) headers.set(name, value);
      const answer = await fetch(url, { ...(init as RequestInit), headers });
      const set = answer.headers.get('set-cookie');
      if (set !== null) {
        own.setCookie = set;
        own.cookie = set.split(';')[0];
      }
      return answer;
    },
  });
  const own: Visitor = {
    api: createTRPCClient<Router>({ links: [link] }),
    cookie: undefined,
    setCookie: undefined,
    headers: {},
    signIn: async (signer, change) => {
      const envelope = await answerTo(await own.api.signIn.challenge.mutate({}), signer, change);
      await own.api.signIn.answer.mutate({ envelope });
      return envelope;
    },
  };
  return own;
};

/** A signed answer to a challenge, base64. */
export const answerTo = async (
  asked: Pick<SignIn, 'aud' | 'challenge' | 'until'>,
  signer: Signer,
  change: Partial<SignIn> = {},
): Promise<string> => {
  const { aud, challenge, until } = asked;
  const signIn: SignIn = { v: 1, kind: 'sign-in', aud, iss: signer.did, challenge, until, ...change };
  return toBase64(await signSignIn(signIn, signer));
};

/** The code that something is refused with, or `undefined` where it is not. */
export const codeOf = async (asked: Promise<unknown>): Promise<string | undefined> => {
  const error = await asked.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (error === undefined) return undefined;
  if (!isTRPCClientError<Router>(error)) throw error;
  return (error.data as { refusal?: { code: string } } | undefined)?.refusal?.code;
};
