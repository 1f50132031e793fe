import { openLanes } from '#lanes';
import { equalBytes } from './hash.ts';
import type { Lanes } from './lanes.ts';

/**
 * A hash that was asked for and may not be computed yet: a place in its batch. Each is used once: joined into a node,
 * or read.
 */
export type Promised = number & { readonly promised: unique symbol };

/** Memory that nobody uses now: it is dear to make and cannot shrink. */
const idle: Lanes[] = [];
const mostIdle = 4;
const mostIdleBytes = 8 << 20;

/** Room for messages before they have to be hashed, in bytes; a longer message has it for itself. */
const inputRoom = 1 << 20;
/** Nodes that wait; so many that four of one level nearly always stand together. */
const mostNodes = 16_384;

/**
 * Hashes of leaves and nodes (RFC 6962 §2.1), computed four at a time. Whoever builds a tree says what is to be hashed
 * with what and goes on; so trees whose leaves come in turns, a line of this list, then one of that, are hashed
 * together. A tree uses each hash once, so a place is free again as soon as its parent is computed.
 */
export class HashBatch {
  readonly #lanes = idle.pop() ?? openLanes();
  /** Where hashes begin, after the messages. */
  #hashesAt = this.#lanes.free + inputRoom;
  #memory = this.#lanes.memory(this.#hashesAt + 4096 * 32);
  #view = new DataView(this.#memory.buffer);
  #inputs = this.#lanes.free;
  #places = 0;
  readonly #free: number[] = [];
  /** Messages that wait for three others of as many blocks: by blocks, four pairs of message and place. */
  readonly #waiting = new Map<number, number[]>();
  /** How many nodes below a place wait to be computed before it can be. */
  #heights = new Uint8Array(4096);
  /** Nodes that wait, by height above what is computed: three places each, left, right and their node's. */
  readonly #nodes: number[][] = [];
  #nodesWaiting = 0;

  /** Hash of a leaf's data: `bytes[start, end)`, copied. */
  leaf(bytes: Uint8Array, start = 0, end = bytes.length): Promised {
    const length = end - start + 1;
    const blocks = Math.ceil((length + 9) / 64);
    if (this.#inputs + blocks * 64 > this.#hashesAt) {
      this.#hashLeaves();
      this.#makeRoom(blocks * 64);
    }
    const at = this.#inputs;
    const memory = this.#memory;
    const padded = at + blocks * 64;
    this.#inputs = padded;
    memory[at] = 0;
    if (end - start < 48) for (let i = start, to = at + 1; i < end; i++, to++) memory[to] = bytes[i]!;
    else memory.set(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end), at + 1);
    memory[at + length] = 0x80;
    for (let to = at + length + 1; to < padded - 4; to++) memory[to] = 0;
    this.#view.setUint32(padded - 4, length * 8);
    const place = this.#place();
    let waiting = this.#waiting.get(blocks);
    if (waiting === undefined) this.#waiting.set(blocks, (waiting = []));
    waiting.push(at, this.#hashesAt + place * 32);
    if (waiting.length === 8) this.#hashFour(blocks, waiting);
    return place as Promised;
  }

