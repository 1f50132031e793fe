import {
  acceptStatement,
  decide,
  evidenceOf,
  Ledger,
  type Parties,
  partiesIn,
  scopeOfWork,
  signatoriesOf,
  signerOf,
} from '@assent/consent';
import {
  canonicalBytes,
  type Claim,
  type Decision,
  type IdentityStatement,
  payloadType,
  type Purpose,
  type Scope,
  type Statement,
  type Trust,
  type WorksLine,
} from '@assent/schema';
import { weigh, type Weighed } from '../../packages/consent/src/decide.ts';
import { actIdOf, statementId } from '@assent/signing/verify';
import { at } from '../conformance/decisions/told-history.ts';
import { days, grantOf, hashOf, holderLine, keyOf, listOf, newYear, noTrust } from '../support/written-statements.ts';
import { truth, type Deed, type Work } from './deeds.ts';

const aud = 'registry.example/log';
const key = (name: string): string => keyOf(name).did;

const begins = {
  v: 1,
  kind: 'identity',
  aud,
  iss: 'act:self',
  iat: newYear - 90 * days,
  keys: [key('eve 0')],
  threshold: 1,
  nextKeyHashes: [hashOf(keyOf('eve 1').publicKey)],
  recovery: [key('eve recovery')],
} as const satisfies IdentityStatement;

const eve = actIdOf(canonicalBytes(begins));
/** Everybody is a key, but for eve, whose keys change. */
export const idOf = (name: string): string => (name === 'eve' ? eve : key(name));

/** Whose word counts: the registry's on who somebody is, the judge's and dua's on what is settled. */
const trust: Trust = {
  ...noTrust,
  attesters: [{ identity: key('registry'), upTo: 2 }],
  arbiters: [key('dua'), key('judge')].toSorted(),
};

/** A statement as it is sent: with those whose signatures are under it, and the list that it signs. */
export interface Sent {
  readonly id: string;
  readonly statement: Statement;
  readonly keys: readonly string[];
  readonly list: ReturnType<typeof listOf<WorksLine>> | undefined;
}

const claimIn = (work: Work, said: Partial<(typeof truth)[Work]> = {}): Claim => {
  const { author, owners, depicts } = { ...truth[work], ...said };
  return {
    author: author === null ? null : idOf(author),
    owners: owners.map(idOf).toSorted(),
    depicts:
      depicts === 'uncleared'
        ? depicts
        : depicts
            .map((subject) => ({ subject: idOf(subject), minor: subject === 'kid' }))
            .toSorted((a, b) => (a.subject < b.subject ? -1 : 1)),
  };
};

/** A log as it grows by deeds, or by statements; what the rule refuses is not in it. */
export class Told {
  readonly ledger = new Ledger();
  readonly sent: Sent[] = [];
  #iat = newYear - 80 * days;
  #time = newYear - 10 * days;
  #eve: { keys: string[]; last: string; said: IdentityStatement; generation: number } | undefined;

  /** What is told by deeds. */
  static of(deeds: readonly Deed[]): Told {
    const told = new Told();
    const first = told.send(begins, [...begins.keys]);
    told.#eve = { keys: [...begins.keys], last: first!.id, said: begins, generation: 0 };
    for (const deed of deeds) told.do(deed);
    return told;
  }

  /** The same statements in this order; `undefined` where one of them is refused. */
  static again(sent: readonly Sent[]): Told | undefined {
    const told = new Told();
    const all = sent.every(({ statement, keys, list }) => told.send(statement, keys, list) !== undefined);
    return all ? told : undefined;
  }

  send(statement: Statement, keys: readonly string[], list?: Sent['list']): Sent | undefined {
    const signed = list && { ...list.works, lines: list.lines };
    const registry = { origin: aud, identity: key('registry'), now: newYear };
    if (!acceptStatement(this.ledger, { statement, keys }, signed, registry).ok) return undefined;
    const id = statementId(payloadType(statement.kind), canonicalBytes(statement));
    this.ledger.apply({ index: this.ledger.size, id, statement, leafHash: hashOf(id) }, list?.lines ?? []);
    const sent = { id, statement, keys, list };
    this.sent.push(sent);
    return sent;
  }

  #say(statement: Statement, list?: Sent['list']): Sent | undefined {
    const keys = signatoriesOf(statement).flatMap((one) => (one === idOf('eve') ? this.#eve!.keys : [one]));
    return this.send(statement, [...new Set(keys)].toSorted(), list);
  }

  /** The last but so many of a kind. */
  #last(back: number, ...kinds: readonly Statement['kind'][]): Sent | undefined {
    const of = this.sent.filter(({ statement }) => kinds.includes(statement.kind));
    return of.at(-1 - (back % Math.max(1, of.length)));
  }

