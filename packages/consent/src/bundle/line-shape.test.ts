import { toUtf8 } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { type Line, LineShapes, newKey, type Variables } from './line-shape.ts';

const lineOf = (text: string): Line => {
  const bytes = toUtf8(text);
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset), start: 0, end: bytes.length };
};
const into = (): Variables => ({ key: newKey(), counts: [], text: undefined });

/** Whether a line is taken for one of the shape of another, in which nothing may differ. */
const isTakenFor = (learned: string, other: string): boolean => {
  const shapes = new LineShapes<string>();
  shapes.learn(0, learned, [learned], lineOf(learned));
  return shapes.find(0, lineOf(other), into()) !== undefined;
};

describe('a shape', () => {
  const most = 0xffff;

  test('of as many letters as two bytes can count matches its line and no other', () => {
    const literal = 'a'.repeat(most);
    expect(isTakenFor(literal, literal)).toBe(true);
    expect(isTakenFor(literal, `${literal.slice(1)}b`)).toBe(false);
    expect(isTakenFor(literal, `${literal}b`)).toBe(false);
  });

  test('of more is not learned: its own letters would say what may differ in it', () => {
    // Read as a program from the 65,536th byte on: a text of any length, then the 8,224 letters that are left.
    const [before, after] = ['a'.repeat(most), `"${'b'.repeat(0x2020 - 1)}`];
    const literal = `${before}x~~  ${after}`;
    expect(isTakenFor(literal, `${before}somebody else${after}`)).toBe(false);
    expect(isTakenFor(literal, literal)).toBe(false);
  });
});
