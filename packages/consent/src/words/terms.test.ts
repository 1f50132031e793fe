import {
  capacities,
  commerces,
  downstreams,
  duties,
  onWithdraws,
  operators,
  type Grant,
  type Scope,
  type ScopeTerms,
  type Terms,
  type Use,
  uses,
} from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { day, grantBy, hashOf, listOf, now, openTerms, openUse, who } from '../testing/told-log.ts';
import type { Language } from './language.ts';
import { describeScope, describeTerms, noticeOf, noticeVersions, readNotice, type SignedTerms } from './terms.ts';
import { languages } from './wordings.ts';

const narrow: Terms = {
  ...openTerms,
  capacity: 'author',
  uses: {
    'train-predictive': {
      ...openUse,
      commerce: ['research'],
      operators: ['academic', 'nonprofit'],
      territory: { except: ['US'] },
      duties: ['attribute', 'notify'],
      downstream: 'none',
    },
    search: openUse,
  },
  reserves: ['imitate-style'],
  from: now,
  until: now + 365 * day,
  onWithdraw: 'remove-from-datasets',
};

describe('terms in words', () => {
  test('say in which capacity, what is allowed, what is not, until when, and what cannot be undone', () => {
    const sentences = describeTerms('en', narrow);
    expect(sentences[0]).toBe('You sign as the author of these works.');
    expect(sentences.at(-1)).toBe('A model that has already learned from them will not forget them.');
    expect(sentences).toContain('This holds from 2026-01-01 until 2027-01-01.');
    const text = sentences.join('\n');
    expect(text).toContain('Universities and charities may train models that classify');
    expect(text).toContain('anywhere except US');
    expect(text).toContain('In return they name the author and tell you that they use it.');
    expect(text).toContain('You refuse expressly');
  });

  test('group uses that have the same terms, and name every other use as refused', () => {
    const same = describeTerms('en', { ...narrow, uses: { search: openUse, mine: openUse }, reserves: [] });
    expect(same.filter((sentence) => / may .+, for /.test(sentence))).toHaveLength(1);
    const refused = same.find((sentence) => sentence.startsWith('Nobody may '));
    expect(refused).toContain('train models that generate');
    expect(refused).not.toContain('search');
  });

  test('of nothing granted say so', () => {
    expect(describeTerms('en', { ...narrow, uses: {}, reserves: [] })).toContain('Nobody may use them for anything.');
    expect(describeTerms('en', { ...narrow, until: null })).toContain('This holds from 2026-01-01 without an end.');
  });

  test('differ wherever the terms differ', () => {
    const variants: Terms[] = [
      narrow,
      { ...narrow, capacity: 'owner' },
      { ...narrow, until: now + 366 * day },
      { ...narrow, onWithdraw: 'retrain-or-delete' },
      { ...narrow, reserves: ['imitate-style', 'mine'] },
      ...(
        [
          { commerce: ['internal'] },
          { operators: ['academic'] },
          { downstream: 'none' },
          { territory: { only: ['US'] } },
          { duties: ['notify'] },
        ] as Partial<typeof openUse>[]
      ).map((change) => ({ ...narrow, uses: { ...narrow.uses, search: { ...openUse, ...change } } })),
    ];
    for (const language of languages)
      expect(new Set(variants.map((terms) => describeTerms(language, terms).join('\n'))).size).toBe(variants.length);
  });

  test('say for whom one signs, what that rests on, and where an offer is', () => {
    const delegation = `sha256:${'1'.repeat(64)}`;
    const said: SignedTerms = {
      ...openTerms,
      basis: 'commission',
      evidence: { url: 'https://ann.example/contract', sha256: '2'.repeat(64) },
      uses: {
        search: { ...openUse, duties: ['pay'], offer: { url: 'https://ann.example/offer', sha256: '3'.repeat(64) } },
      },
      for: { principal: who('ann'), delegation },
    };
    for (const language of languages) {
      const text = describeTerms(language, said).join('\n');
      for (const part of [who('ann'), delegation, 'https://ann.example/contract', '2'.repeat(64), '3'.repeat(64)])
        expect(text).toContain(part);
      expect(text).not.toBe(describeTerms(language, { ...said, basis: 'estate' }).join('\n'));
      expect(text).not.toBe(describeTerms(language, { ...said, for: undefined }).join('\n'));
    }
    expect(describeTerms('es', said).slice(1, 3)).toEqual([
      'Los derechos son tuyos porque las obras se hicieron por encargo tuyo.',
      `Se puede comprobar en https://ann.example/contract (SHA-256 ${'2'.repeat(64)}).`,
    ]);
  });

  test('are said in Spanish as people say them', () => {
    expect(describeTerms('es', narrow)).toEqual([
      'Firmas como autor o autora de estas obras.',
      'Las universidades, las empresas, las administraciones públicas, las personas particulares y las organizaciones sin fines de lucro pueden indexarlas y mostrarlas en resultados de búsqueda, para usar el resultado dentro de la organización, publicar el modelo, investigar, vender el modelo y vender lo que el modelo produce, en cualquier lugar. El resultado se puede pasar a otros.',
      'Las universidades y las organizaciones sin fines de lucro pueden entrenar modelos que clasifican o encuentran cosas, para investigar, en cualquier lugar salvo US. El resultado no se puede pasar a nadie. A cambio tienen que nombrar a quien creó la obra y avisarte de que la usan.',
      expect.stringMatching(
        /^Nadie puede probar y comparar modelos con ellas; .*; o ajustar un modelo a la manera de un autor/,
      ),
      'Te niegas expresamente, también ante máquinas que leen estas señales, a que alguien pueda hacer otras obras a la manera de quien creó estas, o con su nombre.',
      'Esto vale desde el 1 de enero de 2026 hasta el 1 de enero de 2027.',
      'Si retiras este permiso, hay que sacarlas de los conjuntos de datos que las contienen.',
      'Un modelo que ya haya aprendido de ellas no las olvidará.',
    ]);
  });

  test('leave no name of the closed lists unsaid in either language', () => {
    for (const language of languages) {
      const text = everyWord()
        .flatMap((terms) => describeTerms(language, terms))
        .join('\n');
      for (const name of [...uses, ...commerces, ...operators, ...onWithdraws].filter((one) => one.includes('-')))
        expect(text).not.toContain(name);
      expect(text).not.toMatch(/undefined|\[object|\$\{/);
    }
  });
});

/** Every word there is: each use under its own terms, each capacity, each withdrawal. */
const everyWord = (): Terms[] => {
  const withPay = [...duties];
  const offer = { url: 'https://ann.example/offer', sha256: '0'.repeat(64) };
  const terms = uses.map((_, i) => ({
    ...openUse,
    commerce: commerces.filter((__, j) => (i + j) % 3 === 0),
    operators: operators.filter((__, j) => (i + j) % 2 === 0),
    downstream: downstreams[i % 3]!,
    territory: [{ only: [] }, { only: ['DE', 'FR'] }, { except: [] }, { except: ['CN', 'US'] }][i % 4]!,
    ...(i % 2 === 0 ? { duties: withPay, offer } : {}),
  }));
  return capacities.flatMap((capacity) =>
    onWithdraws.map((onWithdraw) => ({
      ...openTerms,
      capacity,
      onWithdraw,
      uses: Object.fromEntries(uses.map((use, i) => [use, terms[i]!])),
    })),
  );
};

/** The text of a notice, as whoever reads the grant makes it again. */
const textOf = (language: Language, version: number, ...all: SignedTerms[]): string =>
  all
    .flatMap((terms) => {
      const notice = noticeOf(language, version, terms);
      return readNotice(grantBy('ann', listOf([]), { ...terms, notice })) ?? [];
    })
    .join('\n');

describe('a notice', () => {
  const offer = { url: 'https://ann.example/offer', sha256: '0'.repeat(64) };
  const delegated: SignedTerms = {
    ...openTerms,
    basis: 'sale',
    evidence: { url: 'https://ann.example/contract' },
    uses: { search: { ...openUse, duties: ['pay'], offer } },
    for: { principal: who('ann'), delegation: `sha256:${'1'.repeat(64)}` },
  };
  const bases = (['cc0', 'commission', 'employment', 'estate', 'expired', 'government', 'sale'] as const).map(
    (basis): SignedTerms => ({ ...openTerms, basis }),
  );

  // What somebody signed is never changed: a sentence that has to be another is a new version.
  test.each([
    [
      'en',
      1,
      '7f615c4aec95ab88aa1d4eb7a5fbec8780c2b38aa025e56753ea6e8490bc0c8b',
      'e7f7a17c02ce053922aea7c54d99ae550170faea031f92eb2f79e89d6ba557a2',
      '7354ccbdc478e058eee8810c9a81d8626f41210ac52fd7f7e1eac7a5ebb35348',
      '7d996fdfcf34f1b07446d871845808b11abf67bdbaca8b950c5f410112ef4383',
    ],
    [
      'en',
      2,
      '7f615c4aec95ab88aa1d4eb7a5fbec8780c2b38aa025e56753ea6e8490bc0c8b',
      'e7f7a17c02ce053922aea7c54d99ae550170faea031f92eb2f79e89d6ba557a2',
      '3be0681b137f3736f842ba2edaa7cdf8dacf32826894af9a33bc46661844b162',
      '4a84d3fb8e9a2f4cf54b1dff8b19e10e6e15d0cec92bf117e9e7befd332147b8',
    ],
    [
      'es',
      1,
      'ca5970067f46f18e43c52bdbc2164f7ead70cf831934ef4701b1ecf594eccff8',
      '8c3d3f037dd5d900074f69051db889246b8dea426781dc4fb35529325cfc2407',
      'df2f1779bff6b444594259f3d28e17e879d8285b21c77140c91ac0d08a1136d8',
      'd45c4792b2bedaf6039d2890fa159f4d7f455f5d5d172ee61b5b77627bd94c8c',
    ],
  ] as const)('in %s of version %i is frozen', (language, version, ...frozen) => {
    const texts = [[narrow], [openTerms], everyWord(), [delegated, ...bases]].map((all) =>
      hashOf(textOf(language, version, ...all)),
    );
    expect(texts).toEqual(frozen);
  });

  test('is read again in the language and version it was signed in, and in no other', () => {
    const signed = (notice: Partial<Grant['notice']>): Grant =>
      grantBy('ann', listOf([]), { ...narrow, notice: { ...noticeOf('es', noticeVersions.es, narrow), ...notice } });
    expect(readNotice(signed({}))).toEqual(describeTerms('es', narrow));
    expect(readNotice(signed({ language: 'en' }))).toBeUndefined();
    expect(readNotice(signed({ version: noticeVersions.es + 1 }))).toBeUndefined();
    expect(readNotice({ ...signed({}), reserves: [] })).toBeUndefined();
  });

  test('of the first English version said nothing of delegation, basis and offer, and is still read', () => {
    expect(textOf('en', 1, delegated)).not.toContain('https://');
    expect(textOf('en', 2, delegated)).toContain('https://ann.example/offer');
    expect(textOf('en', 1, narrow)).toBe(textOf('en', 2, narrow));
  });
});

describe('a scope in words', () => {
  const terms: ScopeTerms = {
    commerce: ['research'],
    operators: ['academic'],
    downstream: 'none',
    territory: { except: [] },
    duties: ['attribute', 'notify'],
    from: 0,
    until: 31_536_000,
    onWithdraw: 'future-only',
  };
  const scopeOf = (granted: readonly Use[]): Scope => Object.fromEntries(granted.map((use) => [use, terms]));

  test('says what is allowed with its duties, dates and withdrawal, then what nobody may do', () => {
    const [allowed, refused, ...rest] = describeScope('en', scopeOf(['mine', 'search']));
    expect(allowed).toMatch(/^Universities may /);
    expect(allowed).toContain('In return they name the author and tell the holders that they use it.');
    expect(allowed).toContain('1970-01-01 until 1971-01-01');
    expect(allowed).toContain('If a holder withdraws');
    expect(refused).toMatch(/^Nobody may /);
    expect(rest).toEqual([]);
    expect(describeScope('es', scopeOf(['mine']))[0]).toMatch(/^Las universidades pueden analizarlas .*titular/);
  });

  test('says each group of uses under the same terms once', () => {
    const scope = {
      ...scopeOf(['mine', 'search']),
      evaluate: { ...terms, commerce: [], operators: ['company'] },
    } satisfies Scope;
    expect(describeScope('en', scope).filter((sentence) => !sentence.startsWith('Nobody'))).toHaveLength(2);
  });

  test('refuses nothing where everything is allowed, and allows nothing where nothing is', () => {
    for (const language of languages) expect(describeScope(language, scopeOf(uses))).toHaveLength(1);
    expect(describeScope('en', {})).toEqual(['Nobody may use it for anything.']);
    expect(describeScope('es', {})).toEqual(['Nadie puede usarlo para nada.']);
  });
});
