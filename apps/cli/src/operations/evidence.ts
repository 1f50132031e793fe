import { type EvidenceFile, evidenceFiles, type EvidenceHead, EvidenceStream, files } from '@assent/consent';
import type { WholeFile } from '../bundle-draft.ts';
import { fail, unwrap } from '../failure.ts';
import { openStream, type RegistryClient } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';

/** What evidence is asked for. */
export interface EvidenceQuestion {
  /** Log index of the state. */
  readonly state: number;
  readonly works: readonly string[];
  readonly signers: readonly string[];
  readonly slices: readonly { readonly index: number; readonly files: readonly string[] }[];
  /** Entries of the log that it is proved under, as an earlier answer said; else those of the newest checkpoint. */
  readonly under?: number | undefined;
}

/** Evidence that was written: what it is of, and the SHA-256 of each file. */
export interface WrittenEvidence {
  readonly head: EvidenceHead;
  readonly hashes: Readonly<Record<EvidenceFile, string>>;
}

/** Bytes of evidence that one work or one file may have: above it a registry only fills a disk. */
const mostEach = 1 << 20;
const lineFeed = 0x0a;

/** Have a registry give evidence, and write it as it comes: as files that are there whole or not at all. */
export const writeEvidence = async (
  client: RegistryClient,
  question: EvidenceQuestion,
  into: { create(name: string): Promise<WholeFile> },
  reporter: Reporter,
): Promise<WrittenEvidence> => {
  const stream = new EvidenceStream(await openStream(client, '/api/v1/evidence', question));
  const asked = question.works.length + question.slices.reduce((sum, slice) => sum + slice.files.length, 0);
  const most = (asked + 16) * mostEach;
  const open: [EvidenceFile, WholeFile][] = [];
  try {
    const head = unwrap(await stream.head());
    for (const name of evidenceFiles) open.push([name, await into.create(files[name])]);
    const byName = new Map(open);
    let [bytes, lines] = [0, 0];
    for (let next = unwrap(await stream.piece()); next !== undefined; next = unwrap(await stream.piece())) {
      if ((bytes += next.bytes.length) > most) fail('too_large', `more than ${most} bytes of evidence`);
      await byName.get(next.file)!.write(next.bytes);
      if (next.file !== 'state') continue;
      for (const byte of next.bytes) if (byte === lineFeed) lines++;
      reporter.progress('gathering evidence', lines, head.stateLines);
    }
    const hashes: Partial<Record<EvidenceFile, string>> = {};
    for (const [name, file] of open) hashes[name] = await file.finish();
    return { head, hashes: hashes as Record<EvidenceFile, string> };
  } finally {
    for (const [, file] of open) await file.abandon();
    await stream.close();
  }
};
