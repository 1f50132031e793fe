import { expect, test } from 'vitest';
import { buildState } from './bundle/ledger-evidence.ts';
import { StateHashes } from './state-hashes.ts';
import { attestBy, day, grantBy, lineOf, listOf, now, ToldLog, withdrawBy } from './testing/told-log.ts';

const pause = (): Promise<void> => Promise.resolve();

test('are those of the lines, whatever was said since the state before', async () => {
  const log = new ToldLog();
  const kept = new StateHashes();
  const check = async (at: number): Promise<string[]> => {
    const { lines, tree } = buildState(log.ledger, at);
    const hashes = await kept.at(log.ledger, at, pause);
    expect(hashes).toEqual(lines.map((_, leaf) => tree.read(0, leaf)));
    return lines;
  };
  const give = (by: string, works: readonly string[], until = now + 700 * day) => {
    const list = listOf(works.map((work) => lineOf(work, by)));
    return log.tell(grantBy(by, list, { until }), list);
  };
  const told: string[][] = [await check(now)];
  const anns = give('ann', ['a', 'b', 'c', 'd']);
  told.push(await check(now));
  log.tell(withdrawBy('ann', anns.id, [[1, 2]]));
  told.push(await check(now));
  give('ben', ['a', 'z'], now + 2 * day);
  told.push(await check(now));
  log.tell(attestBy('registry', 'ann', { until: now + 3 * day }));
  told.push(await check(now));
  // Time alone: a grant and an attestation run out.
  told.push(await check(now + 2 * day));
  told.push(await check(now + 3 * day));
  log.tell(withdrawBy('ann', anns.id));
  told.push(await check(now + 3 * day));
  expect(new Set(told.map((lines) => lines.join('\n'))).size).toBe(told.length);
});
