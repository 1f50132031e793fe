import { type Code, codes, type Reason } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { purpose, who } from '../testing/told-log.ts';
import { describeCode, describeDecision, describePurpose, describeReason, describeShortfall } from './decision.ts';
import { shortIdentity } from './short-identity.ts';
import { languages } from './wordings.ts';

test('a purpose is told as who wants what, what for, where and until when', () => {
  const [first, second, third] = describePurpose('en', purpose);
  expect(first).toMatch(
    /^Companies want to train models that generate, for selling what the model makes, in DE only\.$/,
  );
  expect(second).toBe('From 2026-01-01 until 2026-04-11.');
  expect(third).toBe('The result may not be passed on.');
  expect(describePurpose('en', { ...purpose, until: null })[1]).toBe('From 2026-01-01 without an end.');
  expect(describePurpose('es', { ...purpose, duties: ['attribute'] })).toEqual([
    'Las empresas quieren hacer esto con las obras: entrenar modelos que generan contenidos, para vender lo que el modelo produce, solo en DE.',
    'Desde el 1 de enero de 2026 hasta el 11 de abril de 2026.',
    'El resultado no se puede pasar a nadie.',
    'A cambio se comprometen a nombrar a quien creó la obra.',
    'Si un titular retira su permiso, los modelos entrenados con sus obras se tienen que volver a entrenar sin ellas, o borrar.',
  ]);
});

describe('a decision in words', () => {
  test('is its verdict and a sentence for each reason', () => {
    expect(describeDecision('en', { verdict: 'allow', reasons: [] })).toEqual([
      'Allowed. Every holder agreed to this.',
    ]);
    const said = describeDecision('en', {
      verdict: 'deny',
      reasons: [{ code: 'use_not_granted', use: 'search', holder: who('ann') }],
    });
    expect(said).toHaveLength(2);
    expect(said[1]).toContain('This use was not allowed (');
    expect(said[1]).toContain(shortIdentity(who('ann')));
  });

  test('has a sentence for every code', () => {
    for (const code of Object.keys(codes) as Code[])
      expect(describeReason('en', { code })).toBe(`${codes[code].sentence.replace(/\.$/, '')}.`);
  });

  test('has a Spanish sentence of its own for every code', () => {
    const all = Object.keys(codes) as Code[];
    const said = all.map((code) => describeCode('es', code));
    expect(new Set(said).size).toBe(all.length);
    for (const [i, sentence] of said.entries()) {
      expect(sentence).toMatch(/^\p{Lu}.*[^.]\.$/su);
      expect(sentence).not.toBe(codes[all[i]!].sentence);
    }
  });

  test('names use and holder in the language of the rest', () => {
    const reason: Reason = { code: 'use_not_granted', use: 'search', holder: who('ann') };
    expect(describeDecision('es', { verdict: 'review', reasons: [reason] })).toEqual([
      'Todavía no. Antes hay algo que aclarar.',
      `Este uso no se ha permitido (indexarlas y mostrarlas en resultados de búsqueda) — ${shortIdentity(who('ann'))}.`,
    ]);
  });
});

test('a shortfall is said with what was wanted and what there is', () => {
  const counts = { name: 'scenes', quota: 8, consented: 2, synthetic: 5, shortfall: 1, maxSharePercent: 100 };
  expect(languages.map((language) => describeShortfall(language, counts))).toEqual([
    'scenes: 8 wanted, 2 consented, 5 synthetic, 1 short',
    'scenes: 8 pedidos, 2 con permiso, 5 sintéticos, 1 por cubrir',
  ]);
});

test('an identity is short, and still told from another', () => {
  expect(shortIdentity('did:key:z6Mk')).toBe('z6Mk');
  expect(shortIdentity(who('ann'))).toMatch(/^z6Mk..….{6}$/);
  expect(shortIdentity(who('ann'))).not.toBe(shortIdentity(who('ben')));
});
