import { parseVerifierKey } from '@assent/log';
import { accepted, openJson, Origin, refused, type Result, toUtf8, Trust } from '@assent/schema';
import { didKeyOf } from '@assent/signing/verify';
import { useSyncExternalStore } from 'react';

/** What somebody is about to trust: one log's key, or a whole policy. */
export type Proposal =
  | { readonly kind: 'key'; readonly origin: string; readonly key: string }
  | { readonly kind: 'policy'; readonly trust: Trust };

/** A policy with 16 logs and all its keys, and room. */
export const largestPolicy = 64 * 1024;
const mostLogs = 16;

/** Read a verifier key or a trust policy, as pasted or dropped. Every key of it has to be one. */
export const readProposal = (written: string): Result<Proposal> => {
  const text = written.trim();
  if (!text.startsWith('{')) {
    const key = parseVerifierKey(text);
    if (!key.ok) return key;
    if (key.value.type !== 1) return refused('key_malformed', 'this is the key of a witness; a log has another');
    return Origin.safeParse(key.value.name).success
      ? accepted({ kind: 'key', origin: key.value.name, key: text })
      : refused('key_malformed', 'its name is not the name of a log');
  }
  const trust = openJson(Trust, toUtf8(text), largestPolicy);
  if (!trust.ok) return trust;
  const { logs, witnesses } = trust.value;
  if (logs.length === 0) return refused('malformed', 'it names no log');
  const mismatched = logs.find(({ origin, key }) => {
    const parsed = parseVerifierKey(key);
    return !parsed.ok || parsed.value.name !== origin;
  });
  if (mismatched !== undefined) return refused('key_malformed', mismatched.key);
  const bad = witnesses.keys.find((key) => !parseVerifierKey(key).ok);
  return bad === undefined ? accepted({ kind: 'policy', trust: trust.value }) : refused('key_malformed', bad);
};

/** Somebody who trusts nobody. */
const nobody: Trust = {
  v: 1,
  logs: [],
  issuers: 'any',
  attesters: [],
  arbiters: [],
  monitors: { quorum: 0, keys: [] },
  witnesses: { quorum: 0, keys: [] },
  unknownLineage: 'refuse',
};

const identityOf = (key: string): string | undefined => {
  const parsed = parseVerifierKey(key);
  return parsed.ok ? didKeyOf(parsed.value.publicKey) : undefined;
};

/**
 * A policy with one more log. Its key says nothing of people; with `vouches` the registry is also believed about who
 * somebody is, and about settled disputes.
 */
export const withKey = (trust: Trust, origin: string, key: string, vouches: boolean): Trust => {
  const known = trust.logs.some((log) => log.key === key);
  const logs = known ? trust.logs : [...trust.logs, { origin, key }].slice(0, mostLogs);
  const identity = identityOf(key);
  if (!vouches || identity === undefined) return { ...trust, logs };
  const others = trust.attesters.filter((attester) => attester.identity !== identity);
  return {
    ...trust,
    logs,
    attesters: [...others, { identity, upTo: 2 }],
    arbiters: [...new Set([...trust.arbiters, identity])].toSorted(),
  };
};

/** A policy without a key: what its registry was believed goes with it. */
export const withoutKey = (trust: Trust, key: string): Trust => {
  const logs = trust.logs.filter((log) => log.key !== key);
  if (logs.length === 0) return nobody;
  const identity = identityOf(key);
  return {
    ...trust,
    logs,
    attesters: trust.attesters.filter((attester) => attester.identity !== identity),
    arbiters: trust.arbiters.filter((arbiter) => arbiter !== identity),
  };
};

const storageKey = 'assent.trust';
let latest: { readonly text: string | null; readonly trust: Trust } = { text: null, trust: nobody };
/** Where storage is closed, trust lasts as long as the page. */
let unstored: string | null = null;
const listeners = new Set<() => void>();

const readText = (): string | null => {
  try {
    return localStorage.getItem(storageKey) ?? unstored;
  } catch {
    return unstored;
  }
};

/** What is kept was checked when it was put there; what somebody else put there is nobody's trust. */
const read = (): Trust => {
  const text = readText();
  if (text !== latest.text) {
    const proposal = text === null ? undefined : readProposal(text);
    latest = { text, trust: proposal?.ok === true && proposal.value.kind === 'policy' ? proposal.value.trust : nobody };
  }
  return latest.trust;
};

const write = (trust: Trust): void => {
  const text = trust.logs.length === 0 ? null : JSON.stringify(trust);
  unstored = text;
  try {
    if (text === null) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, text);
  } catch {
    // It is kept in this page, and asked for again in the next.
  }
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
};

/** Whom the person at this browser trusts; nobody, until they say so. */
export const useTrust = (): readonly [Trust, (trust: Trust) => void] => [useSyncExternalStore(subscribe, read), write];

/** A verifier key in groups that can be read out and compared: its id, and its bytes. */
export const keyGroups = (key: string): { readonly id: string; readonly groups: readonly string[] } => {
  const [, id = '', ...encoded] = key.split('+');
  return { id, groups: encoded.join('+').match(/.{1,4}/g) ?? [] };
};
