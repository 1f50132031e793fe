import { queryOptions } from '@tanstack/react-query';

/** Where the key of a log came from: its own server, or a person who pinned it in this browser. */
export interface LogKey {
  readonly key: string;
  readonly from: 'pinned' | 'server';
}

const storageKey = (origin: string): string => `assent.log-key.${origin}`;

const readPin = (origin: string): string | null => {
  try {
    return localStorage.getItem(storageKey(origin));
  } catch {
    return null;
  }
};

/** The pinned key of a log, kept in this browser. */
export const pinnedKey = (origin: string) =>
  queryOptions({ queryKey: ['pinned-key', origin], queryFn: () => readPin(origin), staleTime: Infinity });

export const pinKey = (origin: string, key: string | null): void => {
  try {
    if (key === null) localStorage.removeItem(storageKey(origin));
    else localStorage.setItem(storageKey(origin), key);
  } catch {
    // Where storage is closed nothing can be pinned, and the page goes on saying that the key is the server's.
  }
};

/** A pinned key is believed over what the server says: a server that changed its key has to fail. */
export const chooseKey = (served: string, pinned: string | null): LogKey =>
  pinned === null ? { key: served, from: 'server' } : { key: pinned, from: 'pinned' };
