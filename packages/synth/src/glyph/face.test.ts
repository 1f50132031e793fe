import { expect, test } from 'vitest';
import { pathsOf } from '../outline/paths.ts';
import { rasterise } from '../outline/raster.ts';
import { alphabet, unitsPerEm } from './alphabet.ts';
import { faceNamed, faceNames } from './face.ts';
import { matrixOf } from './pose.ts';

test('every character of every face has an outline that closes, in a body of sensible size', () => {
  expect(faceNames.length).toBeGreaterThanOrEqual(40);
  expect(faceNames).toEqual(faceNames.toSorted());
  for (const name of faceNames) {
    const face = faceNamed(name)!;
    for (const character of alphabet) {
      const { advance, contours } = face.glyphs.get(character)!;
      expect(advance).toBeGreaterThan(0);
      expect(advance).toBeLessThan(2 * unitsPerEm);
      const pose = { em: 20 * 256, stretch: 1024, slant: 0, turn: 0 };
      const { width, height, covered } = rasterise(pathsOf(contours, matrixOf(pose), [0, 0]), 'nonzero');
      expect(Math.max(width, height)).toBeLessThan(50);
      const ink = covered.reduce((sum, share) => sum + share, 0) / 255;
      expect({ name, character, hasInk: ink > 0.6 && ink < 300 }).toEqual({ name, character, hasInk: true });
    }
  }
});

test('a name that no face has finds none', () => {
  expect(faceNamed('sans-99')).toBeUndefined();
});
