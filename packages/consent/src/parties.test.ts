import { expect, test } from 'vitest';
import type { Logged } from './history.ts';
import { identitiesOf } from './parties.ts';
import { attestBy, now } from './testing/told-log.ts';

const names = Array.from({ length: 30_000 }, (_, i) => `act:${String(i).padStart(52, '0')}`);

/** Each checked by the next, all of identities whose keys can change. */
const shown = (identity: string): Logged[] => {
  const next = names[Number(identity.slice(4)) + 1];
  if (next === undefined) return [];
  return [{ index: 0, id: '', leafHash: '', statement: attestBy('registry', 'ann', { iss: next, iat: now }) }];
};

test('a row of attesters of any length is followed to its end', () => {
  const source = { shown, byId: () => undefined, crowded: new Set<string>(), knownSince: () => now };
  const from = (identity: string) => ({ claims: [{ author: null, owners: [identity], depicts: [] }], live: [] });
  expect(identitiesOf(from(names[0]!), source)).toHaveLength(names.length);
  expect(identitiesOf(from(names.at(-1)!), source)).toEqual([names.at(-1)]);
});
