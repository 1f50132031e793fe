import {
  acceptStatement,
  decide,
  evidenceOf,
  Ledger,
  type Logged,
  openList,
  type Parties,
  partiesIn,
  scopeOfWork,
  type WorkEvidence,
} from '@assent/consent';
import {
  canonicalBytes,
  commerces,
  type Decision,
  type Depicts,
  downstreams,
  duties,
  type Grant,
  onWithdraws,
  operators,
  payloadType,
  type Purpose,
  type Scope,
  type Statement,
  type Terms,
  type Use,
  type UseTerms,
  type Withdraw,
  type WorksLine,
} from '@assent/schema';
import { statementId } from '@assent/signing/verify';
import { noTrust } from '../../support/written-statements.ts';
import * as fc from 'fast-check';
import {
  days,
  grantOf,
  hashOf,
  holderLine,
  keyOf,
  listOf,
  newYear,
  subjectLine,
  usesOf,
} from '../../support/written-statements.ts';

/** Few people and few works, so that random statements meet: most of what goes wrong goes wrong between two. */
export const people = ['ann', 'ben', 'cem', 'dua'] as const;
export const works = ['one', 'two', 'three'] as const;
const uses: readonly Use[] = ['imitate-style', 'search', 'train-generative'];

const aud = 'registry.example/log';
export const at = newYear + 30 * days;
const did = (who: string): string => keyOf(who).did;

/** Something that somebody does in a history, by name. */
export interface Act {
  readonly by: (typeof people)[number];
  readonly capacity: 'author' | 'owner' | 'steward' | 'subject';
  readonly claims: readonly {
    readonly work: string;
    readonly author: string | null;
    readonly owners: readonly string[];
    readonly depicts: Depicts;
  }[];
  readonly terms: Pick<Terms, 'from' | 'onWithdraw' | 'reserves' | 'until' | 'uses'>;
  /** Which of the signer's earlier grants it replaces, counted back from the last. */
  readonly replaces: number | undefined;
  /** Which of the signer's grants is withdrawn afterwards, counted back, and which of its lines. */
  readonly withdraws: { readonly grant: number; readonly line: number | undefined } | undefined;
}

type Claims = Act['claims'];

/** Who holds what, in truth: most of what people say is this. */
const truth: Claims = [
  { work: 'one', author: 'ann', owners: ['ann'], depicts: [] },
  { work: 'two', author: 'ann', owners: ['ben'], depicts: [{ subject: did('cem'), minor: false }] },
  { work: 'three', author: null, owners: ['cem', 'dua'], depicts: [] },
];

interface Role extends Pick<Act, 'by' | 'capacity'> {
  readonly works: readonly string[];
}

/** In which capacity each may sign for what, in truth. */
const roles: readonly Role[] = [
  { by: 'ann', capacity: 'author', works: ['one', 'two'] },
  { by: 'ann', capacity: 'owner', works: ['one'] },
  { by: 'ben', capacity: 'owner', works: ['two'] },
  { by: 'cem', capacity: 'subject', works: ['two'] },
  { by: 'cem', capacity: 'owner', works: ['three'] },
  { by: 'dua', capacity: 'steward', works: ['three'] },
];

const mostly = <T>(usual: T, seldom: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: seldom });

const useTerms: fc.Arbitrary<UseTerms> = fc.record({
  commerce: mostly([...commerces], fc.subarray([...commerces])),
  operators: mostly([...operators], fc.subarray([...operators])),
  downstream: mostly('any', fc.constantFrom(...downstreams)),
  territory: mostly<UseTerms['territory']>(
    { except: [] },
    fc.constantFrom<UseTerms['territory'][]>({ except: ['US'] }, { only: ['DE', 'FR'] }, { only: ['FR'] }),
  ),
  duties: mostly<UseTerms['duties']>([], fc.subarray(duties.filter((duty) => duty !== 'pay'))),
});

const grantedUses = fc
  .record(Object.fromEntries(uses.map((use) => [use, fc.option(useTerms, { nil: undefined, freq: 8 })])))
  .map((granted) => Object.fromEntries(Object.entries(granted).filter(([, terms]) => terms !== undefined)));

