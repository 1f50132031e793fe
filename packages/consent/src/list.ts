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
 * Open the list that came with a statement: each line canonical, of the statement's shape, within its limit.
 *
 * Refuses with `line_too_long`, `not_canonical`, `malformed`, …; the detail names the line. Order and root are
 * `acceptStatement`'s matter.
 */
export const openList = (statement: Statement, texts: readonly string[]): Result<SignedList> => {
  const schema = schemaOf(statement);
  if (schema === undefined) return refused('works_list_mismatch', `a ${statement.kind} has no list`);
  if (texts.length > limits.list) return refused('too_large', `${texts.length} lines, at most ${limits.list}`);
  const limit = statement.kind === 'synthetic' ? limits.sliceLine : limits.line;
  const tree = new TreeHasher();
  const lines: WorksLine[] = [];
  for (const [i, text] of texts.entries()) {
    const bytes = toUtf8(text);
    if (bytes.length > limit) return refused('line_too_long', `line ${i}`);
    const json = acceptCanonicalText(text);
    if (!json.ok) return refused(json.refusal.code, `line ${i}: ${json.refusal.detail}`);
    const parsed = holdsForbidden(json.value) ? undefined : schema.safeParse(json.value);
    if (parsed?.success !== true) {
      const issue = parsed?.error.issues[0];
      return refused(
        'malformed',
        `line ${i}: ${issue === undefined ? 'a forbidden key' : `${issue.path.join('.')} ${issue.message}`}`,
      );
    }
    tree.add(leafHash(bytes));
    lines.push(parsed.data as WorksLine);
  }
  return accepted({ root: bytesToHex(tree.root()), count: tree.size, lines });
};

/** The root (RFC 6962, hex) over the canonical lines of a list, as a statement signs it. */
export const listRoot = (lines: readonly string[]): string => {
  const tree = new TreeHasher();
  for (const line of lines) tree.add(leafHash(toUtf8(line)));
  return bytesToHex(tree.root());
};
