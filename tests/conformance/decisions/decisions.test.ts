import { describeDecision } from '@assent/consent';
import type { Code } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { judge, nameOf } from './judge.ts';
import { groups } from './situation.ts';

/**
 * Situations of the consent model, as data that a lawyer can read: what was said, what is asked, what follows and why.
 *
 * Left out are those that need statements which do not exist yet: a guardian's grant with its `guardianship` (agreed,
 * lapsed, or for a grown person), a `disclaim` by a named owner or a person who is not in the picture, a `dispute` and
 * its lapse, a `resolve` of a competing claim, a `delegate` and an agency's grant by it, an `identity` whose key was
 * rotated or revoked, an `erase`.
 */
const key = ({ code, use, axis, holder }: { code: Code; use?: string; axis?: string; holder?: string }): string =>
  [code, use, axis, holder].filter((member) => member !== undefined).join(' ');

describe.each(groups)('$title', ({ situations }) => {
  test.each(situations)('$title: $verdict', (situation) => {
    const { decision, refused } = judge(situation);
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
    expect(describeDecision(decision)).toHaveLength(1 + decision.reasons.length);
  });
});

test('there are situations of every verdict, and each is told once', () => {
  const all = groups.flatMap(({ situations }) => situations);
  expect(all.length).toBeGreaterThanOrEqual(100);
  expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
  expect(new Set(all.map(({ verdict }) => verdict))).toEqual(new Set(['allow', 'deny', 'review']));
});