export const someTerms: fc.Arbitrary<Act['terms']> = fc
  .record({
    uses: grantedUses,
    reserved: fc.option(fc.constantFrom(...uses), { nil: undefined, freq: 8 }),
    from: mostly(newYear, fc.constant(newYear + 40 * days)),
    until: mostly(newYear + 600 * days, fc.constantFrom(newYear + 100 * days, newYear + 20 * days)),
    onWithdraw: fc.constantFrom(...onWithdraws),
  })
  .map(({ reserved, ...rest }) => ({
    ...rest,
    reserves: reserved === undefined || rest.uses[reserved] !== undefined ? [] : [reserved],
  }));

const depicts: fc.Arbitrary<Depicts> = fc.oneof(
  fc.constant<Depicts>([]),
  fc.constant<Depicts>('uncleared'),
  fc
    .subarray([...people], { minLength: 1, maxLength: 2 })
    .map((named) =>
      named.map((who) => ({ subject: did(who), minor: false })).toSorted((a, b) => (a.subject < b.subject ? -1 : 1)),
    ),
);

/** In good faith: by who holds the works, saying what is so. */
const inGoodFaith = fc.constantFrom(...roles).chain(({ by, capacity, works: own }) =>
  fc.subarray([...own], { minLength: 1 }).map((named) => ({
    by,
    capacity,
    claims: truth.filter(({ work }) => named.includes(work)),
  })),
);

const anything = fc.record({
  by: fc.constantFrom(...people),
  capacity: fc.constantFrom<Act['capacity'][]>('author', 'owner', 'steward', 'subject'),
  claims: fc.uniqueArray(
    fc.record({
      work: fc.constantFrom(...works),
      author: fc.option(fc.constantFrom(...people), { freq: 3 }),
      owners: fc.subarray([...people], { minLength: 1, maxLength: 2 }),
      depicts,
    }),
    { minLength: 1, maxLength: 3, selector: ({ work }) => work },
  ),
});

const whoSaysWhat = fc.oneof({ weight: 7, arbitrary: inGoodFaith }, { weight: 1, arbitrary: anything });

export const act: fc.Arbitrary<Act> = fc
  .tuple(
    whoSaysWhat,
    someTerms,
    fc.option(fc.nat(2), { nil: undefined, freq: 2 }),
    fc.option(fc.record({ grant: fc.nat(2), line: fc.option(fc.nat(2), { nil: undefined }) }), {
      nil: undefined,
      freq: 1,
    }),
  )
  .map(([said, terms, replaces, withdraws]) => ({
    ...said,
    terms,
    replaces,
    // Not everybody withdraws.
    withdraws: withdraws?.line === 2 ? withdraws : undefined,
  }));

/** Everybody agrees to everything: where most histories begin, so that there is something to lose. */
const agreement: readonly Act[] = roles.map(({ by, capacity, works: own }) => ({
  by,
  capacity,
  claims: truth.filter(({ work }) => own.includes(work)),
  terms: {
    uses: usesOf(uses),
    reserves: [],
    from: newYear,
    until: newYear + 600 * days,
    onWithdraw: 'future-only',
  },
  replaces: undefined,
  withdraws: undefined,
}));

/** What ann says of her own work, in truth. */
export const inTruth: Act = agreement[1]!;

/** Acts in their order; most histories begin with an agreement. */
export const history: fc.Arbitrary<Act[]> = fc.oneof(
  { weight: 3, arbitrary: fc.array(act, { maxLength: 6 }).map((acts) => [...agreement, ...acts]) },
  { weight: 1, arbitrary: fc.array(act, { minLength: 1, maxLength: 8 }) },
);

export const purpose: fc.Arbitrary<Purpose> = fc.record({
  uses: fc.subarray([...uses], { minLength: 1, maxLength: 2 }),
  commerce: fc.subarray([...commerces], { minLength: 1, maxLength: 2 }),
  operator: fc.constantFrom(...operators),
  downstream: fc.constantFrom('none', 'none', ...downstreams),
  territory: fc.constantFrom<Purpose['territory'][]>({ only: ['FR'] }, { only: ['DE', 'FR'] }, { except: ['US'] }),
  from: fc.constant(at),
  until: fc.constantFrom(newYear + 90 * days, newYear + 365 * days),
  duties: mostly<Purpose['duties']>([...duties], fc.constant(['attribute'])),
  onWithdraw: mostly<Purpose['onWithdraw']>('retrain-or-delete', fc.constant('future-only')),
  assurance: fc.constant({ author: 0, guardian: 0, owner: 0, steward: 1, subject: 0 }),
});

