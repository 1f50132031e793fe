import { formatVerifierKey } from '@assent/log';
import type { Trust } from '@assent/schema';
import type { Registry } from '../registry.ts';

/** The policy of somebody who trusts this registry for everything it can vouch for: what the public pages are shown under. */
export const ownTrust = (registry: Registry): Trust => ({
  v: 1,
  logs: [{ origin: registry.origin, key: formatVerifierKey(registry.origin, registry.publicKey) }],
  issuers: 'any',
  attesters: [{ identity: registry.identity, upTo: 2 }],
  arbiters: [registry.identity],
  monitors: { quorum: 0, keys: [] },
  witnesses: { quorum: 0, keys: [] },
  unknownLineage: 'refuse',
});
