import { describe, expect, test } from 'vitest';
import { Ground } from './ground.ts';
import { markBox } from './mark.ts';
import { outlineOf } from './shapes.ts';

const side = 128;
const disc = (x: number, y: number, radius = 10) => outlineOf('circle', { x, y, radius, cos: 1, sin: 0 }, 0);
const square = (x: number, y: number, radius = 10) => outlineOf('square', { x, y, radius, cos: 1, sin: 0 }, 0);

const placed = (...discs: [x: number, y: number, radius: number][]) => {
  const ground = new Ground(side);
  for (const [x, y, radius] of discs) expect(ground.place('blue', disc(x, y, radius))).toBe(true);
  return ground;
};

describe('a pixel stays free all around', () => {
  const [left, top] = markBox(side);
  test.each<[string, [number, number], [number, number]]>([
    ['at the left', [11, 40], [10.9, 40]],
    ['at the top', [40, 11], [40, 10.9]],
    ['at the right', [side - 11, 40], [side - 10.9, 40]],
    ['at the bottom', [30, side - 11], [30, side - 10.9]],
    ['above the mark', [left + 20, top - 11], [left + 20, top - 10.9]],
    ['left of the mark', [left - 11, side - 11], [left - 10.9, side - 11]],
  ])('%s', (_, clear, close) => {
    expect(new Ground(side).place('red', disc(...clear))).toBe(true);
    expect(new Ground(side).place('red', disc(...close))).toBe(false);
  });
});

test('a quarter of an object may be hidden, and no more, also by several', () => {
  const [area] = placed([50, 50, 20]).placed.map((object) => object.area);
  const ground = placed([50, 50, 20]);
  expect(ground.place('red', disc(50 + 21, 50, 10))).toBe(true);
  expect(ground.place('green', disc(50 - 21, 50, 10))).toBe(true);
  const visible = ground.placed[0]!.visible;
  expect(visible / area!).toBeGreaterThan(0.75);
  expect(ground.place('yellow', disc(50, 50, 9))).toBe(false);
  expect(ground.placed[0]!.visible).toBe(visible);
  expect(ground.owner.filter((owner) => owner === 1).length).toBe(visible);
});

test('a bar may not cut an object in two, nor a refused object leave a trace', () => {
  const ground = new Ground(side);
  expect(ground.place('blue', outlineOf('cross', { x: 60, y: 60, radius: 24, cos: 1, sin: 0 }, 0))).toBe(true);
  const before = ground.owner.slice();
  // Over the whole width of an arm, leaving four pixels of its end: a fifth of the cross is hidden.
  expect(ground.place('red', square(60 + 15, 60, 11))).toBe(false);
  expect(ground.owner).toEqual(before);
});

test('objects of one colour keep apart where others may overlap', () => {
  expect(placed([40, 40, 10]).place('blue', disc(40 + 22, 40))).toBe(false);
  expect(placed([40, 40, 10]).place('blue', disc(40 + 23, 40))).toBe(true);
  expect(placed([40, 40, 10]).place('red', disc(40 + 18, 40))).toBe(true);
});