  do(deed: Deed): Sent | undefined {
    const header = { v: 1, aud, iss: idOf('by' in deed ? deed.by : 'registry'), iat: this.#iat++ } as const;
    const naming = (works: readonly Work[]) =>
      listOf<WorksLine>(works.map((work) => ({ sha256: hashOf(work), salt: '0'.repeat(32) })));
    switch (deed.do) {
      case 'grant':
        return this.#grant(deed, header);
      case 'withdraw': {
        const target = this.#last(
          deed.target,
          'grant',
          'grant',
          'delegate',
          'disclaim',
          'dispute',
          'resolve',
          'attest',
        );
        if (target === undefined) return undefined;
        const { statement: said } = target;
        const principal = 'for' in said ? said.for?.principal : undefined;
        const iss = deed.as === 'minor' ? idOf('kid') : deed.as === 'principal' ? (principal ?? said.iss) : said.iss;
        return this.takeBack(target, iss, deed.line);
      }
      case 'erase': {
        const target = this.#last(deed.grant, 'grant');
        if (target === undefined) return undefined;
        const iss = deed.as === 'registry' ? header.iss : target.statement.iss;
        const leaves = leavesOf(target, deed.line);
        const reason = deed.as === 'registry' ? { reason: 'A court said so.' } : {};
        return this.#say({ ...header, iss, kind: 'erase', statement: target.id, ...leaves, ...reason });
      }
      case 'disclaim':
      case 'dispute': {
        const list = naming(deed.works);
        const said = { ...header, works: list.works };
        return deed.do === 'disclaim'
          ? this.#say({ ...said, kind: 'disclaim', about: deed.about }, list)
          : this.#say({ ...said, kind: 'dispute', about: deed.about }, list);
      }
      case 'resolve': {
        const list = naming([deed.work]);
        const { claims } = evidenceOf(this.ledger, hashOf(deed.work), at);
        const dispute = deed.dispute === undefined ? undefined : this.#last(deed.dispute, 'dispute');
        const strikes = deed.strike === undefined ? [] : claims.slice(deed.strike % 3, (deed.strike % 3) + 1);
        const disputes = dispute === undefined ? [] : [dispute.id];
        if (strikes.length + disputes.length === 0) return undefined;
        const settled = { disputes, strikes, outcome: deed.outcome, reason: 'Both were heard.' };
        return this.#say({ ...header, kind: 'resolve', works: list.works, ...settled }, list);
      }
      case 'delegate': {
        const above = deed.above === undefined ? undefined : this.#last(deed.above, 'delegate')?.statement;
        const list = deed.works === null ? undefined : naming(deed.works);
        const passed = above?.kind === 'delegate' ? above : undefined;
        const signedFor = passed && {
          for: { principal: passed.for?.principal ?? passed.iss, delegation: this.#last(deed.above!, 'delegate')!.id },
        };
        const { uses, onWithdraw, from, until } = deed.terms;
        const upTo = { uses, onWithdraw, from, until: until ?? newYear + 300 * days };
        const iss = passed?.to ?? header.iss;
        const to = idOf(deed.to);
        const capacities = ['author', 'guardian', 'owner', 'subject'] as const;
        return this.#say(
          {
            ...header,
            iss,
            kind: 'delegate',
            to,
            ...signedFor,
            capacities: [...capacities],
            ...upTo,
            works: list?.works ?? null,
          },
          list,
        );
      }
      case 'guard':
        return this.#say({ ...header, kind: 'guardianship', minor: idOf('kid'), lapsesOn: deed.lapsesOn });
      case 'attest':
        return this.#say({
          ...header,
          kind: 'attest',
          subject: idOf(deed.subject),
          how: deed.how,
          checkedAt: newYear,
          until: deed.until,
          evidence: hashOf('seen'),
        });
      case 'keys':
        return this.#change(deed);
      case 'state':
        this.#time = Math.min(at, this.#time + deed.after);
        return this.#say({
          ...header,
          kind: 'state',
          size: this.ledger.size,
          at: this.#time,
          root: hashOf(''),
          count: 0,
        });
      default:
        return deed satisfies never;
    }
  }

  #grant(deed: Extract<Deed, { do: 'grant' }>, header: Pick<Statement, 'aud' | 'iat' | 'iss' | 'v'>): Sent | undefined {
    const lines = deed.works.map((work): WorksLine => {
      if (deed.capacity === 'subject' || deed.capacity === 'guardian')
        return { sha256: hashOf(work), salt: '0'.repeat(32) };
      const said = { ...truth[work], ...deed.claim };
      // Whoever signs is named in their own line, or nothing they say would be taken.
      if (deed.capacity === 'author') said.author = deed.by;
      else if (!said.owners.includes(deed.by)) said.owners = [...said.owners, deed.by];
      return holderLine(work, claimIn(work, said));
    });
    const own = this.sent.filter(({ statement: { kind, iss } }) => kind === 'grant' && iss === header.iss);
    const replaced = deed.replaces === undefined ? undefined : own.at(-1 - deed.replaces);
    const mandate = deed.through === undefined ? undefined : this.#mandate(header.iss, deed.through);
    const steward =
      deed.capacity === 'steward' ? ({ basis: 'cc0', evidence: { url: 'https://a.example/b' } } as const) : {};
    const signedFor = mandate && { for: { principal: header.iss, delegation: mandate.id } };
    const signed = { ...header, iss: mandate?.to ?? header.iss, replaces: replaced === undefined ? [] : [replaced.id] };
    const grant = { ...grantOf(signed, { capacity: deed.capacity, ...steward, ...deed.terms }, lines), ...signedFor };
    return this.#say(grant, listOf(lines));
  }

  /** A delegation in the name of somebody, and to whom. */
  #mandate(principal: string, back: number): { id: string; to: string } | undefined {
    const of = this.sent.flatMap(({ id, statement: said }) =>
      said.kind === 'delegate' && (said.for?.principal ?? said.iss) === principal ? [{ id, to: said.to }] : [],
    );
    return of.at(-1 - (back % Math.max(1, of.length)));
  }

  /** Somebody withdraws what was said, or one of its lines. */
  takeBack(target: Sent, iss = target.statement.iss, line?: number): Sent | undefined {
    const header = { v: 1, aud, iss, iat: this.#iat++ } as const;
    return this.#say({ ...header, kind: 'withdraw', statement: target.id, ...leavesOf(target, line) });
  }

  #change({ how, since }: Extract<Deed, { do: 'keys' }>): Sent | undefined {
    const { said, last, generation, keys: present } = this.#eve!;
    const next = `eve ${generation + 1}`;
    const own = how === 'recover' ? [key(`${next} again`)] : how === 'revoke' ? [] : [key(next)];
    const { compromisedSince: _, ...before } = said;
    const statement: IdentityStatement = {
      ...before,
      iss: idOf('eve'),
      iat: this.#iat++,
      prev: last,
      keys: own,
      threshold: own.length,
      nextKeyHashes: how === 'revoke' ? said.nextKeyHashes : [hashOf(keyOf(`eve ${generation + 2}`).publicKey)],
      ...(how === 'recover' && since !== undefined && { compromisedSince: Math.max(0, this.ledger.size - since) }),
    };
    const signing = how === 'recover' ? [key('eve recovery')] : how === 'revoke' ? present : own;
    const sent = this.send(statement, signing);
    if (sent === undefined) return undefined;
    const step = how === 'revoke' ? 0 : 1;
    this.#eve = { keys: own, last: sent.id, said: statement, generation: generation + step };
    return sent;
  }

  parties(): Parties {
    return partiesIn(this.ledger, trust, at);
  }

  decide(work: string, wanted: Purpose): Decision {
    return decide(evidenceOf(this.ledger, hashOf(work), at), wanted, this.parties(), at);
  }

  scope(work: string): Scope {
    return scopeOfWork(evidenceOf(this.ledger, hashOf(work), at), this.parties(), at);
  }

  weigh(work: string): Weighed {
    return weigh(evidenceOf(this.ledger, hashOf(work), at), this.parties(), at);
  }

  /** Whether somebody says that they are not who a claim on this work says they are. */
  isDisclaimed(work: string): boolean {
    return evidenceOf(this.ledger, hashOf(work), at).live.some(({ statement: { kind } }) => kind === 'disclaim');
  }

  /** The ids of what is live on a work, ascending. */
  live(work: string): string[] {
    return evidenceOf(this.ledger, hashOf(work), at)
      .live.map(({ id }) => id)
      .toSorted();
  }

  claims(work: string): readonly Claim[] {
    return evidenceOf(this.ledger, hashOf(work), at).claims;
  }
}

