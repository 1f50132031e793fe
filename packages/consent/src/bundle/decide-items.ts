import type { ListCommitment } from '@assent/schema';
import { type EvidenceOptions, EvidenceReader, type ItemEvidence } from './evidence-reader.ts';
import { ItemLines } from './item-lines.ts';
import { keyText } from './line-shape.ts';
import type { Findings } from './report.ts';
import type { BundleSource } from './source.ts';

/** Items, and evidence that was gathered for them anew. */
export interface GivenItems {
  /** Where `items.jsonl` is. */
  readonly items: BundleSource;
  /** Where the four evidence files of its consented items are. */
  readonly evidence: BundleSource;
  /** What the items' lines amount to, as it was signed. */
  readonly signed: ListCommitment;
  /** What findings on all of it name. */
  readonly where: { readonly statement?: string };
}

/** An item, and what its evidence says; where evidence is lacking, that is a finding and nothing is handed over. */
type Judge = (item: string, found: (ItemEvidence & { source: 'consented' }) | { readonly source: 'synthetic' }) => void;

/** Decide every item of a list for a purpose, as of a state that its own manifest did not know. */
export const decideItems = async (
  { items, evidence, signed, where }: GivenItems,
  options: EvidenceOptions,
  findings: Findings,
  judge: Judge,
): Promise<void> => {
  const reader = await EvidenceReader.open(evidence, options, findings);
  if (reader === undefined) return;
  const lines = new ItemLines(items, options.batch);
  for (;;) {
    if (!lines.ready) await lines.fill();
    const item = lines.next();
    if (item === undefined) break;
    const sha256 = keyText(lines.key);
    if (item.source === 'synthetic') judge(sha256, { source: 'synthetic' });
    else {
      while (!reader.advance(lines.key, undefined)) await reader.fill();
      const { found } = reader;
      if (found?.source === 'consented') judge(sha256, found);
    }
  }
  await reader.finish();
  // Of other items than those that were signed nothing was asked.
  if (lines.root() !== signed.root || lines.count !== signed.count) {
    findings.error('items_mismatch', { ...where, detail: `${lines.count} items` });
  }
};
