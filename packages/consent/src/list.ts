import {
  acceptCanonicalText,
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
  type WorksLine,
} from '@assent/schema';
import { leafHash, TreeHasher } from '@assent/log';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { z } from 'zod';
import type { SignedList } from './accept.ts';

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
 * Refuses with `line_too_long`, `not_canonical`, `malformed`, …; the detail names the line.
 */
export const openLines = (
  statement: Statement,
  texts: readonly string[],
  onLeaf: (hash: Uint8Array) => void,
  first = 0,
): Result<WorksLine[]> => {
  const schema = schemaOf(statement);
  if (schema === undefined) return refused('works_list_mismatch', `a ${statement.kind} has no list`);
  const limit = statement.kind === 'synthetic' ? limits.sliceLine : limits.line;
  const lines: WorksLine[] = [];
  for (const [i, text] of texts.entries()) {
    const line = `line ${first + i}`;
    const bytes = toUtf8(text);
    if (bytes.length > limit) return refused('line_too_long', line);
    const json = acceptCanonicalText(text);
    if (!json.ok) return refused(json.refusal.code, `${line}: ${json.refusal.detail}`);
    const parsed = holdsForbidden(json.value) ? undefined : schema.safeParse(json.value);
    if (parsed?.success !== true) {
      const issue = parsed?.error.issues[0];
      return refused(
        'malformed',
        `${line}: ${issue === undefined ? 'a forbidden key' : `${issue.path.join('.')} ${issue.message}`}`,
      );
    }
    onLeaf(leafHash(bytes));
    lines.push(parsed.data as WorksLine);
  }
  return accepted(lines);
};

/** Open the list that came with a statement. Order and root are `acceptStatement`'s matter. */
export const openList = (statement: Statement, texts: readonly string[]): Result<SignedList> => {
  if (texts.length > limits.list) return refused('too_large', `${texts.length} lines, at most ${limits.list}`);
  const tree = new TreeHasher();
  const lines = openLines(statement, texts, (hash) => tree.add(hash));
  return lines.ok ? accepted({ root: bytesToHex(tree.root()), count: tree.size, lines: lines.value }) : lines;
};

/** The root (RFC 6962, hex) over the canonical lines of a list, as a statement signs it. */
export const listRoot = (lines: readonly string[]): string => {
  const tree = new TreeHasher();
  for (const line of lines) tree.add(leafHash(toUtf8(line)));
  return bytesToHex(tree.root());
};
