import { listRoot } from '@assent/consent';
import { canonicalize, type SubjectLine } from '@assent/schema';
import { toHex } from '../proof/hex.ts';

export const newSalt = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)));

/** Lines with what a statement signs of them. */
export const listOf = (lines: readonly string[]) => ({ lines, works: { root: listRoot(lines), count: lines.length } });

/** Lines that name works and say nothing of them: what people in them, guardians and those who object sign. */
export const plainList = (works: readonly string[]) =>
  listOf(works.toSorted().map((sha256) => canonicalize({ sha256, salt: newSalt() } satisfies SubjectLine)));
