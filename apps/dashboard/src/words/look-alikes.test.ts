import { expect, it } from 'vitest';
import { nameFaultOf } from './look-alikes.ts';

it('a name of one script a word is as it looks, in any script', () => {
  for (const name of ['Ana López', 'Ирина Ковалёва', 'Ирина Smith', 'עברית', '王小明', 'Ωmega'.slice(1), 'R2D2'])
    expect(nameFaultOf(name)).toBeUndefined();
});

it('a letter of another script inside a word is found', () => {
  expect(nameFaultOf('Аna López')).toBe('mixed');
  expect(nameFaultOf('pаypal')).toBe('mixed');
});

it('what cannot be seen is found', () => {
  expect(nameFaultOf('Ana\u200bLópez')).toBe('invisible');
  expect(nameFaultOf('\u202egpj.ana')).toBe('invisible');
});
