import { memorySource } from '@assent/consent';
import { fromUtf8, toUtf8 } from '@assent/schema';
import { concatBytes } from '@noble/hashes/utils.js';
import {
  encodeProofs,
  encodeStatementRecord,
  type ProofSection,
  readProofIndex,
} from '../../packages/consent/src/bundle/format.ts';
import type { Cheats } from './bundles.ts';

/** A record of `evidence/statements.bin`. */
export interface StatementRecord {
  readonly index: number;
  readonly entry: Uint8Array;
}

const readRecords = (bytes: Uint8Array): StatementRecord[] => {
  const records: StatementRecord[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length;) {
    const length = view.getUint32(at + 8);
    records.push({ index: Number(view.getBigUint64(at)), entry: bytes.slice(at + 12, at + 12 + length) });
    at += 12 + length;
  }
  return records;
};

/** Change the statements that a bundle shows. */
export const editStatements =
  (edit: (records: StatementRecord[]) => readonly StatementRecord[]): Cheats['evidence'] =>
  (evidence) => {
    const records = edit(readRecords(evidence.statements));
    evidence.statements = concatBytes(...records.map(({ index, entry }) => encodeStatementRecord(index, entry)));
  };

const readSections = async (bytes: Uint8Array): Promise<ProofSection[]> => {
  const index = await readProofIndex(memorySource(new Map([['proofs', bytes]])), 'proofs');
  if (!index.ok) throw new Error(index.refusal.detail);
  return index.value.map(({ kind, statement, size, from, count }) => ({
    kind,
    statement,
    size,
    hashes: Array.from({ length: count }, (_, i) => bytes.slice(from + i * 32, from + (i + 1) * 32)),
  }));
};

/** Change the proofs that a bundle shows. */
export const editProofs =
  (edit: (sections: ProofSection[]) => readonly ProofSection[]): Cheats['evidence'] =>
  async (evidence) => {
    evidence.proofs = encodeProofs(edit(await readSections(evidence.proofs)));
  };

/** Change the lines of `works.jsonl` or `state.jsonl`. */
export const editLines =
  (file: 'state' | 'works', edit: (lines: string[]) => readonly string[]): Cheats['evidence'] =>
  (evidence) => {
    const text = fromUtf8(evidence[file]);
    const lines = text.ok ? text.value.split('\n').slice(0, -1) : [];
    evidence[file] = toUtf8(
      edit(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
  };
