import { type Scope, type ScopeTerms, type Use, uses } from '@assent/schema';
import { describe, expect, it } from 'vitest';
import { describeScope } from './scope-words.ts';

const terms: ScopeTerms = {
  commerce: ['research'],
  operators: ['academic'],
  downstream: 'none',
  territory: { except: [] },
  duties: ['attribute'],
  from: 0,
  until: 31_536_000,
  onWithdraw: 'future-only',
};

const scopeOf = (granted: readonly Use[]): Scope => Object.fromEntries(granted.map((use) => [use, terms]));

describe('a scope in words', () => {
  it('says what is allowed with its dates and duties, then what nobody may do', () => {
    const [allowed, refused, ...rest] = describeScope(scopeOf(['mine', 'search']));
    expect(allowed).toMatch(/^Universities may /);
    expect(allowed).toContain('In return they');
    expect(allowed).toContain('1970-01-01 until 1971-01-01');
    expect(refused).toMatch(/^Nobody may /);
    expect(rest).toEqual([]);
  });

  it('says each group of uses under the same terms once', () => {
    const scope = {
      ...scopeOf(['mine', 'search']),
      evaluate: { ...terms, commerce: [], operators: ['company'] },
    } satisfies Scope;
    expect(describeScope(scope).filter((sentence) => !sentence.startsWith('Nobody'))).toHaveLength(2);
  });

  it('refuses nothing where everything is allowed, and allows nothing where nothing is', () => {
    expect(describeScope(scopeOf(uses))).toHaveLength(1);
    expect(describeScope({})).toEqual(['Nobody may use it for anything.']);
  });
});
