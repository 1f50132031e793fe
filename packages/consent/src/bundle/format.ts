import { accepted, refused, type Result } from '@assent/schema';
import { concatBytes } from '@noble/hashes/utils.js';
import { type BundleSource, readRange } from './source.ts';

/** The files of a bundle (formats §6). */
export const files = {
  manifest: 'manifest.json',
  items: 'items.jsonl',
  statements: 'evidence/statements.bin',
  works: 'evidence/works.jsonl',
  state: 'evidence/state.jsonl',
  proofs: 'evidence/proofs.bin',
  checkpoint: 'evidence/checkpoint',
  release: 'evidence/release',
} as const;

/** The manifests of the parents: in a bundle of a dataset that was made from others, and in no other. */
export const parentsFile = 'evidence/parents.jsonl';

/** Monitors' cosignatures of the state. They come when they come, so the manifest hashes none of them; where there is none, no file. */
export const monitorsFile = 'evidence/monitors';

/** What a bundle shows of a dataset that a model behind its items was fitted on, by the names of the bundle's own files. */
const sourceFiles = ['manifest', 'items', 'statements', 'works', 'state', 'proofs'] as const;

/** The folder of such a dataset: one for each manifest that a slice names as its lineage, and no other. */
export const sourceFolder = (manifest: string): string => `sources/${manifest.slice('sha256:'.length)}/`;

export const sourceNames = (manifest: string): string[] =>
  sourceFiles.map((name) => `${sourceFolder(manifest)}${files[name]}`);

export const isOfSource = (name: string): boolean => name.startsWith('sources/');

export const dataPath = (item: { readonly sha256: string; readonly ext: string }): string =>
  `data/${item.sha256}.${item.ext}`;

/** A record of `statements.bin`: `u64be log index ‖ u32be length ‖ entry`. */
export const encodeStatementRecord = (index: number, entry: Uint8Array): Uint8Array => {
  const header = new Uint8Array(12);
  const view = new DataView(header.buffer);
  view.setBigUint64(0, BigInt(index));
  view.setUint32(8, entry.length);
  return concatBytes(header, entry);
};

const magic = new TextEncoder().encode('assent-proofs/1\n');
const kinds = ['log', 'works', 'state'] as const;
const headerLength = 1 + 8 + 8 + 4;
/** More sections than any bundle has statements. */
const maxSections = 1_000_000;

/** A multiproof: of statements in the log, of lines in one works list, of lines in the state. */
export interface ProofSection {
  readonly kind: (typeof kinds)[number];
  /** Log index of the statement whose list it is; 0 for the log and the state. */
  readonly statement: number;
  /** Leaves of the whole tree. */
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
}

/** A section but for its hashes: how many they are. */
export interface ProofHeader extends Omit<ProofSection, 'hashes'> {
  readonly count: number;
}

/**
 * `proofs.bin`: `"assent-proofs/1\n" ‖ u32be sections ‖ headers ‖ hashes`, a header being
 * `u8 kind ‖ u64be statement ‖ u64be tree size ‖ u32be hashes`. All headers come first, so that a reader finds each
 * section's hashes without reading the others'.
 */
export const encodeProofHeaders = (sections: readonly ProofHeader[]): Uint8Array => {
  const bytes = new Uint8Array(magic.length + 4 + sections.length * headerLength);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(magic.length, sections.length);
  let at = magic.length + 4;
  for (const { kind, statement, size, count } of sections) {
    bytes[at] = kinds.indexOf(kind) + 1;
    view.setBigUint64(at + 1, BigInt(statement));
    view.setBigUint64(at + 9, BigInt(size));
    view.setUint32(at + 17, count);
    at += headerLength;
  }
  return bytes;
};

/** Sections that are at hand, as a whole file. */
export const encodeProofs = (sections: readonly ProofSection[]): Uint8Array =>
  concatBytes(
    encodeProofHeaders(sections.map(({ hashes, ...section }) => ({ ...section, count: hashes.length }))),
    ...sections.flatMap(({ hashes }) => hashes),
  );

/** Where a section's hashes stand in `proofs.bin`. */
export interface ProofIndexEntry extends ProofHeader {
  readonly from: number;
}

/** Read the headers of `proofs.bin`; one encoding only: log, works lists ascending, state. */
export const readProofIndex = async (source: BundleSource, name: string): Promise<Result<ProofIndexEntry[]>> => {
  const unreadable = refused('bundle_unreadable', name);
  const total = await source.size(name);
  if (total === undefined) return refused('file_missing', name);
  const start = await readRange(source, name, 0, Math.min(total, magic.length + 4));
  if (start.length !== magic.length + 4 || !magic.every((byte, i) => start[i] === byte)) return unreadable;
  const count = new DataView(start.buffer, start.byteOffset).getUint32(magic.length);
  const headersEnd = start.length + count * headerLength;
  if (count > maxSections || headersEnd > total) return unreadable;
  const headers = await readRange(source, name, start.length, headersEnd);
  if (headers.length !== count * headerLength) return unreadable;
  const view = new DataView(headers.buffer, headers.byteOffset);
  const index: ProofIndexEntry[] = [];
  let from = headersEnd;
  for (let i = 0; i < count; i++) {
    const at = i * headerLength;
    const kind = kinds[headers[at]! - 1];
    const [statement, size] = [Number(view.getBigUint64(at + 1)), Number(view.getBigUint64(at + 9))];
    if (kind === undefined || !Number.isSafeInteger(statement) || !Number.isSafeInteger(size)) return unreadable;
    const last = index.at(-1);
    const rank = kinds.indexOf(kind);
    const lastRank = last === undefined ? -1 : kinds.indexOf(last.kind);
    const ascends = rank > lastRank || (kind === 'works' && last?.kind === 'works' && statement > last.statement);
    if (!ascends || (kind !== 'works' && statement !== 0)) return unreadable;
    const hashes = view.getUint32(at + 17);
    index.push({ kind, statement, size, from, count: hashes });
    from += hashes * 32;
  }
  return from === total ? accepted(index) : unreadable;
};
