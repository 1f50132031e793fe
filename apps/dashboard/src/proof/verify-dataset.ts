import { leafHash, rootOf } from '@assent/log';
import type { DatasetSummary } from '../answers.ts';
import {
  accepted,
  canonicalBytes,
  type Item,
  payloadType,
  refused,
  type Result,
  type Statement,
  toUtf8,
  canonicalize,
} from '@assent/schema';
import { statementId } from '@assent/signing/verify';
import { toHex } from './hex.ts';

/**
 * Whether a manifest as shown is the very one that a verified release names: its id is the hash over the bytes that the
 * team signed. The release is signed by the same team.
 */
export const verifyManifestId = (
  { manifest }: Pick<DatasetSummary, 'manifest'>,
  release: Statement,
): Result<string> => {
  if (release.kind !== 'release') return refused('release_missing');
  const id = statementId(payloadType('manifest'), canonicalBytes(manifest));
  return id === release.manifest && manifest.iss === release.iss ? accepted(id) : refused('release_mismatch', id);
};

/** Whether items as shown are those that a verified release signed. */
export const verifyItems = (items: readonly Item[], release: Statement): Result<number> => {
  if (release.kind !== 'release') return refused('release_missing');
  const root = toHex(rootOf(items.map((item) => leafHash(toUtf8(canonicalize(item))))));
  return root === release.items.root && items.length === release.items.count
    ? accepted(items.length)
    : refused('items_mismatch', root);
};
