import {
  acceptCanonicalText,
  canonicalize,
  ErasedLine,
  HolderLine,
  Item,
  limits,
  refused,
  accepted,
  holdsForbidden,
  type Result,
  SliceLine,
  type Statement,
  SubjectLine,
  toUtf8,
  type KeptLine,
  type WorksLine,
} from '@assent/schema';
import { leafHash, TreeHasher } from '@assent/log';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { z } from 'zod';
import type { SignedList } from './accept.ts';
import { claimOf, isErased, isHolderLine } from './works-fold.ts';

const schemaOf = (statement: Statement): z.ZodType<WorksLine | Item> | undefined => {
  if (statement.kind === 'synthetic') return SliceLine;
  if (statement.kind === 'release') return Item;
  if (statement.kind !== 'grant') return 'works' in statement && statement.works !== null ? SubjectLine : undefined;
  return statement.capacity === 'subject' || statement.capacity === 'guardian' ? SubjectLine : HolderLine;
};

/** Whether a statement's list names works that it bears on: the list of a slice, or of a release, does not. */
export const bearsOnWorks = ({ kind }: Pick<Statement, 'kind'>): boolean =>
  kind === 'grant' || kind === 'disclaim' || kind === 'dispute' || kind === 'resolve' || kind === 'delegate';

/**
 * Open lines of the list that a statement signs, all or some that follow one another: each canonical, of the statement's shape, within
 * its limit.
 *
 * @param onLeaf is given each line's leaf hash, in order.
 * @param first the number of the first line.
 * @param from `stored`: as a registry has them. Of a grant, a line may then be what an erasure left of it; whether an erasure speaks of
 * it is `Ledger.lacking`'s matter, since that comes later in the log.
 * Refuses with `line_too_long`, `not_canonical`, `malformed`, …; the detail names the line.
 */
export const openLines = (
  statement: Statement,
  texts: readonly string[],
  onLeaf: (hash: Uint8Array) => void,
  first: number,
  from: 'offered' | 'stored',
): Result<KeptLine[]> => {
  const signed = schemaOf(statement);
  if (signed === undefined) return refused('works_list_mismatch', `a ${statement.kind} has no list`);
  const limit = statement.kind === 'synthetic' ? limits.sliceLine : limits.line;
  const mayBeErased = from === 'stored' && statement.kind === 'grant';
  const lines: KeptLine[] = [];
  for (const [i, text] of texts.entries()) {
    const line = `line ${first + i}`;
    const bytes = toUtf8(text);
    if (bytes.length > limit) return refused('line_too_long', line);
    const json = acceptCanonicalText(text);
    if (!json.ok) return refused(json.refusal.code, `${line}: ${json.refusal.detail}`);
    const schema = mayBeErased && isErasedText(text) ? ErasedLine : signed;
    const parsed = holdsForbidden(json.value) ? undefined : schema.safeParse(json.value);
    if (parsed?.success !== true) {
      const issue = parsed?.error.issues[0];
      return refused(
        'malformed',
        `${line}: ${issue === undefined ? 'a forbidden key' : `${issue.path.join('.')} ${issue.message}`}`,
      );
    }
    const opened = parsed.data as KeptLine;
    onLeaf(isErased(opened) ? hexToBytes(opened.leaf) : leafHash(bytes));
    lines.push(opened);
  }
  return accepted(lines);
};

/** Open the list that came with a statement. Order and root are `acceptStatement`'s matter. */
export const openList = (statement: Statement, texts: readonly string[]): Result<SignedList> =>
  open(statement, texts, 'offered');

/** Open a list as a registry has it: lines of a grant may have been erased. */
export const openStoredList = (statement: Statement, texts: readonly string[]): Result<SignedList> =>
  open(statement, texts, 'stored');

const open = (statement: Statement, texts: readonly string[], from: 'offered' | 'stored'): Result<SignedList> => {
  if (texts.length > limits.list) return refused('too_large', `${texts.length} lines, at most ${limits.list}`);
  const tree = new TreeHasher();
  const lines = openLines(statement, texts, (hash) => tree.add(hash), 0, from);
  return lines.ok ? accepted({ root: bytesToHex(tree.root()), count: tree.size, lines: lines.value }) : lines;
};

/** Whether a line of a list as it is stored is what an erasure left: quotes within texts are escaped, so only a member is named so. */
export const isErasedText = (text: string): boolean => text.includes('"leaf":"');

/** The hash of the leaf that was signed, of a line of a list as it is stored. */
export const storedLeaf = (text: string): Uint8Array =>
  isErasedText(text) ? hexToBytes((JSON.parse(text) as ErasedLine).leaf) : leafHash(toUtf8(text));

/** What an erasure leaves of a line of a grant, canonical. */
export const erasedLineOf = (text: string): string => {
  const line = JSON.parse(text) as KeptLine;
  if (isErased(line)) return text;
  const claim = isHolderLine(line) ? claimOf(line) : {};
  return canonicalize({ leaf: bytesToHex(leafHash(toUtf8(text))), sha256: line.sha256, ...claim });
};

/** The root (RFC 6962, hex) over the canonical lines of a list, as a statement signs it. */
export const listRoot = (lines: readonly string[]): string => {
  const tree = new TreeHasher();
  for (const line of lines) tree.add(leafHash(toUtf8(line)));
  return bytesToHex(tree.root());
};
