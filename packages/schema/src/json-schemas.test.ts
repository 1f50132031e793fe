import { describe, expect, test } from 'vitest';
import { jsonSchema, namedSchemas } from './json-schemas.ts';

describe('a JSON Schema', () => {
  const objects = (value: unknown): Record<string, unknown>[] => {
    if (value === null || typeof value !== 'object') return [];
    if (Array.isArray(value)) return value.flatMap(objects);
    return [value as Record<string, unknown>, ...Object.values(value).flatMap(objects)];
  };

  test.each(Object.keys(namedSchemas))('of %s says its name and draft', (name) => {
    expect(jsonSchema(name)).toMatchObject({
      $id: `https://assent.example/schema/${name}.v1.json`,
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: name,
    });
  });

  test.each(Object.keys(namedSchemas))('of %s lets no unknown member pass', (name) => {
    const open = objects(jsonSchema(name)).filter(
      ({ type, properties, additionalProperties }) =>
        type === 'object' && properties !== undefined && additionalProperties !== false,
    );
    expect(open).toEqual([]);
  });

  test.each(['nothing', '', 'constructor', 'toString'])('of a shape called %j there is none', (name) => {
    expect(() => jsonSchema(name)).toThrow(RangeError);
  });
});
