import { canonicalBytes, canonicalize, type Parameters, type SliceLine } from '@assent/schema';
import { sliceLines, type SliceSource } from '@assent/synth';
import { BundleDraft } from '../bundle-draft.ts';
import type { AllowedHosts } from '../external/addresses.ts';
import { externalRef, type OpenExternal, sha256 } from '../external/description.ts';
import { makeExternally } from '../external/make.ts';
import { unwrap } from '../failure.ts';
import type { Reporter } from '../terminal.ts';

/** What is said of items that somebody else's generator made: nobody here can make them again. */
export interface ExternalReport {
  readonly format: 'external-report/1';
  readonly generator: SliceSource['generator'];
  readonly stratum: string;
  readonly class: 'trained-external';
  /** Manifests that its model was trained on, as its description says; empty: nobody says. */
  readonly lineage: readonly string[];
  readonly items: number;
  readonly bytes: number;
  /** Each file is the one signed for; nothing else is shown. */
  readonly checked: 'V1';
}

export interface ExternalSlice {
  readonly lines: readonly SliceLine[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly report: ExternalReport;
}

/** The items of a slice, all or none. */
export const makeExternalSlice = async (
  open: OpenExternal,
  source: SliceSource,
  slots: number,
  allowed: AllowedHosts,
  reporter: Reporter,
): Promise<ExternalSlice> => {
  const lines: SliceLine[] = [];
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for await (const { line, bytes } of makeExternally(open, source, slots, allowed)) {
    lines.push(line);
    files.set(line.sha256, bytes);
    total += bytes.length;
    reporter.progress(`making ${source.stratum}`, lines.length, slots);
  }
  const report: ExternalReport = {
    format: 'external-report/1',
    generator: source.generator,
    stratum: source.stratum,
    class: 'trained-external',
    lineage: open.external.lineage,
    items: lines.length,
    bytes: total,
    checked: 'V1',
  };
  return { lines: unwrap(sliceLines(lines)), files, report };
};

/** Try an external generator out: items, lines and report in a new folder, which appears whole or not at all. */
export const generateExternally = async (
  open: OpenExternal,
  given: { readonly parameters: Parameters; readonly seed: string; readonly count: number; readonly out: string },
  allowed: AllowedHosts,
  reporter: Reporter,
): Promise<ExternalReport> => {
  const { parameters, seed, count, out } = given;
  const { id, ext } = open.external;
  const nonce = sha256(Buffer.from(seed));
  const source: SliceSource = { generator: externalRef(open), parameters, spec: '0'.repeat(64), stratum: id, nonce };
  const draft = await BundleDraft.open(out);
  try {
    const { lines, files, report } = await makeExternalSlice(open, source, count, allowed, reporter);
    for (const [hash, bytes] of files) await draft.write(`data/${hash}.${ext}`, bytes);
    await draft.write('source.json', canonicalBytes(source));
    await draft.write('slice.jsonl', Buffer.from(lines.map((line) => `${canonicalize(line)}\n`).join('')));
    await draft.write('report.json', canonicalBytes(report));
    await draft.finish();
    return report;
  } catch (cause) {
    await draft.discard();
    throw cause;
  }
};
