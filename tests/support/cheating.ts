import type { Code } from '@assent/schema';
import { expect, test } from 'vitest';
import { type Cheats, codesOf, verifyCheated } from './bundles.ts';
import type { Story } from './consent-story.ts';
import { hashOf } from './written-statements.ts';
import { views } from './consent-story.ts';

/** One change that a team makes before it signs, what it is found by, the item it names. No codes: it is no cheat. */
export interface Cheat {
  readonly what: string;
  readonly cheats: Cheats | ((story: Story) => Cheats);
  readonly codes: readonly Code[];
  readonly item?: string;
}

/** One test a cheat, each in the story that is told before. */
export const findsEach = (story: () => Story, table: readonly Cheat[]): void => {
  test.each(table)('$what', async ({ cheats, codes, item }) => {
    const report = await verifyCheated(story(), typeof cheats === 'function' ? cheats(story()) : cheats);
    expect(report.ok).toBe(codes.length === 0);
    expect(codesOf(report)).toEqual([...codes].toSorted());
    if (item !== undefined) expect(report.errors.map((error) => error.item)).toContain(item);
  });
};

/** The first of the items whose holder granted less than everybody else. */
export const narrowest = views.map((name) => hashOf(name)).toSorted()[0]!;
