import { describe, expect, test } from 'vitest';
import { type CodeEntry, codeNames, codes } from './codes.ts';
import { CodeName } from './decision.ts';

const entries: readonly (readonly [string, CodeEntry])[] = Object.entries(codes);

describe('every code', () => {
  test('is a snake_case name', () => {
    expect(codeNames.filter((name) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  test('says when it arises, in words of its own', () => {
    expect(entries.filter(([, { when }]) => when.trim() === '' || when !== when.trim()).map(([name]) => name)).toEqual(
      [],
    );
    expect(new Set(entries.map(([, { when }]) => when)).size).toBe(entries.length);
  });

  test('has a sentence that a person can read: capital, full stop, no code in it', () => {
    const bad = entries.filter(
      ([, { sentence }]) => !/^[A-Z].{10,}[.]$/su.test(sentence) || /[a-z]_[a-z]/.test(sentence),
    );
    expect(bad.map(([name]) => name)).toEqual([]);
  });

  test('belongs to a stage, and every stage has some', () => {
    const stages = new Set(entries.map(([, { stage }]) => stage));
    expect([...stages].toSorted()).toEqual(['accept', 'bytes', 'decide', 'service', 'verify', 'warning']);
  });

  test('is in the list of names, once and in order', () => {
    expect(codeNames).toEqual(Object.keys(codes).toSorted());
    expect(new Set(codeNames).size).toBe(entries.length);
  });

  test('is a value of the schema; a code that is not in the list is none', () => {
    expect(codeNames.filter((name) => !CodeName.safeParse(name).success)).toEqual([]);
    expect(CodeName.safeParse('nonsense').success).toBe(false);
  });
});

test('each axis of a decision has its code', () => {
  const axes = ['commerce', 'operators', 'downstream', 'territory', 'duties', 'on_withdraw'];
  expect(axes.map((axis) => `${axis}_not_granted`).filter((name) => !(name in codes))).toEqual([]);
});

test('each capacity that has to agree has its code', () => {
  const capacities = ['author', 'owner', 'subject', 'guardian'];
  expect(capacities.map((capacity) => `${capacity}_grant_missing`).filter((name) => !(name in codes))).toEqual([]);
});