  /** Hash of an inner node. */
  readonly node = (left: Promised, right: Promised): Promised => {
    const heights = this.#heights;
    let height = Math.max(heights[left]!, heights[right]!);
    if (height === 255) {
      this.#compute();
      height = 0;
    }
    const place = this.#place();
    this.#heights[place] = height + 1;
    let nodes = this.#nodes[height];
    if (nodes === undefined) this.#nodes[height] = nodes = [];
    nodes.push(left, right, place);
    if (++this.#nodesWaiting >= mostNodes) this.#compute();
    return place as Promised;
  };

  /** A hash that is known: one of a proof, the 32 bytes at `from`, copied. */
  put(bytes: Uint8Array, from = 0): Promised {
    if (from + 32 > bytes.length) throw new RangeError('a hash has 32 bytes');
    const place = this.#place();
    const memory = this.#memory;
    const at = this.#hashesAt + place * 32;
    for (let i = 0; i < 32; i++) memory[at + i] = bytes[from + i]!;
    return place as Promised;
  }

  /** The bytes of a hash. */
  read(promised: Promised): Uint8Array {
    this.#compute();
    this.#free.push(promised);
    const at = this.#hashesAt + promised * 32;
    return this.#memory.slice(at, at + 32);
  }

  /** Whether a hash is this one. */
  is(promised: Promised, hash: Uint8Array): boolean {
    return equalBytes(this.read(promised), hash);
  }

  /** No more will be asked of this batch: its memory may serve the next. */
  close(): void {
    if (idle.length < mostIdle && this.#memory.length <= mostIdleBytes) idle.push(this.#lanes);
    this.#memory = new Uint8Array();
  }

  #place(): number {
    const known = this.#free.pop();
    if (known !== undefined) return known;
    const place = this.#places++;
    if (place >= this.#heights.length) {
      const heights = new Uint8Array(this.#heights.length * 2);
      heights.set(this.#heights);
      this.#heights = heights;
      this.#hold(this.#hashesAt + heights.length * 32);
    }
    return place;
  }

  #hold(bytes: number): void {
    this.#memory = this.#lanes.memory(bytes);
    this.#view = new DataView(this.#memory.buffer);
  }

  /** All messages were hashed: the next begins where the first did. One that is too long moves the hashes up. */
  #makeRoom(bytes: number): void {
    this.#inputs = this.#lanes.free;
    const missing = this.#inputs + bytes - this.#hashesAt;
    if (missing <= 0) return;
    const hashes = this.#places * 32;
    this.#hold(this.#hashesAt + missing + this.#heights.length * 32);
    this.#memory.copyWithin(this.#hashesAt + missing, this.#hashesAt, this.#hashesAt + hashes);
    this.#hashesAt += missing;
  }

  #hashFour(blocks: number, waiting: number[]): void {
    const [in0, out0, in1 = in0, out1 = out0, in2 = in0, out2 = out0, in3 = in0, out3 = out0] = waiting;
    this.#lanes.hash4(in0!, in1!, in2!, in3!, blocks, out0!, out1!, out2!, out3!);
    waiting.length = 0;
  }

  #hashLeaves(): void {
    for (const [blocks, waiting] of this.#waiting) if (waiting.length > 0) this.#hashFour(blocks, waiting);
  }

  #compute(): void {
    this.#hashLeaves();
    if (this.#nodesWaiting === 0) return;
    const base = this.#hashesAt;
    const free = this.#free;
    for (const nodes of this.#nodes) {
      for (let i = 0; i < nodes.length; i += 12) {
        // Fewer than four: the first fills the other lanes as well.
        const j = i + 3 < nodes.length ? i + 3 : i;
        const k = i + 6 < nodes.length ? i + 6 : i;
        const l = i + 9 < nodes.length ? i + 9 : i;
        this.#lanes.node4(
          base + nodes[i]! * 32,
          base + nodes[j]! * 32,
          base + nodes[k]! * 32,
          base + nodes[l]! * 32,
          base + nodes[i + 1]! * 32,
          base + nodes[j + 1]! * 32,
          base + nodes[k + 1]! * 32,
          base + nodes[l + 1]! * 32,
          base + nodes[i + 2]! * 32,
          base + nodes[j + 2]! * 32,
          base + nodes[k + 2]! * 32,
          base + nodes[l + 2]! * 32,
        );
      }
      for (let i = 0; i < nodes.length; i += 3) {
        free.push(nodes[i]!, nodes[i + 1]!);
        this.#heights[nodes[i + 2]!] = 0;
      }
      nodes.length = 0;
    }
    this.#nodesWaiting = 0;
  }
}
