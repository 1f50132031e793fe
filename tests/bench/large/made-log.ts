import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { CompactRange, encodeEntry, HashBatch, leafHash, MemoryTree, nodeHash, rangeHash } from '@assent/log';
import {
  canonicalize,
  type Claim,
  type Dispute,
  type Resolve,
  type Statement,
  toUtf8,
  type WorkStateLine,
} from '@assent/schema';
import type { Logged } from '@assent/consent';
import { decodeEnvelope, type Signer, signerFromSeed, signStatement, statementId } from '@assent/signing';
import { didKeyOf } from '@assent/signing/verify';
import { newYear } from '../../support/written-statements.ts';
import { grantOf, origin } from '../statements.ts';

/** How large a log is, and how it is shared out. */
export interface Extent {
  /** Works that the state speaks of; every second one is an item. */
  readonly works: number;
  /** Lists that they are in, each signed by somebody else. */
  readonly lists: number;
  /**
   * Whether a person is depicted in every tenth work, who agrees to it in a list of their own, and every hundredth work was
   * once disputed, by somebody who disputed works of fifty lists, and the dispute rejected.
   */
  readonly mixed: boolean;
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** RFC 8410 §7: what stands before the seed of an Ed25519 key. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** As `signerFromSeed`, and many times faster: tens of thousands are made. */
const fastSigner = (name: string): Signer => {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, hash(name)]), format: 'der', type: 'pkcs8' });
  const publicKey = new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32));
  return { did: didKeyOf(publicKey), publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) };
};

export const registry = signerFromSeed(hash('registry'));
export const arbiter = fastSigner('arbiter');

/** Every `people`th work of a list shows the person. */
const every = 10;
const personAt = (place: number): boolean => place % every === 3;
const disputedAt = (place: number): boolean => place % 100 === 7;
/** Lists of which one dispute names works. */
const disputedTogether = 50;

/**
 * A log of many lists with a state of all their works, made of numbers: hashes are held once, lines are written when they
 * are asked for. What a registry keeps in its database is what this does not hold.
 */
export class MadeLog {
  readonly now = newYear;
  readonly entries: Uint8Array[] = [];
  readonly logged: Logged[] = [];
  readonly tree = new MemoryTree();
  /** Hashes of works: of list 0 in the order of the list, of list 1, … */
  readonly #hashes: Buffer;
  /** Works in the order of the state, by their number in `#hashes`. */
  readonly order: Uint32Array;
  readonly identities: readonly string[];
  readonly claims: readonly (readonly [alone: Claim, withPerson: Claim])[];
  /** Log index of the first dispute; all are followed by a state, then by as many resolutions. */
  #disputes = 0;
  /** Log index of the state that speaks of the disputes, and of nothing that settles them. */
  firstState: number | undefined;
  /** Works that each dispute names, in the order of its list, and the place of each in it. */
  readonly #disputed: (readonly number[])[] = [];
  readonly #disputedPlace = new Map<number, number>();
  readonly #levels: Uint8Array[] = [];
  readonly #extent: Extent;
  readonly each: number;

  constructor(extent: Extent, hashes: Buffer, claims: MadeLog['claims'], identities: readonly string[]) {
    this.#extent = extent;
    this.each = extent.works / extent.lists;
    this.#hashes = hashes;
    this.claims = claims;
    this.identities = identities;
    this.order = sorted(hashes);
  }

  static async make(extent: Extent): Promise<MadeLog> {
    const { works, lists, mixed } = extent;
    const each = works / lists;
    const hashes = Buffer.alloc(works * 32);
    const claims: [Claim, Claim][] = [];
    const signers: Signer[] = [];
    const people: Signer[] = [];
    for (let list = 0; list < lists; list++) {
      const own = Array.from({ length: each }, (_, i) => hash(`work ${list} ${i}`)).toSorted(Buffer.compare);
      own.forEach((one, i) => one.copy(hashes, (list * each + i) * 32));
      const signer = fastSigner(`signer ${list}`);
      const { did } = signer;
      signers.push(signer);
      const person = mixed ? fastSigner(`person ${list}`) : undefined;
      if (person !== undefined) people.push(person);
      const alone: Claim = { author: did, depicts: [], owners: [did] };
      claims.push([
        alone,
        person === undefined ? alone : { ...alone, depicts: [{ minor: false, subject: person.did }] },
      ]);
    }
    const disputers = mixed
      ? Array.from({ length: Math.ceil(lists / disputedTogether) }, (_, i) => fastSigner(`disputer ${i}`))
      : [];
    const everybody = [...signers, ...people, ...disputers, ...(mixed ? [arbiter] : [])];
    const log = new MadeLog(extent, hashes, claims, everybody.map(({ did }) => did).toSorted());
    const batch = new HashBatch();
    for (const [index, signer] of [...signers, ...people].entries()) {
      const { root, count } = log.#commit(index, batch);
      const grant = grantOf(signer.did, root, count, log.now);
      await log.append(index < lists ? grant : { ...grant, capacity: 'subject' }, signer);
    }
    if (mixed) await log.#dispute(disputers, batch);
    log.#stateTree(batch);
    await log.#state(Buffer.from(rangeHash(0, log.stateSize, log.stateNode)).toString('hex'), log.stateSize);
    return log;
  }

