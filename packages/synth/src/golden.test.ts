import { GeneratorManifest } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { generators } from './generators.ts';
import { checkGolden } from './golden.ts';
import { hashParameters } from './seed.ts';

describe.each(generators)('$manifest.id', (generator) => {
  test('its manifest has the shape that others read', () => {
    expect(GeneratorManifest.parse(generator.manifest)).toEqual(generator.manifest);
  });

  test('it has at least five known outputs, and this engine gives each', async () => {
    expect(generator.golden.length).toBeGreaterThanOrEqual(5);
    expect(await checkGolden(generator)).toEqual({ ok: true, value: generator.golden.length });
  });

  test('its manifest lists them', () => {
    expect(generator.manifest.golden).toEqual(
      generator.golden.map(({ seed, parameters, content }) => ({
        seed,
        parametersHash: hashParameters(parameters),
        content,
      })),
    );
  });

  test.each(['content', 'labels', 'file'] as const)('another %s is found', async (member) => {
    const golden = generator.golden.map((known, i) => (i === 2 ? { ...known, [member]: '0'.repeat(64) } : known));
    expect(await checkGolden({ ...generator, golden })).toMatchObject({
      ok: false,
      refusal: { code: 'synthetic_not_reproduced', detail: expect.stringContaining(`${member} differs`) },
    });
  });

  test('its fields say what they do, and their names are in order', () => {
    for (const field of Object.values(generator.fields)) {
      expect(field.says).not.toBe('');
      if (field.kind === 'names') expect(field.of).toEqual(field.of.toSorted());
      else if (field.kind === 'whole')
        expect([field.min, field.standard, field.max].toSorted((a, b) => a - b)).toEqual([
          field.min,
          field.standard,
          field.max,
        ]);
    }
  });
});
