import type { Json } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import type { Generated } from '../generator.ts';
import { randomOf } from '../random.ts';
import { shapesScene } from './generator.ts';
import type { SceneLabels } from './labels.ts';
import { recogniseShape } from './recognise.ts';
import { recheckScene } from './recheck.ts';
import { outlineOf, shapes } from './shapes.ts';
import { stencilOf } from './stencil.ts';

const random = randomOf(new Uint8Array(32), 'rechecked');

const make = async (given: Parameters<typeof shapesScene.prepare>[0]): Promise<Generated> => {
  const prepared = shapesScene.prepare(given);
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  return prepared.value.generate(Uint8Array.from({ length: 32 }, () => random.below(256)));
};

test('of 1,000 scenes of many sizes, every label agrees with the pixels', async () => {
  for (let i = 0; i < 1000; i++) {
    const minObjects = 1 + (i % 12);
    const size = [64, 65, 80, 96, 128, 150, 200][i % 7]!;
    expect(recheckScene(await make({ size, minObjects, maxObjects: 12 }))).toEqual([]);
  }
}, 120_000);

test('every shape is told from its pixels at the smallest size there is', () => {
  for (let i = 0; i < 1000; i++) {
    for (const shape of shapes) {
      const t = (random.below(256) + 0.5) / 256;
      const turn = { cos: (1 - t * t) / (1 + t * t), sin: (2 * t) / (1 + t * t) };
      const pose = {
        x: 20 + random.below(16) / 16,
        y: 20 + random.below(16) / 16,
        radius: (64 * random.between(76, 88)) / 1000,
        ...turn,
      };
      const { width, coverage } = stencilOf(outlineOf(shape, pose, 0));
      const points = [...coverage].flatMap((covered, at) => (covered >= 8 ? [at % width, Math.floor(at / width)] : []));
      if (recogniseShape(points) !== shape)
        expect({ ...pose, seen: recogniseShape(points) }).toEqual({ ...pose, seen: shape });
    }
  }
});

describe('a planted lie is found:', () => {
  /** A scene with a whole object, a hidden one, and relations. */
  const rich = async (): Promise<Generated> => {
    for (let tries = 0; tries < 500; tries++) {
      const item = await make({ size: 128, minObjects: 6, maxObjects: 6 });
      const { objects, relations, questions } = item.labels as SceneLabels;
      const kinds = new Set(questions.map(({ kind }) => kind));
      if (relations.length > 0 && kinds.size === 5 && objects[0]!.hidden > 0 && objects.at(-1)!.hidden === 0)
        return item;
    }
    throw new Error('no scene of 500 has something hidden and something to ask');
  };

  const lie = async (change: (labels: SceneLabels, item: Generated) => void): Promise<string[]> => {
    const item = await rich();
    const copy: Generated = { ...item, content: item.content.slice(), labels: structuredClone(item.labels) };
    change(copy.labels as SceneLabels, copy);
    return recheckScene(copy);
  };

  const last = ({ objects }: SceneLabels) => objects.at(-1)!;

  test.each<[string, RegExp, (labels: SceneLabels) => void]>([
    [
      'a shape',
      /its pixels are not a/,
      (labels) => void (last(labels).shape = last(labels).shape === 'star' ? 'ring' : 'star'),
    ],
    [
      'a colour',
      /does not show/,
      (labels) => void (last(labels).colour = last(labels).colour === 'red' ? 'blue' : 'red'),
    ],
    [
      'a size',
      /of another size/,
      (labels) => void (last(labels).size = last(labels).size === 'small' ? 'large' : 'small'),
    ],
    ['an area', /another area/, (labels) => void last(labels).area++],
    ['a box', /another box/, (labels) => void last(labels).box[2]++],
    ['an object hidden by nothing', /in front of it|another size/, (labels) => void (last(labels).hidden = 40)],
    ['a mask of another object', /overlaps/, (labels) => void (labels.objects[1]!.mask = last(labels).mask)],
    ['a mask of another picture', /not of this picture/, (labels) => void (last(labels).mask.counts = '0')],
    ['an object left out', /belong to no object/, (labels) => void labels.objects.pop()],
    ['a count', /counts/, (labels) => void labels.counts.total++],
    ['a count by shape', /counts/, (labels) => void (labels.counts.shapes.star = 99)],
    ['a caption', /caption/, (labels) => void (labels.caption = labels.caption.replace(/\d/, '9'))],
    ['a relation', /relations/, (labels) => void labels.relations.pop()],
    ['the mark elsewhere', /mark is elsewhere/, (labels) => void labels.mark[0]--],
    ['the size of the picture', /128 by 128/, (labels) => void (labels.width = 64)],
  ])('%s', async (_, problem, change) => {
    expect(await lie((labels) => change(labels))).toEqual(expect.arrayContaining([expect.stringMatching(problem)]));
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7])('the answer to question %i', async (i) => {
    const found = await lie(({ questions }) => {
      const question = questions[i % questions.length]!;
      question.answer = question.answer === 'yes' ? 'no' : 'yes';
    });
    expect(found).toEqual([expect.stringMatching(/^".*" is not answered by/)]);
  });

  test('a question that cannot be read', async () => {
    expect(await lie(({ questions }) => void (questions[0]!.question = 'Which is nicest?'))).toHaveLength(1);
  });

  test('a picture without its mark', async () => {
    expect(await lie((_, item) => item.content.fill(0, item.content.length - 9))).toContain('the mark is damaged');
  });

  test('an object painted over', async () => {
    const found = await lie((labels, item) => {
      const [left, top, across, down] = last(labels).box;
      for (let y = top; y < top + down; y++) {
        const row = item.content.length - 128 * 128 * 3 + (y * 128 + left) * 3;
        item.content.fill(240, row, row + across * 3);
      }
    });
    expect(found).toEqual(expect.arrayContaining([expect.stringMatching(/does not show/)]));
  });

  test('an object drawn in without a label', async () => {
    const found = await lie((_, item) => {
      // The top left corner is a pixel that no object reaches; a patch of red there is an object to the eye.
      for (let i = 0; i < 12; i++) {
        const row = item.content.length - 128 * 128 * 3 + i * 128 * 3;
        for (let x = 0; x < 12; x++) item.content.set([214, 48, 49], row + x * 3);
      }
    });
    expect(found).not.toEqual([]);
  });

  test('content that is no picture', async () => {
    const item: Generated = { ...(await rich()), content: new Uint8Array(4), labels: {} as Json };
    expect(recheckScene(item)).toEqual(['not a picture in canonical form']);
  });
});