const leavesOf = ({ list }: Sent, line: number | undefined): { leaves?: [number, number][] } => {
  if (line === undefined || list === undefined) return {};
  const leaf = line % list.lines.length;
  return { leaves: [[leaf, leaf]] };
};

/** Whether two statements, one right after the other, may as well stand the other way round. */
export const mayChangePlaces = (first: Sent, second: Sent, byId: (id: string) => Sent | undefined): boolean => {
  const both = [first, second].map(({ statement }) => statement);
  if (signerOf(both[0]!) === signerOf(both[1]!)) return false;
  // Time and keys: what comes after them is judged otherwise.
  if (both.some(({ kind }) => kind === 'state' || kind === 'identity')) return false;
  // Of two arbiters who settle the same dispute the last is heard.
  if (both.every(({ kind }) => kind === 'resolve')) return false;
  // What somebody else took of a holder bares what the holder had granted until then, and not what comes after.
  const bares = ([taking, grant]: readonly Statement[]): boolean => {
    if ((taking!.kind !== 'erase' && taking!.kind !== 'withdraw') || grant!.kind !== 'grant') return false;
    const target = byId(taking!.statement)?.statement;
    if (target?.kind !== 'grant' || target.iss === taking!.iss) return false;
    const holder = target.for?.principal ?? target.iss;
    if (taking!.kind === 'withdraw' && taking!.iss === holder) return false;
    return holder === (grant!.for?.principal ?? grant!.iss);
  };
  if (bares(both) || bares(both.toReversed())) return false;
  return !JSON.stringify(both[1]).includes(first.id);
};
