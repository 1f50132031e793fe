import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashParameters, type SliceSource, slotSeed } from './seed.ts';

const source: SliceSource = {
  generator: { id: 'shapes-scene', version: '1.0.0', codeDigest: 'c'.repeat(64) },
  parameters: { size: 128, maxObjects: 4 },
  spec: 'a'.repeat(64),
  stratum: 'counted-scenes',
  nonce: 'b'.repeat(64),
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('a slot’s seed is the hash of the written rule', () => {
  const parameters = sha256('{"maxObjects":4,"size":128}');
  expect(hashParameters(source.parameters)).toBe(parameters);
  const rule = `["synth-seed/1","${'a'.repeat(64)}","counted-scenes",7,"shapes-scene@1.0.0","${'c'.repeat(64)}","${parameters}","${'b'.repeat(64)}"]`;
  expect(hex(slotSeed(source, 7))).toBe(sha256(rule));
});

test('everything that is signed moves every seed', () => {
  const others: SliceSource[] = [
    { ...source, generator: { ...source.generator, id: 'other' } },
    { ...source, generator: { ...source.generator, version: '1.0.1' } },
    { ...source, generator: { ...source.generator, codeDigest: 'd'.repeat(64) } },
    { ...source, parameters: { size: 128 } },
    { ...source, spec: 'e'.repeat(64) },
    { ...source, stratum: 'scenes' },
    { ...source, nonce: 'f'.repeat(64) },
  ];
  const seeds = [slotSeed(source, 0), slotSeed(source, 1), ...others.map((other) => slotSeed(other, 0))].map(hex);
  expect(new Set(seeds).size).toBe(seeds.length);
});

test('the order in which parameters are written changes nothing', () => {
  expect(slotSeed({ ...source, parameters: { maxObjects: 4, size: 128 } }, 3)).toEqual(slotSeed(source, 3));
});
