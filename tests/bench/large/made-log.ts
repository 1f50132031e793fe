import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { CompactRange, encodeEntry, HashBatch, leafHash, MemoryTree, nodeHash, rangeHash } from '@assent/log';
import { canonicalize, type Claim, type Statement, toUtf8, type WorkStateLine } from '@assent/schema';
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
  /** Whether a person is depicted in every tenth work, who agrees to it in a list of their own. */
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

/** Every `people`th work of a list shows the person. */
const every = 10;
const personAt = (place: number): boolean => place % every === 3;

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
    const identities = [...signers, ...people].map(({ did }) => did).toSorted();
    const log = new MadeLog(extent, hashes, claims, identities);
    const batch = new HashBatch();
    for (const [index, signer] of [...signers, ...people].entries()) {
      const range = new CompactRange(batch.node);
      const list = log.list(index);
      for (const line of list) range.add(batch.leaf(toUtf8(line)));
      const root = Buffer.from(batch.read(range.root()!)).toString('hex');
      const grant = grantOf(signer.did, root, list.length, log.now);
      await log.append(index < lists ? grant : { ...grant, capacity: 'subject' }, signer);
    }
    log.#stateTree(batch);
    await log.append(
      {
        v: 1,
        kind: 'state',
        aud: origin,
        iss: registry.did,
        iat: log.now,
        size: log.entries.length,
        at: log.now,
        root: Buffer.from(rangeHash(0, log.stateSize, log.stateNode)).toString('hex'),
        count: log.stateSize,
      },
      registry,
    );
    return log;
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

  stateLine(work: number): WorkStateLine {
    const [list, place] = [Math.floor(work / this.each), work % this.each];
    const withPerson = this.#hasPerson(work);
    const live: [number, number][] = [[list, place]];
    if (withPerson) live.push([this.#extent.lists + list, Math.floor(place / every)]);
    return { holders: [this.claims[list]![withPerson ? 1 : 0]], live, work: this.hex(work) };
  }

  stateText(leaf: number): string {
    const identity = this.identities[leaf];
    if (identity !== undefined) return `{"identity":"${identity}","live":[]}`;
    return canonicalize(this.stateLine(this.order[leaf - this.identities.length]!));
  }

  line(index: number, leaf: number): string {
    const { lists } = this.#extent;
    if (index >= lists) {
      const sha256 = this.hex((index - lists) * this.each + leaf * every + 3);
      return `{"salt":"${sha256.slice(32)}","sha256":"${sha256}"}`;
    }
    const work = index * this.each + leaf;
    const sha256 = this.hex(work);
    const { author, depicts } = this.claims[index]![this.#hasPerson(work) ? 1 : 0];
    return `{"author":"${author}","bytes":${100_000 + leaf},"depicts":${canonicalize(depicts)},"mime":"image/jpeg","owners":["${author}"],"salt":"${sha256.slice(32)}","sha256":"${sha256}"}`;
  }

  listSize(index: number): number {
    return index < this.#extent.lists ? this.each : Math.ceil((this.each - 3) / every);
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
