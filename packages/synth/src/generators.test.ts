import { expect, test } from 'vitest';
import { findGenerator, generatorNamed, generatorRef } from './generators.ts';
import { shapesScene } from './shapes-scene/generator.ts';

const ref = generatorRef(shapesScene);

test('a generator is found by its name, and by what a statement says of it', () => {
  expect(generatorNamed('shapes-scene')).toEqual({ ok: true, value: shapesScene });
  expect(findGenerator(ref)).toEqual({ ok: true, value: shapesScene });
});

test.each([
  ['another name', { ...ref, id: 'shapes' }, 'shapes'],
  ['another version', { ...ref, version: '9.0.0' }, '9.0.0'],
  ['other code of the same version', { ...ref, codeDigest: '0'.repeat(64) }, 'with code 000'],
])('%s is unknown', (_, other, detail) => {
  expect(findGenerator(other)).toMatchObject({
    ok: false,
    refusal: { code: 'generator_unknown', detail: expect.stringContaining(detail) },
  });
});

test('a name nobody has is unknown', () => {
  expect(generatorNamed('nobody')).toMatchObject({ ok: false, refusal: { code: 'generator_unknown' } });
});
