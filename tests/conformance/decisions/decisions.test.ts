import { describeDecision } from '@assent/consent';
import { type Code, toUtf8 } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { answer } from '../answer.ts';
import { judge } from './judge.ts';
import { groups } from './situation.ts';

/**
 * Situations of the consent model, as data that a lawyer can read: what was said, what is asked, what follows and why.
 */
const key = ({ code, use, axis, holder }: { code: Code; use?: string; axis?: string; holder?: string }): string =>
  [code, use, axis, holder].filter((member) => member !== undefined).join(' ');

describe.each(groups)('$title', ({ situations }) => {
  test.each(situations)('$title: $verdict', async (situation) => {
    const { decision, refused, nameOf, asCase } = judge(situation);
    // The program that other implementations are held against says the same.
    expect(await answer(toUtf8(JSON.stringify(asCase)))).toEqual(decision);
    const expected = situation.statements.flatMap((said, i) =>
      'refused' in said && said.refused !== undefined ? [[i, said.refused] as const] : [],
    );
    expect([...refused]).toEqual(expected);
    const reasons = decision.reasons.map(({ statement: _, holder, ...reason }) =>
      key({ ...reason, ...(holder !== undefined && { holder: nameOf(holder) }) } as Parameters<typeof key>[0]),
    );
    expect(reasons.toSorted()).toEqual(
      situation.reasons.map((reason) => key(reason as Parameters<typeof key>[0])).toSorted(),
    );
    expect(decision.verdict).toBe(situation.verdict);
    // There is a sentence for whoever reads it, and one for each reason.
    expect(describeDecision('es', decision)).toHaveLength(1 + decision.reasons.length);
  });
});

test('there are situations of every verdict, and each is told once', () => {
  const all = groups.flatMap(({ situations }) => situations);
  expect(all.length).toBeGreaterThanOrEqual(100);
  expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
  expect(new Set(all.map(({ verdict }) => verdict))).toEqual(new Set(['allow', 'deny', 'review']));
});