  /** Each disputes works of many lists; a state says so; an arbiter rejects it all. */
  async #dispute(disputers: readonly Signer[], batch: HashBatch): Promise<void> {
    const first = (this.#disputes = this.entries.length);
    for (const [i] of disputers.entries()) {
      const works: number[] = [];
      const end = Math.min((i + 1) * disputedTogether * this.each, this.#extent.works);
      for (let work = i * disputedTogether * this.each; work < end; work++)
        if (disputedAt(work % this.each)) works.push(work);
      works.sort((a, b) => (this.hex(a) < this.hex(b) ? -1 : 1));
      works.forEach((work, place) => this.#disputedPlace.set(work, place));
      this.#disputed.push(works);
    }
    const header = { v: 1, aud: origin, iat: this.now } as const;
    const disputes: string[] = [];
    for (const [i, { did: iss }] of disputers.entries()) {
      const works = this.#commit(first + i, batch);
      const dispute = { ...header, kind: 'dispute', iss, works, about: 'owner' } satisfies Dispute;
      disputes.push(await this.append(dispute, disputers[i]!));
    }
    this.firstState = this.entries.length;
    const range = new CompactRange(batch.node);
    for (let leaf = 0; leaf < this.stateSize; leaf++) {
      // The arbiter said nothing yet, so nobody knows of them.
      if (this.identities[leaf] === arbiter.did) continue;
      range.add(batch.leaf(toUtf8(this.stateText(leaf, this.firstState))));
    }
    await this.#state(Buffer.from(batch.read(range.root()!)).toString('hex'), range.size);
    for (const [i, id] of disputes.entries()) {
      const works = this.#commit(first + i, batch);
      const settled: Pick<Resolve, 'disputes' | 'outcome' | 'strikes'> = {
        disputes: [id],
        outcome: 'rejected',
        strikes: [],
      };
      await this.append(
        { ...header, ...settled, kind: 'resolve', iss: arbiter.did, works, reason: 'Theirs.' },
        arbiter,
      );
    }
  }

  /** The root and length of the list that the statement at an index signs. */
  #commit(index: number, batch: HashBatch): { readonly root: string; readonly count: number } {
    const range = new CompactRange(batch.node);
    for (const line of this.list(index)) range.add(batch.leaf(toUtf8(line)));
    return { root: Buffer.from(batch.read(range.root()!)).toString('hex'), count: range.size };
  }

  #state(root: string, count: number): Promise<string> {
    const size = this.entries.length;
    const { now } = this;
    const state = {
      v: 1,
      kind: 'state',
      aud: origin,
      iss: registry.did,
      iat: now,
      size,
      at: now,
      root,
      count,
    } as const;
    return this.append(state, registry);
  }

  async append(statement: Statement, signer: Signer): Promise<string> {
    const signed = decodeEnvelope(await signStatement(statement, signer));
    if (!signed.ok) throw new Error(signed.refusal.code);
    const entry = encodeEntry(signed.value);
    const leaf = leafHash(entry);
    const id = statementId(signed.value.payloadType, signed.value.payload);
    this.logged.push({ index: this.entries.length, id, statement, leafHash: Buffer.from(leaf).toString('hex') });
    this.entries.push(entry);
    this.tree.add(leaf);
    return id;
  }

  get stateSize(): number {
    return this.identities.length + this.order.length;
  }

  readonly stateNode = (level: number, index: number): Uint8Array =>
    this.#levels[level]!.subarray(index * 32, index * 32 + 32);

