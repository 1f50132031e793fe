import { expect, it } from 'vitest';
import { hammer } from '../support/hammer.ts';

it('a registry holds to its word for five minutes', async () => {
  const done = await hammer(300);
  for (const times of Object.values(done)) expect(times).toBeGreaterThan(10);
}, 1_200_000);
