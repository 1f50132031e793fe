import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyManifest } from '@assent/consent';
import type { Trust } from '@assent/schema';
import { node } from '@assent/signing/node';
import { folderSource } from '../../../apps/cli/src/bundle-folder.ts';
import { keepYoungGenerationSmall } from '../../../apps/cli/src/young-generation.ts';
import { measure } from '../measure.ts';

/** What it cost to verify a bundle in a process that did nothing else. */
export interface Verified {
  readonly cpuSeconds: number;
  readonly seconds: number;
  readonly peakMB: number;
  readonly items: number;
}

const folder = process.argv[2]!;
// As `assent verify` does.
keepYoungGenerationSmall();
const trust = JSON.parse(readFileSync(join(folder, '..', 'trust.json'), 'utf8')) as Trust;
const { result, cpuSeconds, seconds, peakMB } = await measure(() =>
  verifyManifest(folderSource(folder), {
    trust,
    ed25519: node,
    regenerate: undefined,
    regenerateSlots: 'all',
    openSha256: () => createHash('sha256'),
  }),
);
if (!result.ok) throw new Error(JSON.stringify(result.errors.slice(0, 5)));
const report: Verified = { cpuSeconds, seconds, peakMB, items: result.counts.consented };
process.stdout.write(JSON.stringify(report));
