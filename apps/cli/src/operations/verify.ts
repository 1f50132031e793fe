import {
  type BundleSource,
  checkFreshness,
  type EvidenceHead,
  type FreshnessReport,
  sourceFolder,
  sourcesIn,
  verifyManifest,
  type VerificationReport,
} from '@assent/consent';
import type { Item, Manifest, Trust } from '@assent/schema';
import { toUtf8 } from '@assent/schema';
import { node } from '@assent/signing/node';
import { makingAgain } from '@assent/synth';
import { createHash, randomInt } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WholeFile } from '../bundle-draft.ts';
import { folderSource } from '../bundle-folder.ts';
import { ask, type RegistryClient } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';
import { keepYoungGenerationSmall } from '../young-generation.ts';
import { writeEvidence } from './evidence.ts';
import { modelFor, type Models, noModels } from './model-folder.ts';

/** Slots that find a fraud of 5 % with 95 % certainty: 1 - 0.95^59 > 0.95. */
export const defaultSlots = 59;

/** Positions of synthetic items that nobody could foresee. */
const drawSlots = (count: number, of: number): Set<number> => {
  const drawn = new Set<number>();
  while (drawn.size < Math.min(count, of)) drawn.add(randomInt(of));
  return drawn;
};

/** Verify a bundle in a folder, offline. */
export const verify = async (
  folder: string,
  trust: Trust,
  slots: number | 'all',
  reporter: Reporter,
  models: Models = noModels,
): Promise<VerificationReport> => {
  keepYoungGenerationSmall();
  const claimed = await syntheticCount(folder);
  const isAll = slots === 'all' || slots >= claimed;
  return verifyManifest(folderSource(folder), {
    trust,
    ed25519: node,
    regenerate: makingAgain(isAll ? claimed : slots, (parameters) => modelFor(parameters, models)?.bytes),
    regenerateSlots: isAll ? 'all' : drawSlots(slots, claimed),
    openSha256: () => createHash('sha256'),
    onProgress: ({ items, ofItems }) => reporter.progress('verifying', items, ofItems),
  });
};

/** How many synthetic items there are to draw from; read from the items, which the manifest has to agree with. */
const syntheticCount = async (folder: string): Promise<number> => {
  let count = 0;
  for await (const line of itemLines(folder)) if (line.includes('"source":"synthetic"')) count++;
  return count;
};

/** The lines of a bundle's items, one after another; none where there is no such file, which verification says. */
async function* itemLines(folder: string): AsyncGenerator<string> {
  const file = await open(join(folder, 'items.jsonl')).catch(() => undefined);
  if (file === undefined) return;
  try {
    yield* file.readLines({ autoClose: false });
  } finally {
    await file.close();
  }
}

/** Ask a registry for a newer state, and decide every item of a verified bundle again as of that. */
export const verifyFresh = async (
  folder: string,
  manifest: Manifest,
  trust: Trust,
  client: RegistryClient,
  reporter: Reporter,
): Promise<FreshnessReport> => {
  const works = await worksOf(folder);
  const state = await ask(client, (api) => api.log.state.mutate({}));
  const newer = await mkdtemp(join(tmpdir(), 'assent-fresh-'));
  const gather = async (into: string, asked: readonly string[], under?: number): Promise<EvidenceHead> => {
    const question = { state: state.index, works: asked, signers: [], slices: [], under };
    const create = (name: string) => WholeFile.create(join(newer, into, name));
    return (await writeEvidence(client, question, { create }, reporter)).head;
  };
  try {
    const { asOf, checkpoint } = await gather('own', works);
    const sources = new Map<string, BundleSource>();
    for (const id of await sourcesIn(folderSource(folder))) {
      await gather(sourceFolder(id), await worksOf(join(folder, sourceFolder(id))), asOf.checkpoint.size);
      sources.set(id, folderSource(join(newer, sourceFolder(id))));
    }
    const from = manifest.asOf.checkpoint.size;
    const consistency = await ask(client, (api) => api.log.consistency.query({ from, to: asOf.checkpoint.size }));
    const evidence = folderSource(join(newer, 'own'));
    return await checkFreshness(
      folderSource(folder),
      manifest,
      { asOf, checkpoint: toUtf8(checkpoint), consistency, evidence, sources },
      { trust, ed25519: node },
    );
  } finally {
    await rm(newer, { recursive: true, force: true });
  }
};

/** The consented works among the items of a bundle, or of a dataset that is shown in one. */
const worksOf = async (folder: string): Promise<string[]> => {
  const works: string[] = [];
  for await (const line of itemLines(folder)) {
    const { source, sha256 } = JSON.parse(line) as Item;
    if (source === 'consented') works.push(sha256);
  }
  return works;
};
