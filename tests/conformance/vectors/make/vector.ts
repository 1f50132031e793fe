import { toUtf8 } from '@assent/schema';
import { toBase64 } from '@assent/signing';

/** What an attack belongs to. */
export type Section =
  | 'Signature'
  | 'Encoding'
  | 'Objects'
  | 'Merkle'
  | 'Checkpoint'
  | 'Log'
  | 'Consent'
  | 'State'
  | 'Manifest';

/** A case as `pnpm conformance` takes it, with `op`. */
export type Asked = { readonly op: string } & Readonly<Record<string, unknown>>;

/** One line of a published file. */
export interface Vector extends Asked {
  readonly name: string;
  readonly section: Section;
  /** In a case that has to fail: what is tried, and the case next to it that has to go through. */
  readonly attack?: string;
  readonly neighbour?: string;
  readonly expect: object;
}

export const yes = { ok: true } as const;
export const no = { ok: false } as const;
export const refusedWith = (code: string) => ({ ok: false, code }) as const;

export const base64 = (data: Uint8Array | string): string => toBase64(typeof data === 'string' ? toUtf8(data) : data);

/** Bytes as a case holds them: text as it is, and base64 where they are no text. */
export const written = (bytes: Uint8Array): string | { readonly text: string } => {
  const text = Buffer.from(bytes).toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? { text } : base64(bytes);
};

/** Cases of one section. Names begin with what the cases are about; a case that is to fail names one that is not. */
export class Cases {
  readonly #section: Section;
  readonly vectors: Vector[] = [];

  constructor(section: Section) {
    this.#section = section;
  }

  valid(name: string, asked: Asked, expect: object = yes): string {
    this.vectors.push({ name, section: this.#section, ...asked, expect });
    return name;
  }

  attack(name: string, attack: string, neighbour: string, asked: Asked, expect: object): void {
    this.vectors.push({ name, section: this.#section, attack, neighbour, ...asked, expect });
  }
}
