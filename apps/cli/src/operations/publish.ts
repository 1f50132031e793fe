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
  type SignedFor,
  type WrittenClaim,
} from '@assent/schema';
import { decodeEnvelope, fromBase64, signStatement, toBase64 } from '@assent/signing';
import { fail, unwrap } from '../failure.ts';
import { Journal, type JournalEntry } from '../journal.ts';
import { type OwnKeys, saltSecret } from '../keys.ts';
import { type Log, logOf, publishStatement, type RegistryClient } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';
import { hashText, stillStands } from './say.ts';
import { namedWorks, plainList } from './named-works.ts';
import { type LongList, uploadList } from './upload-list.ts';
import { describeFiles, findFiles, saltOf, type WorkFile } from '../work-files.ts';

export interface PublishInput {
  readonly places: readonly string[];
  readonly terms: OpenTermsFile;
  readonly key: OwnKeys;
  readonly client: RegistryClient;
  /** In which the signer is shown what they sign. */
  readonly language: Language;
  /** In whose name, and by which delegation; `undefined`: in one's own. */
  readonly signedFor: SignedFor | undefined;
  /** A file of hashes that name works besides `places`, for those who sign for themselves as seen or heard. */
  readonly list: string | undefined;
  /** Grants of the same signer that this one ends. */
  readonly replaces: readonly string[];
  /** Asked before anything is signed, with what will be signed in plain words. */
  readonly confirm: (words: readonly string[]) => Promise<boolean>;
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

/**
 * Hash the files, sign one grant over all of them, publish it, check the receipt. The files stay where they are.
 *
 * Interrupted at any point, the same call again finishes the same statement: it is kept before it is sent.
 */
export const publish = async (input: PublishInput, reporter: Reporter): Promise<Published> => {
  const { key, client, terms: file, language, now } = input;
  const lines = await linesOf(input, reporter);
  const root = listRoot(lines);
  const { signedFor } = input;
  const terms = { ...file.terms, ...(signedFor !== undefined && { for: signedFor }) };
  const words = describeTerms(language, terms);
  const log = await logOf(client);

  const journal = new Journal(key.file);
  const name = hashText(
    canonicalBytes([
      ...key.signers.map(({ did }) => did),
      log.origin,
      root,
      file.written,
      input.replaces,
      language,
      signedFor ?? null,
    ]),
  );
  const kept = await journal.read(name);
  if (kept !== undefined && (await isSame(client, kept, file.terms.until))) {
    const envelope = unwrap(fromBase64(kept.envelope));
    const receipt = await send(client, log, { envelope, root, lines }, reporter);
    if (kept.receipt === null) await journal.keep(name, { ...kept, receipt });
    return { receipt, works: lines.length, words, already: kept.receipt !== null };
  }

  if (!(await input.confirm(words))) fail('not_confirmed');
  const grant: Grant = {
    v: 1,
    kind: 'grant',
    aud: log.origin,
    iss: key.identity,
    iat: now,
    ...terms,
    works: { root, count: lines.length },
    replaces: [...input.replaces].toSorted(),
    notice: noticeOf(language, noticeVersions[language], terms),
  };
  const envelope = await signStatement(grant, ...key.signers);
  // The root is in the name: whoever finds it there has the same lines. Long ones are not kept a second time.
  const own = { v: 1, origin: log.origin, envelope: toBase64(envelope), lines: isLong(lines) ? [] : lines } as const;
  await journal.keep(name, { ...own, lines: [...own.lines], receipt: null });
  const receipt = await send(client, log, { envelope, root, lines }, reporter);
  await journal.keep(name, { ...own, lines: [...own.lines], receipt });
  return { receipt, works: lines.length, words, already: false };
};

/** Lines that are sent in one request. A longer list goes in chunks: its progress is seen, and what came through is not sent again. */
const oneRequest = 16_384;
const isLong = (lines: readonly string[]): boolean => lines.length > oneRequest;

const send = (client: RegistryClient, log: Log, list: LongList, reporter: Reporter): Promise<PublicationReceipt> =>
  isLong(list.lines)
    ? uploadList(client, log, list, reporter)
    : publishStatement(client, log, { envelope: list.envelope, lines: list.lines });

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
  return receipt === null || stillStands(client, receipt.id);
};

/** A line for each work: whoever holds rights says who holds what, whoever is in it only names it. */
const linesOf = async ({ places, list, terms: file, key, signedFor }: PublishInput, reporter: Reporter) => {
  const { capacity } = file.terms;
  if (capacity === 'subject' || capacity === 'guardian')
    return (await plainList(await namedWorks(places, list, limits.list), key)).lines;
  if (list !== undefined) return fail('file_unreadable', `${list}: who holds rights in works names their files`);
  const files = uniqueFiles(await describeFiles(await findFiles(places), reporter), reporter);
  if (files.length > limits.list) return fail('too_large', `${files.length} files, at most ${limits.list} at once`);
  const { works } = file;
  if (works === undefined) return fail('malformed', 'the terms file does not say who holds what: works');
  return holderLines(files, { ...file, works }, key, signedFor?.principal ?? key.identity);
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

const holderLines = async (
  files: readonly WorkFile[],
  { works, files: own }: Pick<PublishInput['terms'], 'files'> & { readonly works: WrittenClaim },
  key: OwnKeys,
  holder: string,
): Promise<string[]> => {
  const secret = await saltSecret(key.signers[0]);
  const unknown = Object.keys(own ?? {}).find((name) => !files.some((file) => file.name === name));
  if (unknown !== undefined) fail('file_unreadable', `the terms file names ${unknown}, which is not among the files`);
  return files.map((file) => {
    const salt = saltOf(secret, file.sha256);
    const { title, ...different } = own?.[file.name] ?? {};
    const { author, owners, depicts, ...described } = { ...works, ...different };
    const line: HolderLine = {
      sha256: file.sha256,
      bytes: file.bytes,
      mime: file.mime,
      salt,
      ...claimOf({ author, owners, depicts }, holder),
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
