import {
  canonicalBytes,
  commerces,
  downstreams,
  duties,
  type Claim,
  type Grant,
  type HolderLine,
  onWithdraws,
  operators,
  payloadType,
  type Purpose,
  type Statement,
  type SubjectLine,
  type Territory,
  type Trust,
  type Use,
  uses,
  type UseTerms,
} from '@assent/schema';
import { statementId } from '@assent/signing';
import { days, hashOf, keyOf, listOf, newYear, noTrust } from '../support/written-statements.ts';

/** Draws that a seed fixes (mulberry32). */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(n: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  }

  /** True in so many of a hundred. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  /** Each value in so many of a hundred, in order. */
  some<T>(values: readonly T[], percent: number): T[] {
    return values.filter(() => this.chance(percent));
  }
}

const origin = 'registry.example/log';
const registry = keyOf('registry').did;
const holders = ['a', 'b', 'c', 'd'].map((name) => keyOf(`holder ${name}`).did).toSorted();
const works = ['w', 'x', 'y'].map((name) => hashOf(`work ${name}`)).toSorted();
const countries = ['DE', 'ES', 'FR', 'US'];
/** So few that purposes and grants meet. */
export const fewUses: readonly Use[] = [
  'imitate-style',
  'train-generative',
  'train-personal',
  'replicate-likeness',
  'mine',
];

const territoryOf = (draw: Draw): Territory =>
  draw.chance(50) ? { except: draw.some(countries, 8) } : { only: draw.some(countries, 95) };

export const useTermsOf = (draw: Draw): UseTerms => {
  const owed = draw.some(duties, 4);
  return {
    commerce: draw.some(commerces, 96),
    operators: draw.some(operators, 96),
    downstream: draw.pick([...downstreams, 'any', 'any', 'any', 'any']),
    territory: territoryOf(draw),
    duties: owed,
    ...(owed.includes('pay') && { offer: { url: 'https://offer.example/', sha256: hashOf('offer') } }),
  };
};

/** Who holds what, as honest signers say it. */
const truthOf = (draw: Draw): ReadonlyMap<string, Claim> =>
  new Map(
    works.map((work) => {
      const owner = draw.pick(holders);
      const depicted = draw.some(holders, draw.chance(60) ? 0 : 40);
      const depicts = depicted.map((subject) => ({ subject, minor: draw.chance(20) }));
      return [work, { author: draw.pick([owner, owner, draw.pick(holders), null]), owners: [owner], depicts }];
    }),
  );

const wildClaim = (draw: Draw, iss: string, isAuthor: boolean): Claim => {
  const owners = isAuthor && draw.chance(20) ? [draw.pick(holders)] : [iss];
  const depicted = draw.some(holders, draw.chance(70) ? 0 : 30);
  return {
    author: isAuthor ? iss : draw.pick([null, null, draw.pick(holders)]),
    owners: [...new Set([...owners, ...(draw.chance(80) ? [] : draw.some(holders, 40))])].toSorted(),
    depicts: draw.chance(15) ? 'uncleared' : depicted.map((subject) => ({ subject, minor: draw.chance(25) })),
  };
};

type Line = HolderLine | SubjectLine;

const lineOf = (work: string, iss: string, capacity: Grant['capacity'], claim: Claim): Line => {
  const salt = hashOf(`${work} ${iss}`).slice(0, 32);
  if (capacity === 'subject' || capacity === 'guardian') return { sha256: work, salt };
  return { sha256: work, bytes: 10, mime: 'image/png', salt, ...claim };
};

/** What somebody signs: all that they hold in a capacity, or whatever comes to their mind. */
const linesOf = (draw: Draw, truth: ReadonlyMap<string, Claim>, iss: string, capacity: Grant['capacity']): Line[] => {
  if (draw.chance(10)) {
    return draw.some(works, 60).map((work) => lineOf(work, iss, capacity, wildClaim(draw, iss, capacity === 'author')));
  }
  return works.flatMap((work) => {
    const claim = truth.get(work)!;
    const people = claim.depicts === 'uncleared' ? [] : claim.depicts.map(({ subject }) => subject);
    const named = {
      author: [claim.author],
      guardian: people,
      owner: claim.owners,
      steward: claim.owners,
      subject: people,
    };
    return named[capacity].includes(iss) ? [lineOf(work, iss, capacity, claim)] : [];
  });
};

interface Told {
  readonly truth: ReadonlyMap<string, Claim>;
  readonly ids: readonly string[];
}

