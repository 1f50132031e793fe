import { canonicalBytes } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { randomOf } from '../random.ts';
import { captionOf } from './caption.ts';
import { prepareScenes } from './generate.ts';
import type { SceneLabels } from './labels.ts';
import { relationsOf } from './relations.ts';

const labelsOf = (given: Parameters<typeof prepareScenes>[0], count: number): SceneLabels[] => {
  const generate = prepareScenes(given);
  if (!generate.ok) throw new Error(generate.refusal.detail);
  const random = randomOf(new Uint8Array(32), 'seeds');
  const seed = () => Uint8Array.from({ length: 32 }, () => random.below(256));
  return Array.from({ length: count }, () => generate.value(seed()).labels as SceneLabels);
};

test('labels of the largest setting stay under 24 kB', () => {
  const sizes = labelsOf({ size: 512, minObjects: 12, maxObjects: 12 }, 40).map(
    (labels) => canonicalBytes(labels).length,
  );
  expect(Math.max(...sizes)).toBeLessThan(24_000);
});

describe('questions', () => {
  const all = labelsOf({ size: 96, maxObjects: 6 }, 600).flatMap(({ questions }) => questions);
  const answers = (kind: string) => all.filter((question) => question.kind === kind).map(({ answer }) => answer);

  test('of every kind are asked', () => {
    const kinds = new Set(all.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual(['attribute', 'comparison', 'count', 'existence', 'relation']);
  });

  test.each(['existence', 'comparison', 'relation'])('about %s are answered by yes half the time', (kind) => {
    const yes = answers(kind).filter((answer) => answer === 'yes').length;
    expect(Math.abs(yes / answers(kind).length - 0.5)).toBeLessThan(0.08);
  });

  test('of the colour alone say nothing about the answer', () => {
    const colours = new Set(answers('attribute'));
    expect(colours.size).toBe(16);
  });
});

test('a caption counts what is alike and ends in a sentence', () => {
  const [star, circle] = [{ shape: 'star', colour: 'orange' } as const, { shape: 'circle', colour: 'blue' } as const];
  const crosses = [1, 2, 3].map(() => ({ shape: 'cross', colour: 'red' }) as const);
  expect(captionOf('dots', [star])).toBe('1 object on a dotted background: an orange star.');
  expect(captionOf('plain', [star, circle])).toBe('2 objects on a plain background: a blue circle and an orange star.');
  expect(captionOf('stripes', [star, ...crosses, circle])).toBe(
    '5 objects on a striped background: a blue circle, an orange star and 3 red crosses.',
  );
});

test('left of and above hold between boxes that share no column, no row', () => {
  const boxes = [
    [0, 0, 10, 10],
    [10, 5, 4, 4],
    [9, 30, 3, 3],
  ] as const;
  expect(relationsOf(boxes.map((box) => ({ box: [...box] })))).toEqual([
    [0, 'left-of', 1],
    [0, 'above', 2],
    [1, 'above', 2],
  ]);
});
