import { sha256 } from '#sha256';
import { acceptPayload, type Json, toUtf8 } from '@assent/schema';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Generated } from '../generator.ts';
import { Random } from '../random.ts';
import { codesOf, type DomainColumn, drawNumber, fixedCell, holdsCell } from './domain.ts';

const mime = 'application/vnd.assent.row+json';

/** Where the salt's 32 digits go. */
const saltName = '_salt';

const isSalt = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);

const prefix = toUtf8('synth-row/1\0');

/**
 * What a row follows from: SHA-256(`"synth-row/1" ‖ 0x00 ‖ seed`). Its first half is the state of the numbers that cells
 * are drawn with, the other the salt, by which two rows with the same cells are two files.
 */
const stretch = (seed: Uint8Array): { random: Random; salt: string } => {
  const input = new Uint8Array(prefix.length + seed.length);
  input.set(prefix);
  input.set(seed, prefix.length);
  const digest = sha256(input);
  const view = new DataView(digest.buffer, digest.byteOffset);
  const random = new Random([view.getInt32(0), view.getInt32(4), view.getInt32(8), view.getInt32(12)]);
  return { random, salt: bytesToHex(digest.subarray(16)) };
};

/** Writes rows of one domain as items: the canonical JSON of the cells and `_salt` is both content and file. */
export class RowItems {
  readonly #domain: readonly DomainColumn[];
  readonly #target: number;
  /** Places of the columns in ascending order of their names: the salt's is the last of all columns. */
  readonly #order: readonly number[];
  /** `,"name":` of each column, in UTF-8; the first in order has a brace for the comma. */
  readonly #keys: readonly Uint8Array[];
  /** The same and the JSON of a code's cell behind it, where there is nothing to draw. */
  readonly #texts: readonly (readonly (Uint8Array | undefined)[])[];
  readonly #room: Uint8Array;

  constructor(domain: readonly DomainColumn[], target: string | null) {
    this.#domain = domain;
    this.#target = domain.findIndex(({ name }) => name === target);
    const names = [...domain.map(({ name }) => name), saltName];
    this.#order = names.map((_, i) => i).toSorted((a, b) => (names[a]! < names[b]! ? -1 : 1));
    const keys = names.map((name, i) => `${i === this.#order[0] ? '{' : ','}${JSON.stringify(name)}:`);
    this.#keys = keys.map(toUtf8);
    this.#texts = domain.map((column, i) =>
      Array.from({ length: codesOf(column) }, (_, code) => {
        const cell = fixedCell(column, code);
        return cell === undefined ? undefined : toUtf8(`${keys[i]!}${JSON.stringify(cell)}`);
      }),
    );
    this.#room = new Uint8Array(rowMost);
  }

  /** The item of a seed. `draw` fills in the codes of its cells; numbers within ranges are drawn after it, in order. */
  write(seed: Uint8Array, draw: (codes: Uint16Array, random: Random) => void): Generated {
    const { random, salt } = stretch(seed);
    const codes = new Uint16Array(this.#domain.length);
    draw(codes, random);
    const numbers: string[] = [];
    for (let i = 0; i < codes.length; i++) {
      const isFixed = this.#texts[i]![codes[i]!] !== undefined;
      numbers.push(isFixed ? '' : String(drawNumber(this.#domain[i]!, codes[i]!, random)));
    }
    let at = 0;
    for (const column of this.#order) {
      const text = this.#texts[column]?.[codes[column]!];
      at = this.#put(text ?? this.#keys[column]!, at);
      if (column === codes.length) at = this.#putAscii(`"${salt}"`, at);
      else if (text === undefined) at = this.#putAscii(numbers[column]!, at);
    }
    this.#room[at] = closingBrace;
    const bytes = this.#room.slice(0, at + 1);
    return { content: bytes, bytes, mime, ext: 'json', labels: this.#label(codes, numbers) };
  }

  /** What is wrong with a row, not trusting how it was made: its form, its columns, its cells, its label. */
  recheck({ content, bytes, labels }: Generated): string[] {
    if (content.length !== bytes.length || content.some((byte, i) => byte !== bytes[i]))
      return ['file and content differ'];
    const read = acceptPayload(content, rowMost);
    if (!read.ok) return [`not a row in canonical form: ${read.refusal.code}`];
    const row = read.value;
    if (row === null || typeof row !== 'object' || Array.isArray(row)) return ['not a row'];
    const problems: string[] = [];
    if (!isSalt(row[saltName])) problems.push('its salt is not 16 bytes');
    if (Object.keys(row).length !== this.#order.length) problems.push('it has other columns');
    for (const column of this.#domain) {
      if (!Object.hasOwn(row, column.name)) problems.push(`${column.name} is not there`);
      else if (!holdsCell(column, row[column.name])) problems.push(`${column.name} is outside of its domain`);
    }
    const target = this.#domain[this.#target];
    const label = target === undefined ? '{}' : JSON.stringify({ [target.name]: row[target.name] });
    if (JSON.stringify(labels) !== label) problems.push('its label is another than its cell');
    return problems;
  }

  /** How often each value occurs, of columns with few. */
  tally({ content }: Generated): Record<string, Record<string, number>> {
    const row = JSON.parse(utf8.decode(content)) as Record<string, Json>;
    const few = this.#domain.filter((column) => column.kind === 'category' && column.values.length <= 50);
    return Object.fromEntries(few.map(({ name }) => [name, { [String(row[name])]: 1 }]));
  }

  /** Copied by hand: for pieces this short, `set` takes longer. */
  #put(piece: Uint8Array, from: number): number {
    const room = this.#room;
    for (let i = 0; i < piece.length; i++) room[from + i] = piece[i]!;
    return from + piece.length;
  }

  #putAscii(text: string, from: number): number {
    const room = this.#room;
    for (let i = 0; i < text.length; i++) room[from + i] = text.charCodeAt(i);
    return from + text.length;
  }

  #label(codes: Uint16Array, numbers: readonly string[]): Json {
    const target = this.#domain[this.#target];
    if (target === undefined) return {};
    const cell = fixedCell(target, codes[this.#target]!);
    return { [target.name]: cell === undefined ? Number(numbers[this.#target]) : cell };
  }
}

const utf8 = new TextDecoder();
const closingBrace = 0x7d;

/** A row of 64 columns with the longest names and texts, escaped, is smaller. */
const rowMost = 256 * 1024;