const grantOf = (draw: Draw, { truth, ids }: Told): [Grant, string[]] => {
  let [iss, capacity, lines] = ['', 'owner' as Grant['capacity'], [] as Line[]];
  // Few capacities of few people hold anything, so a few are tried.
  for (let i = 0; i < 8 && lines.length === 0; i++) {
    iss = draw.pick(holders);
    capacity = draw.pick(['author', 'owner', 'owner', 'steward', 'subject', 'subject', 'guardian']);
    lines = linesOf(draw, truth, iss, capacity);
  }
  const list = listOf(lines);
  const granted = draw.some(fewUses, 92);
  const from = newYear - draw.pick([0, 10, 20, 20, -5]) * days;
  return [
    {
      v: 1,
      kind: 'grant',
      aud: draw.chance(2) ? 'elsewhere.example' : origin,
      iss,
      iat: newYear - 20 * days,
      capacity,
      ...(capacity === 'steward' && { basis: 'expired', evidence: { url: 'https://archive.example/' } }),
      uses: Object.fromEntries(granted.map((use) => [use, useTermsOf(draw)])),
      reserves: draw.chance(70) ? [] : uses.filter((use) => !granted.includes(use) && draw.chance(20)),
      from,
      // The ends of grants, purposes and checks meet on the same days, so that before, at and after all occur.
      until: draw.chance(2) ? null : newYear + draw.pick([0, 1, 100, 300, 300, 400, 400, 400]) * days,
      onWithdraw: draw.pick([...onWithdraws, 'future-only']),
      works: list.works.count === 0 ? { root: hashOf(''), count: 1 } : list.works,
      replaces: ids.length > 0 && draw.chance(10) ? [draw.pick(ids)] : [],
      notice: { sha256: hashOf('notice'), language: 'en', version: 1 },
    },
    list.texts,
  ];
};

const statementOf = (draw: Draw, told: Told): [Statement, string[] | undefined] => {
  const iss = draw.pick(holders);
  const header = { v: 1, aud: origin, iat: newYear } as const;
  const roll = draw.below(100);
  if (roll < 70) return grantOf(draw, told);
  if (roll < 78) {
    const leaves: [number, number][] = draw.chance(50) ? [[0, 0]] : [[draw.below(2), 1 + draw.below(3)]];
    const statement = told.ids.length === 0 ? `sha256:${hashOf('none')}` : draw.pick(told.ids);
    return [{ ...header, kind: 'withdraw', iss, statement, ...(draw.chance(60) && { leaves }) }, undefined];
  }
  if (roll < 94) {
    const until = draw.pick([null, newYear - days, newYear, newYear + 1]);
    const how = draw.pick(['document', 'domain', 'email', 'organisation'] as const);
    const by = draw.chance(80) ? registry : iss;
    const seen = { subject: draw.pick(holders), how, checkedAt: newYear, until, evidence: hashOf('seen') };
    return [{ ...header, kind: 'attest', iss: by, ...seen }, undefined];
  }
  const said = { size: draw.below(3), at: newYear - draw.below(3), root: hashOf(''), count: 0 };
  return [{ ...header, kind: 'state', iss: draw.chance(80) ? registry : iss, ...said }, undefined];
};

export const purposeOf = (draw: Draw): Purpose => {
  const wanted = draw.some(fewUses, 18);
  const level = (): number => draw.pick([0, 0, 0, 0, 0, 0, 1, 2]);
  return {
    uses: (wanted.length === 0 ? [draw.pick(fewUses)] : wanted).toSorted(),
    commerce: [draw.pick(commerces)],
    operator: draw.pick(operators),
    downstream: draw.pick(['none', 'none', ...downstreams]),
    territory: draw.chance(80) ? { only: [draw.pick(countries)] } : { except: draw.some(countries, 40) },
    from: newYear,
    until: draw.chance(5) ? null : newYear + draw.pick([1, 100, 100, 300]) * days,
    duties: draw.some(duties, 80),
    onWithdraw: draw.pick(['retrain-or-delete', ...onWithdraws]),
    assurance: { author: level(), guardian: level(), owner: level(), steward: level(), subject: level() },
  };
};

const trustOf = (draw: Draw): Trust => ({
  ...noTrust,
  attesters: draw.some([registry, ...holders], 50).map((identity) => ({ identity, upTo: 1 + draw.below(2) })),
});

/** A case of the operation "decide", the same for the same seed. */
export const randomCase = (seed: number): object => {
  const draw = new Draw(seed);
  const entries: object[] = [];
  const ids: string[] = [];
  const told = { truth: truthOf(draw), ids };
  const count = 6 + draw.below(9);
  let index = draw.below(3);
  for (let i = 0; i < count; i++) {
    const [statement, lines] = statementOf(draw, told);
    const payload = canonicalBytes(statement);
    ids.push(statementId(payloadType(statement.kind), payload));
    entries.push({
      index,
      kind: draw.chance(1) ? 'withdraw' : statement.kind,
      payload: draw.chance(30) ? Buffer.from(payload).toString('base64') : statement,
      ...(lines !== undefined && !draw.chance(2) && { lines: draw.chance(50) ? lines : lines.map(parsed) }),
    });
    if (draw.chance(5)) entries.push({ ...entries.at(-1), index: ++index });
    index += draw.chance(90) ? 1 : 2;
  }
  // The order of the entries is that of their indices, however they are written.
  if (draw.chance(20)) entries.reverse();
  const work = draw.chance(3) ? hashOf('nobody’s') : draw.pick(works);
  return { op: 'decide', entries, work, at: newYear, purpose: purposeOf(draw), trust: trustOf(draw) };
};

const parsed = (text: string): unknown => JSON.parse(text) as unknown;
