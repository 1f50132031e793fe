/** The cookie that keeps somebody signed in, as a question sees it: it never sees a request. */
export interface SessionCookie {
  /** What the browser holds, if its own page asks. */
  readonly token: string | undefined;
  /** Keep a token for so many seconds; `undefined` forgets it. */
  keep(token: string | undefined, seconds: number): void;
}

/** Who asks by plain HTTP asks without a cookie: pages of others may ask there. */
export const noCookie: SessionCookie = { token: undefined, keep: () => undefined };

/** A browser holds `__Host-` cookies for one host alone, and only from where it is safe: over TLS. */
const nameFor = (secure: boolean): string => (secure ? '__Host-assent' : 'assent');

const isToken = /^[A-Za-z0-9_-]{43}$/;

/** Whether a page of this registry asks. A page of a neighbouring host has the same site, and is not ours. */
const isOwnPage = (request: Request): boolean => {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  return origin === null || (URL.canParse(origin) && new URL(origin).host === request.headers.get('host'));
};

/** On this very machine there is no network to listen on, and browsers send no cookie for TLS alone to it. */
const isLocal = (host: string | null): boolean => /^(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?$/.test(host ?? '');

/** @param answer where a `set-cookie` header is put. */
export const sessionCookie = (request: Request, answer: Headers): SessionCookie => {
  const secure = !isLocal(request.headers.get('host'));
  const name = nameFor(secure);
  const held = (request.headers.get('cookie') ?? '')
    .split(/; */)
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  return {
    token: held !== undefined && isToken.test(held) && isOwnPage(request) ? held : undefined,
    keep: (token, seconds) =>
      answer.set(
        'set-cookie',
        `${name}=${token ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${token === undefined ? 0 : seconds}${secure ? '; Secure' : ''}`,
      ),
  };
};
