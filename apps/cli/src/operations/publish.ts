import { describeTerms, type Language, listRoot, noticeOf, noticeVersions } from '@assent/consent';
import {
  canonicalBytes,
  canonicalize,
  type Claim,
  Grant,
  type HolderLine,
  limits,
  openCanonical,
  type OpenTermsFile,
  type PublicationReceipt,
  type SubjectLine,
  type WrittenClaim,
} from '@assent/schema';
import { decodeEnvelope, fromBase64, signStatement, toBase64 } from '@assent/signing';
import { createHash } from 'node:crypto';
import { fail, Failure, unwrap } from '../failure.ts';
import { Journal, type JournalEntry } from '../journal.ts';
import { type OwnKey, saltSecret } from '../keys.ts';
import { ask, logOf, publishStatement, type RegistryClient } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';
import { describeFiles, findFiles, saltOf, type WorkFile } from '../work-files.ts';

export interface PublishInput {
  readonly places: readonly string[];
  readonly terms: OpenTermsFile;
  readonly key: OwnKey;
  readonly client: RegistryClient;
  /** In which the signer is shown what they sign. */
  readonly language: Language;
  /** Grants of the same signer that this one ends. */
  readonly replaces: readonly string[];
  /** Asked before anything is signed, with what will be signed in plain words. */
  readonly confirm: (words: readonly string[], works: number) => Promise<boolean>;
  /** Seconds. */
  readonly now: number;
}

export interface Published {
  readonly receipt: PublicationReceipt;
  readonly works: number;
  /** What was signed, in plain words. */
  readonly words: readonly string[];
  /** Whether the same files under the same terms had been recorded before: then nothing new was signed. */
  readonly already: boolean;
}

const hashText = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/**
 * Hash the files, sign one grant over all of them, publish it, check the receipt. The files stay where they are.
 *
 * Interrupted at any point, the same call again finishes the same statement: it is kept before it is sent.
 */
export const publish = async (input: PublishInput, reporter: Reporter): Promise<Published> => {
  const { key, client, terms: file, language, now } = input;
  const files = uniqueFiles(await describeFiles(await findFiles(input.places), reporter), reporter);
  if (files.length > limits.listLines)
    return fail('too_large', `${files.length} files, at most ${limits.listLines} at once`);
  const lines = await worksLines(files, file, key);
  const root = listRoot(lines);
  const words = describeTerms(language, file.terms);
  const log = await logOf(client);

  const journal = new Journal(key.file);
  const name = hashText(canonicalBytes([log.origin, root, file.written, input.replaces]));
  const kept = await journal.read(name);
  if (kept !== undefined && (await isSame(client, kept, file.terms.until))) {
    const envelope = unwrap(fromBase64(kept.envelope));
    const receipt = await publishStatement(client, log, { envelope, lines: kept.lines });
    if (kept.receipt === null) await journal.keep(name, { ...kept, receipt });
    return { receipt, works: lines.length, words, already: kept.receipt !== null };
  }

  if (!(await input.confirm(words, lines.length))) fail('not_confirmed');
  const grant: Grant = {
    v: 1,
    kind: 'grant',
    aud: log.origin,
    iss: key.did,
    iat: now,
    ...file.terms,
    works: { root, count: lines.length },
    replaces: [...input.replaces].toSorted(),
    notice: noticeOf(language, noticeVersions[language], file.terms),
  };
  const envelope = await signStatement(grant, key);
  await journal.keep(name, { v: 1, origin: log.origin, envelope: toBase64(envelope), lines, receipt: null });
  const receipt = await publishStatement(client, log, { envelope, lines });
  await journal.keep(name, { v: 1, origin: log.origin, envelope: toBase64(envelope), lines, receipt });
  return { receipt, works: lines.length, words, already: false };
};

/** How much further the same written terms may reach (`P2Y` moves every second) before they are another agreement. */
const sameUntil = 86_400;

/** Whether what was kept is what would be signed now, and still stands: a withdrawn grant comes back only as a new one. */
const isSame = async (
  client: RegistryClient,
  { envelope, receipt }: JournalEntry,
  until: number | null,
): Promise<boolean> => {
  const signed = unwrap(decodeEnvelope(unwrap(fromBase64(envelope))));
  const grant = unwrap(openCanonical(Grant, signed.payload, limits.payload));
  if (grant.until === null ? until !== null : until === null || until - grant.until > sameUntil) return false;
  if (receipt === null) return true;
  try {
    const { index } = await ask(client, (api) => api.statements.find.query({ id: receipt.id }));
    return (await ask(client, (api) => api.statements.read.query({ index }))).live === true;
  } catch (cause) {
    // Not in this log (a new registry under the old name): then it is published as if for the first time.
    if (cause instanceof Failure && cause.refusal.code === 'not_found') return false;
    throw cause;
  }
};

/** Two files of the same content are one work. */
const uniqueFiles = (files: readonly WorkFile[], reporter: Reporter): WorkFile[] => {
  const byHash = new Map<string, WorkFile>();
  for (const file of files) {
    const known = byHash.get(file.sha256);
    if (known === undefined) byHash.set(file.sha256, file);
    else reporter.say(`${file.name} is the same as ${known.name}: one work.`);
  }
  return [...byHash.values()].toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
};

const worksLines = async (
  files: readonly WorkFile[],
  { terms, works, files: own }: PublishInput['terms'],
  key: OwnKey,
): Promise<string[]> => {
  const secret = await saltSecret(key);
  const unknown = Object.keys(own ?? {}).find((name) => !files.some((file) => file.name === name));
  if (unknown !== undefined) fail('file_unreadable', `the terms file names ${unknown}, which is not among the files`);
  return files.map((file) => {
    const salt = saltOf(secret, file.sha256);
    if (terms.capacity === 'subject' || terms.capacity === 'guardian')
      return canonicalize({ sha256: file.sha256, salt } satisfies SubjectLine);
    const { title, ...different } = own?.[file.name] ?? {};
    const { author, owners, depicts, ...described } = { ...works, ...different };
    const line: HolderLine = {
      sha256: file.sha256,
      bytes: file.bytes,
      mime: file.mime,
      salt,
      ...claimOf({ author, owners, depicts }, key.did),
      ...described,
      ...(title !== undefined && { title }),
      ...(file.width !== undefined && { width: file.width, height: file.height }),
    };
    return canonicalize(line);
  });
};

const claimOf = (
  { author, owners, depicts }: Pick<WrittenClaim, 'author' | 'depicts' | 'owners'>,
  self: string,
): Claim => ({
  author: author === 'self' ? self : author,
  owners: owners === 'self' ? [self] : owners,
  depicts,
});