/** The statements of some acts as they were taken in, and what they amount to. */
export class History {
  readonly ledger = new Ledger();
  /** Everything that was taken in, as it would be sent to a registry. */
  readonly told: {
    readonly by: string;
    readonly statement: Statement;
    readonly texts: readonly string[] | undefined;
  }[] = [];
  /** Grants that were taken in, by signer, in order. */
  readonly #grants = new Map<string, { id: string; works: { count: number } }[]>();
  #iat = newYear - 10 * days;

  static of(acts: readonly Act[]): History {
    const told = new History();
    for (const one of acts) told.do(one);
    return told;
  }

  do(one: Act): Logged<Grant> | undefined {
    const own = this.#grants.get(one.by) ?? [];
    const replaced = one.replaces === undefined ? undefined : own.at(-1 - one.replaces);
    const granted = this.grant(one, replaced === undefined ? [] : [replaced.id]);
    if (one.withdraws !== undefined) {
      const target = (this.#grants.get(one.by) ?? []).at(-1 - one.withdraws.grant);
      if (target !== undefined) this.withdraw(one.by, target, one.withdraws.line);
    }
    return granted;
  }

  grant({ by, capacity, claims, terms }: Act, replaces: readonly string[]): Logged<Grant> | undefined {
    const lines = claims.map(({ work, author, owners, depicts: named }): WorksLine => {
      if (capacity === 'subject') return subjectLine(work);
      // Whoever signs is named in their own line, or nothing they say would be taken.
      const all = [...new Set(capacity === 'author' ? owners : [...owners, by])].map(did).toSorted();
      const maker = capacity === 'author' ? by : author;
      return holderLine(work, { author: maker === null ? null : did(maker), owners: all, depicts: named });
    });
    const list = listOf(lines);
    const steward = capacity === 'steward' ? ({ basis: 'cc0', evidence: { url: 'https://a.example/b' } } as const) : {};
    const grant = grantOf(
      { aud, iss: did(by), iat: this.#iat++, replaces: [...replaces] },
      { capacity, ...steward, ...terms },
      lines,
    );
    const logged = this.#take(by, grant, list.texts) as Logged<Grant> | undefined;
    if (logged === undefined) return undefined;
    const { id, statement } = logged;
    this.#grants.set(by, [...(this.#grants.get(by) ?? []), { id, works: statement.works }]);
    return logged;
  }

  withdraw(
    by: string,
    { id, works: { count } }: { id: string; works: { count: number } },
    line?: number,
  ): Logged | undefined {
    const leaf = line === undefined ? undefined : line % count;
    const base: Withdraw = { v: 1, kind: 'withdraw', aud, iss: did(by), iat: this.#iat++, statement: id };
    return this.#take(by, leaf === undefined ? base : { ...base, leaves: [[leaf, leaf]] });
  }

  #take(by: string, statement: Statement, texts?: readonly string[]): Logged | undefined {
    const list = texts === undefined ? undefined : openList(statement, texts);
    if (list?.ok === false) throw new Error(list.refusal.detail);
    const registry = { origin: aud, identity: did('registry'), now: newYear };
    const verdict = acceptStatement(this.ledger, { statement, keys: [statement.iss] }, list?.value, registry);
    if (!verdict.ok) return undefined;
    const id = statementId(payloadType(statement.kind), canonicalBytes(statement));
    const index = this.ledger.size;
    const logged = { index, id, statement, leafHash: hashOf(`leaf ${index}`) };
    this.ledger.apply(logged, list?.value.lines ?? []);
    this.told.push({ by, statement, texts });
    return logged;
  }

  evidence(work: string): WorkEvidence {
    return evidenceOf(this.ledger, hashOf(work), at);
  }

  #parties(assurance: number): Parties {
    return { ...partiesIn(this.ledger, noTrust, at), assuranceOf: () => assurance };
  }

  decide(work: string, wanted: Purpose, assurance = 2): Decision {
    return decide(this.evidence(work), wanted, this.#parties(assurance), at);
  }

  scope(work: string): Scope {
    return scopeOfWork(this.evidence(work), this.#parties(2), at);
  }

  /** What is said of a work, with the reasons' statements left out: their ids hold the signer's clock. */
  reasons(work: string, wanted: Purpose): string[] {
    return this.decide(work, wanted).reasons.map(({ code, use, axis, holder }) => [code, use, axis, holder].join(' '));
  }
}
