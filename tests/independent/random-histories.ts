import {
  canonicalBytes,
  capacities,
  type Claim,
  type Delegate,
  type Grant,
  type HolderLine,
  onWithdraws,
  payloadType,
  type Statement,
  type SubjectLine,
  type Trust,
  type WorksLine,
} from '@assent/schema';
import { statementId } from '@assent/signing';
import { days, hashOf, listOf, newYear, noTrust } from '../support/written-statements.ts';
import { Draw, fewUses, purposeOf, useTermsOf } from './random-cases.ts';
import { beginIdentity, type Changing, changeKeys, did } from './random-keys.ts';

const origin = 'registry.example/log';
const registry = did('registry');
const [judge, agency, kid] = ['judge', 'agency', 'kid'].map(did) as [string, string, string];
const works = ['w', 'x', 'y'].map((name) => hashOf(`work ${name}`)).toSorted();

type Capacity = Grant['capacity'];
interface Right {
  readonly holder: string;
  readonly capacity: Capacity;
  readonly works: readonly string[];
}

/**
 * A log of all kinds of statements, by people with one key, identities whose keys change and are stolen, a minor and
 * guardians, an agency, a judge. Mostly what honest people sign; beside it what nobody should.
 */
class History {
  readonly entries: object[] = [];
  clock = newYear - 70 * days;
  readonly #draw: Draw;
  readonly #said: { id: string; index: number; statement: Statement }[] = [];
  readonly #changing: Changing[] = [];
  readonly #people: string[] = [];
  readonly #truth = new Map<string, Claim>();
  readonly #stray = `sha256:${hashOf('none')}`;
  #index: number;

