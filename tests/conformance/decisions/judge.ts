import { acceptStatement, decide, evidenceOf, Ledger, openList, partiesIn } from '@assent/consent';
import {
  canonicalBytes,
  type Code,
  type Decision,
  Grant,
  kinds,
  payloadType,
  Purpose,
  type Statement,
  Trust,
  type WorksLine,
} from '@assent/schema';
import { statementId } from '@assent/signing/verify';
import { grantOf, hashOf, holderLine, keyOf, listOf, noTrust, subjectLine } from '../../support/written-statements.ts';
import { type Situation, unlessSaid } from './situation.ts';

const aud = 'registry.example/log';

const did = (who: string): string => keyOf(who).did;
const names = new Map<string, string>();
/** The name that a key was made for. */
export const nameOf = (identity: string): string => names.get(identity) ?? identity;
const identityOf = (who: string): string => {
  const identity = did(who);
  names.set(identity, who);
  return identity;
};

const seconds = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000;

/** What a situation's statements amount to, and what was refused of them on the way. */
export interface Judged {
  readonly decision: Decision;
  /** By the place of the statement in the situation. */
  readonly refused: ReadonlyMap<number, Code>;
}

/** Take in the statements of a situation as a registry does, one after another, and decide. */
export const judge = (situation: Situation): Judged => {
  const story = new Told();
  situation.statements.forEach((said, i) => story.hear(said, i));
  return { decision: story.decide(situation), refused: story.refused };
};

class Told {
  readonly refused = new Map<number, Code>();
  readonly #ledger = new Ledger();
  readonly #ids = new Map<string, string>();
  readonly #signed = new Map<string, { statement: Statement; texts: readonly string[] | undefined; works: string[] }>();
  #now = seconds(unlessSaid.signed);

  hear(said: Situation['statements'][number], i: number): void {
    if ('on' in said && said.on !== undefined) this.#now = seconds(said.on);
    if ('grant' in said) {
      const lines = said.works.map((line) => worksLine(line));
      const statement = this.#grant(said, lines);
      const works = said.works.map(({ work }) => work).toSorted((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));
      this.#take(said.grant, statement, listOf(lines).texts, i, works);
    } else if ('withdraw' in said) {
      const target = this.#signed.get(said.withdraw)!;
      const named = said.works?.map((work) => target.works.indexOf(work)).toSorted((a, b) => a - b);
      const leaves = said.leaves ?? named?.map((leaf): [number, number] => [leaf, leaf]);
      const withdraw = {
        ...this.#header(said.by),
        kind: 'withdraw' as const,
        statement: this.#ids.get(said.withdraw)!,
      };
      this.#take('', kinds.withdraw.parse({ ...withdraw, ...(leaves && { leaves }) }), undefined, i);
    } else if ('attest' in said) {
      const until = said.until === undefined ? null : seconds(said.until);
      const attest = { ...this.#header(said.by), kind: 'attest', subject: identityOf(said.attest), how: said.how };
      const evidence = hashOf(`seen of ${said.attest}`);
      this.#take('', kinds.attest.parse({ ...attest, checkedAt: this.#now, until, evidence }), undefined, i);
    } else if ('state' in said) {
      this.#now = seconds(said.state);
      const { size } = this.#ledger;
      const state = { ...this.#header('registry'), kind: 'state', size, at: this.#now, root: hashOf('root'), count: 0 };
      this.#take('', kinds.state.parse(state), undefined, i);
    } else {
      const { statement, texts, works } = this.#signed.get(said.again)!;
      this.#take(said.again, statement, texts, i, works);
    }
  }

  #header(by: string) {
    return { v: 1 as const, aud, iss: identityOf(by), iat: this.#now };
  }

  #grant(said: Extract<Situation['statements'][number], { grant: string }>, lines: readonly WorksLine[]): Grant {
    const { as: capacity, basis, evidence } = said;
    const { from, until, onWithdraw, reserves, replaces } = { ...unlessSaid.grant, ...said };
    const terms = {
      capacity,
      ...(basis && { basis }),
      ...(evidence && { evidence }),
      uses: Object.fromEntries(Object.entries(said.uses).map(([use, own]) => [use, { ...unlessSaid.use, ...own }])),
      reserves,
      from: seconds(from),
      until: until === null ? null : seconds(until),
      onWithdraw,
    } as Grant;
    const { iss, iat } = this.#header(said.by);
    const grant = grantOf({ aud, iss, iat, replaces: replaces.map((called) => this.#ids.get(called)!) }, terms, lines);
    return Grant.parse(grant);
  }

  #take(
    called: string,
    statement: Statement,
    texts: readonly string[] | undefined,
    i: number,
    works: string[] = [],
  ): void {
    const id = statementId(payloadType(statement.kind), canonicalBytes(statement));
    this.#ids.set(called, id);
    this.#signed.set(called, { statement, texts, works });
    const list = texts === undefined ? undefined : openList(statement, texts);
    if (list?.ok === false) throw new Error(`${list.refusal.code}: ${list.refusal.detail}`);
    const registry = { origin: aud, identity: did('registry'), now: this.#now };
    const verdict = acceptStatement(this.#ledger, { statement, keys: [statement.iss] }, list?.value, registry);
    if (!verdict.ok) {
      this.refused.set(i, verdict.refusal.code);
      this.#ledger.skip();
      return;
    }
    const index = this.#ledger.size;
    this.#ledger.apply({ index, id, statement, leafHash: hashOf(`leaf ${index}`) }, list?.value.lines ?? []);
  }

  decide({ work, purpose, trusts }: Situation): Decision {
    const at = seconds(unlessSaid.decided);
    const asked = { ...unlessSaid.purpose, ...purpose };
    const { from, until } = asked;
    const wanted = Purpose.parse({ ...asked, from: seconds(from), until: until === null ? null : seconds(until) });
    const attesters = (trusts ?? unlessSaid.trusts).map(({ who, upTo }) => ({ identity: identityOf(who), upTo }));
    const trust = Trust.parse({ ...noTrust, attesters });
    return decide(evidenceOf(this.#ledger, hashOf(work), at), wanted, partiesIn(this.#ledger, trust, at), at);
  }
}

const worksLine = (line: Extract<Situation['statements'][number], { grant: string }>['works'][number]): WorksLine => {
  if (!('owners' in line)) return subjectLine(line.work);
  const depicts =
    line.depicts === 'uncleared'
      ? line.depicts
      : line.depicts
          .map(({ subject, minor }) => ({ subject: identityOf(subject), minor }))
          .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
  const owners = line.owners.map(identityOf).toSorted();
  return holderLine(line.work, { author: line.author === null ? null : identityOf(line.author), owners, depicts });
};
