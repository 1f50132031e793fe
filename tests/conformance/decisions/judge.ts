import {
  acceptStatement,
  bearsOnWorks,
  decide,
  evidenceOf,
  Ledger,
  openList,
  partiesIn,
  signerOf,
} from '@assent/consent';
import {
  canonicalBytes,
  type Claim,
  type Code,
  type Decision,
  Grant,
  IdentityStatement,
  kinds,
  payloadType,
  Purpose,
  type Statement,
  Trust,
  type WorksLine,
} from '@assent/schema';
import { publicKeyOf, statementId } from '@assent/signing/verify';
import { grantOf, hashOf, holderLine, keyOf, listOf, noTrust, subjectLine } from '../../support/written-statements.ts';
import { type Said, type Situation, unlessSaid } from './situation.ts';

const aud = 'registry.example/log';

const did = (who: string): string => keyOf(who).did;

const seconds = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;

/** What a situation's statements amount to, and what was refused of them on the way. */
export interface Judged {
  readonly decision: Decision;
  /** By the place of the statement in the situation. */
  readonly refused: ReadonlyMap<number, Code>;
  /** The same, as a case of `pnpm conformance`. */
  readonly asCase: object;
  /** The name that an identity has in the situation. */
  nameOf(identity: string): string;
}

/** Take in the statements of a situation as a registry does, one after another, and decide. */
export const judge = (situation: Situation): Judged => {
  const story = new Told();
  situation.statements.forEach((said, i) => story.hear(said, i));
  return {
    ...story.decide(situation),
    refused: story.refused,
    nameOf: (identity) => story.nameOf(identity),
  };
};

type Of<K extends string> = Extract<Said, Record<K, unknown>>;

class Told {
  readonly refused = new Map<number, Code>();
  readonly #ledger = new Ledger();
  readonly #entries: object[] = [];
  readonly #ids = new Map<string, string>();
  readonly #indices = new Map<string, number>();
  readonly #signed = new Map<string, { statement: Statement; texts: readonly string[] | undefined; works: string[] }>();
  /** Those who have more than a key: their identity, the statement of their keys, the keys by name. */
  readonly #acts = new Map<string, { id: string; last: string; keys: readonly string[] }>();
  readonly #names = new Map<string, string>();
  #now = seconds(unlessSaid.signed);

  nameOf(identity: string): string {
    return this.#names.get(identity) ?? identity;
  }

