import type { Grant } from '@assent/schema';

const everywhere = {
  commerce: ['internal', 'release-model', 'research', 'sell-model', 'sell-outputs'],
  operators: ['academic', 'company', 'government', 'individual', 'nonprofit'],
  downstream: 'any',
  territory: { except: [] },
  duties: ['attribute'],
} satisfies Grant['uses']['mine'];

export const origin = 'bench.example/log';

/** A grant as most people sign them: several uses under the same axes. */
export const grantOf = (iss: string, root: string, count: number, iat: number): Grant => ({
  v: 1,
  kind: 'grant',
  aud: origin,
  iss,
  iat,
  capacity: 'author',
  uses: { evaluate: everywhere, mine: everywhere, 'train-generative': everywhere, 'train-predictive': everywhere },
  reserves: ['imitate-style'],
  from: 0,
  until: iat + 365 * 86_400,
  onWithdraw: 'remove-from-datasets',
  works: { root, count },
  replaces: [],
  notice: { sha256: '00'.repeat(32), language: 'en', version: 1 },
});