  constructor(draw: Draw) {
    this.#draw = draw;
    this.#index = draw.below(3);
    for (const name of ['x', 'y'].slice(draw.below(2))) this.#begin(name);
    this.#people = [...['a', 'b', 'c'].map(did), ...this.#changing.map(({ id }) => id)].toSorted();
    for (const work of works) {
      const owner = draw.pick(this.#people);
      const depicted = [...draw.some(this.#people, draw.chance(50) ? 0 : 25), ...(draw.chance(40) ? [kid] : [])];
      const depicts = depicted.toSorted().map((subject) => ({ subject, minor: subject === kid && draw.chance(80) }));
      this.#truth.set(work, {
        author: draw.pick([owner, owner, draw.pick(this.#people), null]),
        owners: [owner],
        depicts,
      });
    }
  }

  #header(iss: string) {
    return { v: 1, aud: this.#draw.chance(1) ? 'elsewhere.example' : origin, iss, iat: this.clock } as const;
  }

  /** The keys that sign for somebody, or some that should not. */
  #keysOf(iss: string): string[] {
    const own = this.#changing.find(({ id }) => id === iss);
    const draw = this.#draw;
    const all = own === undefined ? [iss] : own.keys.map(did);
    const enough = own === undefined || draw.chance(15) ? all : all.slice(0, Math.max(1, own.said.threshold));
    if (draw.chance(95)) return enough.toSorted();
    const other = draw.pick([did('a'), did('x 0'), did('x recovery 0'), registry]);
    return [...new Set(draw.pick([[other], [...enough, other], enough.slice(1), all.slice(0, 1)]))].toSorted();
  }

  #say(statement: Statement, keys: readonly string[], lines?: readonly string[]): string {
    const draw = this.#draw;
    const payload = canonicalBytes(statement);
    const id = statementId(payloadType(statement.kind), payload);
    const stated = draw.chance(10) ? Buffer.from(payload).toString('base64') : statement;
    const list = lines !== undefined && !draw.chance(1) ? { lines } : {};
    this.entries.push({ index: this.#index, kind: statement.kind, payload: stated, keys, ...list });
    this.#said.push({ id, index: this.#index, statement });
    this.#index += draw.chance(95) ? 1 : 2;
    return id;
  }

  #begin(name: string): void {
    const begun = beginIdentity(this.#draw, name, { aud: origin, iat: this.clock });
    const last = this.#say(begun.said, this.#draw.chance(97) ? begun.said.keys : [did('a')]);
    this.#changing.push({ ...begun, last });
  }

  #change(): void {
    const draw = this.#draw;
    if (this.#changing.length === 0) return;
    const who = draw.pick(this.#changing);
    const change = changeKeys(draw, who, this.clock, this.#index);
    if (change === undefined) return;
    const last = this.#say(change.after.said, change.keys);
    // Whether it was accepted its owner sees in the log; here most of the time is right often enough.
    if (draw.chance(85)) Object.assign(who, change.after, { last });
  }

  /** What each of the works' people may agree to. */
  #rights(): Right[] {
    const found = new Map<string, { holder: string; capacity: Capacity; works: string[] }>();
    const add = (holder: string, capacity: Capacity, work: string): void => {
      const right = found.get(`${capacity} ${holder}`) ?? { holder, capacity, works: [] };
      found.set(`${capacity} ${holder}`, right);
      right.works.push(work);
    };
    for (const [work, { author, owners, depicts }] of this.#truth) {
      for (const owner of owners) add(owner, 'owner', work);
      if (author !== null) add(author, 'author', work);
      if (depicts === 'uncleared') continue;
      for (const { subject } of depicts) {
        if (subject !== kid) add(subject, 'subject', work);
        else for (const guardian of this.#guardians()) add(guardian, 'guardian', work);
      }
    }
    return [...found.values()];
  }

  #guardians(): string[] {
    const signed = this.#said.flatMap(({ statement }) => (statement.kind === 'guardianship' ? [statement.iss] : []));
    return [...new Set([...signed, this.#people[0]!])];
  }

  #line(work: string, capacity: Capacity): HolderLine | SubjectLine {
    const salt = hashOf(`${work} ${capacity}`).slice(0, 32);
    if (capacity === 'subject' || capacity === 'guardian') return { sha256: work, salt };
    const claim = this.#truth.get(work)!;
    const draw = this.#draw;
    const wild = draw.chance(6);
    const claimed = wild
      ? { ...claim, owners: [draw.pick(this.#people)], depicts: draw.pick([[], 'uncleared' as const]) }
      : claim;
    return { sha256: work, bytes: 10, mime: 'image/png', salt, ...claimed };
  }

  grant({ holder, capacity, works: held }: Right): void {
    const draw = this.#draw;
    const mandate = this.#mandate(holder, capacity);
    const signer = mandate === undefined ? holder : draw.pick([mandate.to, mandate.to, mandate.to, did('b')]);
    const list = listOf<WorksLine>(held.map((work) => this.#line(work, capacity)));
    const granted = draw.some(fewUses, 96);
    const grant: Grant = {
      ...this.#header(signer),
      kind: 'grant',
      capacity,
      uses: Object.fromEntries(granted.map((use) => [use, useTermsOf(draw)])),
      reserves: draw.chance(90) ? [] : fewUses.filter((use) => !granted.includes(use)).toSorted(),
      from: newYear - 70 * days,
      until: draw.chance(3) ? null : newYear + draw.pick([20, 300, 400, 400]) * days,
      onWithdraw: draw.pick([...onWithdraws, 'future-only', 'future-only']),
      ...(mandate !== undefined && { for: { principal: holder, delegation: mandate.id } }),
      works: list.works,
      replaces: draw.chance(6) ? [this.#any()] : [],
      notice: { sha256: hashOf('notice'), language: 'en', version: 1 },
    };
    this.#say(grant, this.#keysOf(signer), list.texts);
  }

  /** A delegation that a grant in a holder's name rests on, often a good one. */
  #mandate(holder: string, capacity: Capacity): { id: string; to: string } | undefined {
    const draw = this.#draw;
    if (!draw.chance(50)) return undefined;
    const fitting = this.#said.filter(({ statement: { kind } }) => kind === 'delegate') as {
      id: string;
      statement: Delegate;
    }[];
    const good = fitting.filter(({ statement: { capacities: own, iss, for: above } }) => {
      return own.includes(capacity) && (above?.principal ?? iss) === holder;
    });
    const chosen = good.length > 0 ? good : fitting;
    if (chosen.length === 0 || (good.length === 0 && !draw.chance(10))) return undefined;
    const { id, statement } = draw.pick(chosen);
    return { id, to: statement.to };
  }

  #any(): string {
    return this.#said.length === 0 || this.#draw.chance(5) ? this.#stray : this.#draw.pick(this.#said).id;
  }

  #someWorks() {
    const named = this.#draw.some(works, 60);
    return listOf((named.length === 0 ? [works[0]!] : named).map((work) => this.#line(work, 'subject')));
  }

  delegate(): void {
    const draw = this.#draw;
    const above = this.#said.findLast(({ statement }) => statement.kind === 'delegate');
    const passedOn =
      above !== undefined && draw.chance(35) ? (above as { id: string; statement: Delegate }) : undefined;
    const iss = passedOn === undefined ? draw.pick(this.#people) : passedOn.statement.to;
    const principal = passedOn?.statement.for?.principal ?? passedOn?.statement.iss;
    const list = draw.chance(40) ? this.#someWorks() : undefined;
    const delegate: Delegate = {
      ...this.#header(iss),
      kind: 'delegate',
      to: draw.pick([agency, agency, did('b'), did('c'), this.#people[0]!]),
      ...(passedOn !== undefined && {
        for: { principal: draw.chance(95) ? principal! : kid, delegation: passedOn.id },
      }),
      capacities:
        passedOn !== undefined && draw.chance(80)
          ? passedOn.statement.capacities
          : draw.chance(60)
            ? [...capacities]
            : ['owner'],
      uses: Object.fromEntries(draw.some(fewUses, 96).map((use) => [use, useTermsOf(draw)])),
      onWithdraw: draw.pick(['future-only', 'future-only', ...onWithdraws]),
      from: newYear - draw.pick([70, 70, 70, 0, -1, -200]) * days,
      until: newYear + draw.pick([300, 400, 400, 500, 500, 600, 0, 900, -100]) * days,
      works: list?.works ?? null,
    };
    this.#say(delegate, this.#keysOf(iss), list?.texts);
  }

  guard(guardian = this.#draw.pick(this.#people)): void {
    const draw = this.#draw;
    const minor = draw.chance(90) ? kid : draw.pick(this.#people);
    const lapsesOn = newYear + draw.pick([-30, 1, 50, 100, 400, 400, 500, 500, 500, 600, 800]) * days;
    const statement = { ...this.#header(guardian), kind: 'guardianship', minor, lapsesOn } as const;
    const keys = [...this.#keysOf(guardian), ...(draw.chance(95) ? this.#keysOf(minor) : [])];
    this.#say(statement, [...new Set(keys)].toSorted());
  }

  #ofWorks(): void {
    const draw = this.#draw;
    const list = this.#someWorks();
    const iss = draw.pick([...this.#people, kid]);
    const roll = draw.below(100);
    const signed = { works: list.works };
    if (roll < 35) {
      const about = draw.pick(['author', 'depicted', 'depicted', 'owner', 'owner'] as const);
      this.#say({ ...this.#header(iss), kind: 'disclaim', ...signed, about }, this.#keysOf(iss), list.texts);
    } else if (roll < 60) {
      const about = draw.pick(['depicted', 'forged', 'guardian', 'owner'] as const);
      this.#say({ ...this.#header(iss), kind: 'dispute', ...signed, about }, this.#keysOf(iss), list.texts);
    } else {
      const by = draw.pick([judge, judge, judge, iss]);
      const disputes = this.#said.flatMap(({ id, statement }) => (statement.kind === 'dispute' ? [id] : []));
      const struck = draw.chance(50) ? [this.#truth.get(draw.pick(works))!, this.#wild()] : [];
      const about = draw.some([...new Set(disputes)], 80).toSorted();
      if (struck.length + about.length === 0) about.push(this.#any());
      const outcome = draw.pick(['rejected', 'rejected', 'upheld'] as const);
      const settled = { disputes: about, outcome, strikes: struck.slice(draw.below(2)), reason: 'Both were heard.' };
      if (settled.strikes.length + about.length === 0) return;
      this.#say({ ...this.#header(by), kind: 'resolve', ...signed, ...settled }, this.#keysOf(by), list.texts);
    }
  }

  /** A claim that somebody may have made wildly. */
  #wild(): Claim {
    const claim = this.#truth.get(this.#draw.pick(works))!;
    return { ...claim, owners: [this.#draw.pick(this.#people)], depicts: this.#draw.pick([[], 'uncleared' as const]) };
  }

  #end(): void {
    const draw = this.#draw;
    const target = this.#said.length === 0 ? undefined : draw.pick(this.#said);
    const iss =
      target === undefined || draw.chance(25) ? draw.pick([...this.#people, kid, agency]) : target.statement.iss;
    const leaves: [number, number][] = [[0, draw.below(2)]];
    const ending = {
      ...this.#header(iss === 'act:self' ? registry : iss),
      statement: target?.id ?? this.#stray,
      ...(draw.chance(35) && { leaves }),
    };
    if (draw.chance(70)) return void this.#say({ ...ending, kind: 'withdraw' }, this.#keysOf(ending.iss));
    const by = draw.chance(60) ? registry : ending.iss;
    const reason = draw.chance(80) ? { reason: 'A court said so.' } : {};
    const granted = this.#said.filter(({ statement }) => statement.kind === 'grant');
    const statement = granted.length > 0 && draw.chance(80) ? draw.pick(granted).id : ending.statement;
    this.#say({ ...ending, iss: by, kind: 'erase', statement, ...reason }, this.#keysOf(by));
  }

  attest(): void {
    const draw = this.#draw;
    const by = draw.pick([registry, registry, ...this.#people]);
    const how = draw.pick(['document', 'domain', 'email', 'organisation'] as const);
    const until = draw.pick([null, null, newYear, newYear + 90 * days]);
    const seen = {
      subject: draw.pick([...this.#people, kid, judge]),
      how,
      checkedAt: this.clock,
      until,
      evidence: hashOf('seen'),
    };
    this.#say({ ...this.#header(by), kind: 'attest', ...seen }, this.#keysOf(by));
  }

  state(): void {
    const draw = this.#draw;
    const size = draw.chance(85) ? this.#index : Math.max(0, this.#index - draw.below(4));
    const stated = { size, at: this.clock - (draw.chance(5) ? days : 0), root: hashOf(''), count: 0 };
    this.#say({ ...this.#header(registry), kind: 'state', ...stated }, draw.chance(97) ? [registry] : [did('a')]);
  }

  #ofDatasets(): void {
    const draw = this.#draw;
    const iss = draw.pick(this.#people);
    const manifest = `sha256:${hashOf(draw.pick(['one', 'two']))}`;
    const version = draw.pick(['1.0.0', '2.0.0']);
    const header = { ...this.#header(iss), dataset: 'pictures', version } as const;
    const generator = { id: 'scenes', version: '1.0.0', codeDigest: hashOf('code') };
    const roll = draw.below(3);
    if (roll === 0) {
      const strata = [{ stratum: 'pictures', generator, parameters: {}, slots: 2 }];
      this.#say({ ...header, kind: 'synthetic-plan', spec: hashOf('spec'), strata }, this.#keysOf(iss));
    } else if (roll === 1) {
      const state = this.#said.findLast(({ statement }) => statement.kind === 'state')?.index ?? 0;
      const item = { sha256: works[0]!, ext: 'png', source: 'consented', split: 'train', stratum: 'pictures' };
      const items = listOf([item]);
      this.#say({ ...header, kind: 'release', manifest, state, items: items.works }, this.#keysOf(iss), items.texts);
    } else {
      const { dataset: _, version: __, ...own } = header;
      const kinds = (kind: string) => this.#said.flatMap(({ id, statement }) => (statement.kind === kind ? [id] : []));
      const bases = draw.some([...new Set(kinds('receipt'))], 60).toSorted();
      const withdrawals = draw
        .some([...new Set([...kinds('withdraw'), ...(draw.chance(10) ? [this.#any()] : [])])], 50)
        .toSorted();
      const model = { name: 'model', version };
      const trained = bases.length > 0 || draw.chance(70) ? 'trained' : 'removed-items';
      const done = { manifest, did: trained, model, bases, withdrawals, from: 1, until: 2 } as const;
      this.#say({ ...own, kind: 'receipt', ...done }, this.#keysOf(iss));
    }
  }

  /** All that honest people would sign, so that most works are allowed before anybody does anything else. */
  agree(): void {
    const draw = this.#draw;
    for (let i = draw.below(3); i > 0; i--) this.delegate();
    if (draw.chance(85)) this.guard(this.#people[0]);
    if (draw.chance(30)) this.guard();
    for (const right of this.#rights()) if (draw.chance(96)) this.grant(right);
    if (draw.chance(15)) this.#eraseOneOfTwo(draw.pick(this.#rights()));
  }

  /** Of two grants the registry erases one: what is left is not the other. */
  #eraseOneOfTwo(right: Right): void {
    this.state();
    const first = this.#said.length;
    this.grant(right);
    this.grant(right);
    const erased = { statement: this.#said[first]!.id, reason: 'A court said so.' };
    this.#say({ ...this.#header(registry), kind: 'erase', ...erased }, [registry]);
  }

  next(): void {
    const draw = this.#draw;
    this.clock += draw.pick([0, 0, 1, 1, 5, 12]) * days;
    const roll = draw.below(100);
    if (roll < 14) this.grant(draw.pick(this.#rights()));
    else if (roll < 22) this.delegate();
    else if (roll < 28) this.guard();
    else if (roll < 50) this.#ofWorks();
    else if (roll < 62) this.#change();
    else if (roll < 70) this.#end();
    else if (roll < 78) this.attest();
    else if (roll < 92) this.state();
    else this.#ofDatasets();
    if (draw.chance(3)) this.entries.push({ ...this.entries.at(-1), index: this.#index++ });
  }

  trust(): Trust {
    const draw = this.#draw;
    const attesters = draw
      .some([registry, ...this.#people], 50)
      .map((identity) => ({ identity, upTo: 1 + draw.below(2) }));
    return { ...noTrust, attesters, arbiters: draw.some([judge, ...this.#people], 45).toSorted() };
  }
}

/** A case of the operation "decide" over a history of all kinds, the same for the same seed. */
export const randomHistory = (
  seed: number,
): { readonly entries: readonly object[]; readonly at: number } & Record<string, unknown> => {
  const draw = new Draw(seed + 1_000_000);
  const history = new History(draw);
  history.agree();
  for (let steps = draw.below(draw.pick([3, 6, 12])); steps > 0; steps--) history.next();
  const at = Math.max(newYear, history.clock) + draw.pick([0, 0, 10, 40]) * days;
  return {
    op: 'decide',
    entries: history.entries,
    work: draw.pick(works),
    at,
    purpose: purposeOf(draw),
    trust: history.trust(),
  };
};
