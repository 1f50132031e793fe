import type { Delegate, Guardianship } from '@assent/schema';
import { expect, test } from 'vitest';
import {
  day,
  grantBy,
  listOf,
  now,
  openUse,
  registry,
  subjectLineOf,
  ToldLog,
  who,
  withdrawBy,
} from './testing/told-log.ts';

const header = (by: string) => ({ v: 1, aud: registry.origin, iss: who(by), iat: now }) as const;
const portrait = listOf([subjectLineOf('portrait')]);

test('whoever was a minor withdraws what was agreed in their place, also by a guardian’s delegate', () => {
  const log = new ToldLog();
  const guardianship: Guardianship = {
    ...header('guardian'),
    kind: 'guardianship',
    minor: who('kid'),
    lapsesOn: now + 300 * day,
  };
  expect(log.ask(guardianship, undefined, { keys: [who('guardian')] }).ok).toBe(false);
  expect(log.ask(guardianship, undefined, { keys: [who('guardian'), who('kid')] }).ok).toBe(true);
  log.ledger.apply({ index: 0, id: 'guardianship', leafHash: '', statement: guardianship }, []);
  const delegation = log.tell<Delegate>({
    ...header('guardian'),
    kind: 'delegate',
    to: who('agency'),
    capacities: ['guardian'],
    uses: { 'train-generative': openUse },
    onWithdraw: 'future-only',
    from: now,
    until: now + 300 * day,
    works: null,
  });
  const signedFor = { principal: who('guardian'), delegation: delegation.id };
  const grant = log.tell(grantBy('agency', portrait, { capacity: 'guardian', for: signedFor }), portrait);
  for (const entitled of ['agency', 'guardian', 'kid']) expect(log.ask(withdrawBy(entitled, grant.id)).ok).toBe(true);
  const refused = log.ask(withdrawBy('stranger', grant.id));
  expect(!refused.ok && refused.refusal.code).toBe('signer_not_entitled');
});