  #identityOf(who: string): string {
    const identity = this.#acts.get(who)?.id ?? did(who);
    this.#names.set(identity, who);
    return identity;
  }

  hear(said: Said, i: number): void {
    if ('on' in said && said.on !== undefined) this.#now = seconds(said.on);
    if ('state' in said) {
      this.#now = seconds(said.state);
      const { size } = this.#ledger;
      const state = { ...this.#header('registry'), kind: 'state', size, at: this.#now, root: hashOf('root'), count: 0 };
      this.#take('', kinds.state.parse(state), undefined, i, [did('registry')]);
    } else if ('again' in said) {
      const { statement, texts, works } = this.#signed.get(said.again)!;
      this.#take(said.again, statement, texts, i, [statement.iss], works);
    } else if ('identity' in said) this.#hearKeys(said, i);
    else this.#hearStatement(said, i);
  }

  #hearStatement(said: Exclude<Said, Of<'state'> | Of<'again'> | Of<'identity'>>, i: number): void {
    const signers = 'minor' in said ? [said.by, said.minor] : [said.by];
    const keys = (said.with ?? signers.flatMap((who) => this.#acts.get(who)?.keys ?? [who])).map(did);
    if ('grant' in said) {
      const lines = said.works.map((line) => this.#worksLine(line));
      const works = said.works.map(({ work }) => work).toSorted((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));
      this.#take(said.grant, this.#grant(said, lines), listOf(lines).texts, i, keys, works);
    } else if ('withdraw' in said || 'erase' in said) {
      const called = 'withdraw' in said ? said.withdraw : said.erase;
      const kind = 'withdraw' in said ? 'withdraw' : 'erase';
      const target = this.#signed.get(called)!;
      const named = said.works?.map((work) => target.works.indexOf(work)).toSorted((a, b) => a - b);
      const leaves = ('leaves' in said ? said.leaves : undefined) ?? named?.map((leaf) => [leaf, leaf]);
      const reason = 'reason' in said && said.reason !== undefined ? { reason: said.reason } : {};
      const ending = { ...this.#header(said.by), kind, statement: this.#ids.get(called)!, ...reason };
      this.#take('', kinds[kind].parse({ ...ending, ...(leaves && { leaves }) }), undefined, i, keys);
    } else if ('attest' in said) {
      const until = said.until === undefined ? null : seconds(said.until);
      const attest = {
        ...this.#header(said.by),
        kind: 'attest',
        subject: this.#identityOf(said.attest),
        how: said.how,
      };
      const evidence = hashOf(`seen of ${said.attest}`);
      this.#take('', kinds.attest.parse({ ...attest, checkedAt: this.#now, until, evidence }), undefined, i, keys);
    } else if ('guardianship' in said) {
      const { by, minor, lapses, guardianship: called } = said;
      const guardianship = { ...this.#header(by), kind: 'guardianship', minor: this.#identityOf(minor) };
      const statement = kinds.guardianship.parse({ ...guardianship, lapsesOn: seconds(lapses) });
      this.#take(called, statement, undefined, i, keys);
    } else this.#hearOfWorks(said, i, keys);
  }

  /** Statements about a list of works: of everything, where a delegation names none. */
  #hearOfWorks(
    said: Of<'delegate'> | Of<'disclaim'> | Of<'dispute'> | Of<'resolve'>,
    i: number,
    keys: readonly string[],
  ): void {
    const list = listOf((said.works ?? []).map((work) => subjectLine(work)));
    const about = { ...this.#header(said.by), works: said.works === undefined ? null : list.works };
    const texts = said.works === undefined ? undefined : list.texts;
    const works = (said.works ?? []).toSorted((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));
    if ('disclaim' in said) {
      const statement = kinds.disclaim.parse({ ...about, kind: 'disclaim', about: said.about });
      this.#take(said.disclaim, statement, texts, i, keys, works);
    } else if ('dispute' in said) {
      const statement = kinds.dispute.parse({ ...about, kind: 'dispute', about: said.about });
      this.#take(said.dispute, statement, texts, i, keys, works);
    } else if ('resolve' in said) {
      const statement = kinds.resolve.parse({
        ...about,
        kind: 'resolve',
        disputes: (said.disputes ?? []).map((called) => this.#ids.get(called)!).toSorted(),
        outcome: said.outcome,
        strikes: (said.strikes ?? []).map((claim) => this.#claim(claim)),
        reason: 'Both sides were heard.',
      });
      this.#take(said.resolve, statement, texts, i, keys, works);
    } else {
      const { to, as: capacities, uses, onWithdraw, from, until } = said;
      const statement = kinds.delegate.parse({
        ...about,
        kind: 'delegate',
        to: this.#identityOf(to),
        capacities: capacities.toSorted(),
        uses: usesOf(uses),
        onWithdraw: onWithdraw ?? unlessSaid.grant.onWithdraw,
        from: seconds(from ?? unlessSaid.grant.from),
        until: seconds(until ?? unlessSaid.grant.until),
        ...this.#signedFor(said),
      });
      this.#take(said.delegate, statement, texts, i, keys, works);
    }
  }

  #hearKeys(said: Of<'identity'>, i: number): void {
    const before = this.#acts.get(said.identity);
    const statement = IdentityStatement.parse({
      v: 1,
      aud,
      iss: before?.id ?? 'act:self',
      iat: this.#now,
      kind: 'identity',
      ...(before && { prev: before.last }),
      keys: said.keys.map(did).toSorted(),
      threshold: said.threshold ?? said.keys.length,
      nextKeyHashes: (said.next ?? []).map(hashOfKey).toSorted(),
      recovery: (said.recovery ?? []).map(did),
      ...(said.stolenSince !== undefined && { compromisedSince: this.#indices.get(said.stolenSince)! }),
    });
    const called = `keys of ${said.identity}`;
    const took = this.#take(called, statement, undefined, i, (said.with ?? said.keys).map(did));
    if (!took) return;
    const id = before?.id ?? signerOf(statement);
    this.#acts.set(said.identity, { id, last: this.#ids.get(called)!, keys: said.keys });
  }

  #header(by: string) {
    return { v: 1 as const, aud, iss: this.#identityOf(by), iat: this.#now };
  }

  #signedFor({ for: principal, under }: { for?: string | undefined; under?: string | undefined }) {
    if (principal === undefined || under === undefined) return {};
    return { for: { principal: this.#identityOf(principal), delegation: this.#ids.get(under)! } };
  }

  #grant(said: Of<'grant'>, lines: readonly WorksLine[]): Grant {
    const { as: capacity, basis, evidence } = said;
    const { from, until, onWithdraw, reserves, replaces } = { ...unlessSaid.grant, ...said };
    const terms = {
      capacity,
      ...(basis && { basis }),
      ...(evidence && { evidence }),
      uses: usesOf(said.uses),
      reserves,
      from: seconds(from),
      until: until === null ? null : seconds(until),
      onWithdraw,
    } as Grant;
    const { iss, iat } = this.#header(said.by);
    const grant = grantOf({ aud, iss, iat, replaces: replaces.map((called) => this.#ids.get(called)!) }, terms, lines);
    return Grant.parse({ ...grant, ...this.#signedFor(said) });
  }

  /** Ask the rule, and take in what it accepts. */
  #take(
    called: string,
    statement: Statement,
    texts: readonly string[] | undefined,
    i: number,
    keys: readonly string[],
    works: string[] = [],
  ): boolean {
    const id = statementId(payloadType(statement.kind), canonicalBytes(statement));
    const list = texts === undefined ? undefined : openList(statement, texts);
    if (list?.ok === false) throw new Error(`${list.refusal.code}: ${list.refusal.detail}`);
    this.#entries.push({
      index: this.#ledger.size,
      kind: statement.kind,
      payload: statement,
      keys,
      ...(texts && { lines: texts }),
    });
    const registry = { origin: aud, identity: did('registry'), now: this.#now };
    const verdict = acceptStatement(this.#ledger, { statement, keys }, list?.value, registry);
    if (!verdict.ok) {
      this.refused.set(i, verdict.refusal.code);
      this.#ledger.skip();
      return false;
    }
    this.#ids.set(called, id);
    this.#indices.set(called, this.#ledger.size);
    this.#signed.set(called, { statement, texts, works });
    const index = this.#ledger.size;
    const lines = bearsOnWorks(statement) ? (list?.value.lines ?? []) : [];
    this.#ledger.apply({ index, id, statement, leafHash: hashOf(`leaf ${index}`) }, lines);
    return true;
  }

  decide({ work, purpose, trusts, arbiters, decided }: Situation): Pick<Judged, 'asCase' | 'decision'> {
    const at = seconds(decided ?? unlessSaid.decided);
    const asked = { ...unlessSaid.purpose, ...purpose };
    const { from, until } = asked;
    const wanted = Purpose.parse({ ...asked, from: seconds(from), until: until === null ? null : seconds(until) });
    const attesters = (trusts ?? unlessSaid.trusts).map(({ who, upTo }) => ({ identity: this.#identityOf(who), upTo }));
    const judges = (arbiters ?? []).map((who) => this.#identityOf(who)).toSorted();
    const trust = Trust.parse({ ...noTrust, attesters, arbiters: judges });
    const evidence = evidenceOf(this.#ledger, hashOf(work), at);
    return {
      decision: decide(evidence, wanted, partiesIn(this.#ledger, trust, at), at),
      asCase: { op: 'decide', entries: this.#entries, work: hashOf(work), at, purpose: wanted, trust },
    };
  }

  #claim({ author, owners, depicts }: Omit<Extract<Of<'grant'>['works'][number], { owners: unknown }>, 'work'>): Claim {
    const people =
      depicts === 'uncleared'
        ? depicts
        : depicts
            .map(({ subject, minor }) => ({ subject: this.#identityOf(subject), minor }))
            .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
    return {
      author: author === null ? null : this.#identityOf(author),
      depicts: people,
      owners: owners.map((who) => this.#identityOf(who)).toSorted(),
    };
  }

  #worksLine(line: Of<'grant'>['works'][number]): WorksLine {
    return 'owners' in line ? holderLine(line.work, this.#claim(line)) : subjectLine(line.work);
  }
}

const hashOfKey = (who: string): string => {
  const key = publicKeyOf(did(who));
  if (!key.ok) throw new Error(who);
  return hashOf(key.value);
};

const usesOf = (uses: Of<'grant'>['uses']) =>
  Object.fromEntries(Object.entries(uses).map(([use, own]) => [use, { ...unlessSaid.use, ...own }]));