  #stateTree(batch: HashBatch): void {
    const size = this.stateSize;
    let level = new Uint8Array(size * 32);
    for (let from = 0; from < size; from += 4096) {
      const to = Math.min(size, from + 4096);
      const promised = Array.from({ length: to - from }, (_, i) => batch.leaf(toUtf8(this.stateText(from + i))));
      promised.forEach((one, i) => level.set(batch.read(one), (from + i) * 32));
    }
    this.#levels.push(level);
    for (let nodes = Math.floor(size / 2); nodes > 0; nodes = Math.floor(nodes / 2)) {
      const next = new Uint8Array(nodes * 32);
      for (let i = 0; i < nodes; i++)
        next.set(nodeHash(level.subarray(i * 64, i * 64 + 32), level.subarray(i * 64 + 32, i * 64 + 64)), i * 32);
      this.#levels.push((level = next));
    }
  }

  hex(work: number): string {
    return this.#hashes.toString('hex', work * 32, work * 32 + 32);
  }

  /** Whether a person is depicted, who has a line of their own. */
  #hasPerson(work: number): boolean {
    return this.#extent.mixed && personAt(work % this.each);
  }

  /** @param size entries of the log that the state covers. */
  stateLine(work: number, size = Number.POSITIVE_INFINITY): WorkStateLine {
    const [list, place] = [Math.floor(work / this.each), work % this.each];
    const withPerson = this.#hasPerson(work);
    const live: [number, number][] = [[list, place]];
    if (withPerson) live.push([this.#extent.lists + list, Math.floor(place / every)]);
    const inDispute = this.#disputedPlace.get(work);
    if (inDispute !== undefined) {
      const dispute = this.#disputes + Math.floor(list / disputedTogether);
      live.push([dispute, inDispute]);
      const resolve = dispute + this.#disputed.length + 1;
      if (resolve < size) live.push([resolve, inDispute]);
    }
    return { holders: [this.claims[list]![withPerson ? 1 : 0]], live, work: this.hex(work) };
  }

  stateText(leaf: number, size?: number): string {
    const identity = this.identities[leaf];
    if (identity !== undefined) return `{"identity":"${identity}","live":[]}`;
    return canonicalize(this.stateLine(this.order[leaf - this.identities.length]!, size));
  }

  /** The works that a dispute or a resolution names; `undefined` for a grant. */
  #disputedBy(index: number): readonly number[] | undefined {
    const of = index - this.#disputes;
    return this.#disputes === 0 || of < 0 ? undefined : this.#disputed[of % (this.#disputed.length + 1)];
  }

  line(index: number, leaf: number): string {
    const { lists } = this.#extent;
    if (index >= lists) {
      const disputed = this.#disputedBy(index);
      const sha256 = this.hex(disputed?.[leaf] ?? (index - lists) * this.each + leaf * every + 3);
      return `{"salt":"${sha256.slice(32)}","sha256":"${sha256}"}`;
    }
    const work = index * this.each + leaf;
    const sha256 = this.hex(work);
    const { author, depicts } = this.claims[index]![this.#hasPerson(work) ? 1 : 0];
    return `{"author":"${author}","bytes":${100_000 + leaf},"depicts":${canonicalize(depicts)},"mime":"image/jpeg","owners":["${author}"],"salt":"${sha256.slice(32)}","sha256":"${sha256}"}`;
  }

  listSize(index: number): number {
    if (index < this.#extent.lists) return this.each;
    return this.#disputedBy(index)?.length ?? Math.ceil((this.each - 3) / every);
  }

  list(index: number): string[] {
    return Array.from({ length: this.listSize(index) }, (_, leaf) => this.line(index, leaf));
  }

  /** Every second work of each list, irregularly. */
  isItem(work: number): boolean {
    return ((work % this.each) * 7919 + Math.floor(work / this.each)) % this.each < this.each / 2;
  }
}

/** Numbers of works in the order of their hashes. */
const sorted = (hashes: Buffer): Uint32Array => {
  const count = hashes.length / 32;
  // The first 32 bits and the number fit a double: sorting numbers is fast. What they leave open is few.
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = hashes.readUInt32BE(i * 32) * 2 ** 21 + i;
  keys.sort();
  const order = Uint32Array.from(keys, (key) => key % 2 ** 21);
  const compare = (a: number, b: number): number => hashes.compare(hashes, b * 32, b * 32 + 32, a * 32, a * 32 + 32);
  for (let i = 1; i < count; i++) {
    for (let j = i; j > 0 && compare(order[j - 1]!, order[j]!) > 0; j--)
      [order[j - 1], order[j]] = [order[j]!, order[j - 1]!];
  }
  return order;
};
