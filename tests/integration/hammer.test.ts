import { expect, it } from 'vitest';
import { hammer } from '../support/hammer.ts';

it('a registry holds to its word under writers, readers, a poor witness and a monitor at once', async () => {
  const done = await hammer(10);
  // Each has done something: how much is the machine's matter.
  for (const times of Object.values(done)) expect(times).toBeGreaterThan(0);
}, 240_000);
