import {
  type EvidenceFile,
  evidenceFiles,
  files,
  freeze,
  hashFile,
  monitorsFile,
  releaseFile,
  releaseOf,
  sizeOfReceipt,
} from '@assent/consent';
import { type Refusal, type Result, type Specification, toUtf8, type Trust } from '@assent/schema';
import { signStatement } from '@assent/signing/sign';
import { fromBase64, openManifest, toBase64 } from '@assent/signing/verify';
import { client, queryClient } from '../api.ts';
import { readLog } from '../keys/outbox.ts';
import { signerOf } from '../keys/own-keys.ts';
import type { OwnKey } from '../keys/store.ts';
import { ed25519 } from '../proof/ed25519.ts';
import { chooseKey, pinnedKey } from '../proof/log-key.ts';
import { askEvidence } from '../verify/ask-evidence.ts';
import { BundleWorker } from '../verify/bundle-worker.ts';
import type { Progress, Verified } from '../verify/messages.ts';
import { keepBundle, type KeptBundle } from './kept-bundles.ts';
import { writeTar } from './write-tar.ts';

/** What is done one after the other. Up to `releasing` nothing is public. */
export const steps = ['choosing', 'gathering', 'signing', 'rehearsing', 'releasing', 'verifying'] as const;
export type Step = (typeof steps)[number];

export interface Watch {
  readonly onStep: (step: Step) => void;
  readonly onProgress: (progress: Progress) => void;
}

/** An expected end: what was refused, and whether the dataset is public already. */
export class NotReleased extends Error {
  readonly refusal: Refusal;
  readonly isPublic: boolean;
  constructor(refusal: Refusal, isPublic: boolean) {
    super(`${refusal.code} ${refusal.detail}`);
    this.refusal = refusal;
    this.isPublic = isPublic;
  }
}

const unwrap = <T>(result: Result<T>, isPublic = false): T => {
  if (result.ok) return result.value;
  throw new NotReleased(result.refusal, isPublic);
};

const now = (): number => Math.floor(Date.now() / 1000);

export interface Released {
  readonly bundle: KeptBundle & { readonly released: number };
  readonly verified: Verified;
}

/**
 * From a specification to a released dataset that this page has verified. What is signed is kept before it is sent, and
 * everything but the release is verified before that: a release cannot be taken back.
 */
export const freezeDataset = async (
  specification: Specification,
  served: Trust,
  key: OwnKey,
  watch: Watch,
): Promise<Released> => {
  watch.onStep('choosing');
  const { origin } = await readLog();
  const trust = await pinned(served, origin);
  const backend = await ed25519();
  const chosen = await client.datasets.assemble.mutate({ specification, trust });
  if (chosen.assembly.chosen.length === 0)
    throw new NotReleased({ code: 'quota_impossible', detail: 'no work qualifies' }, false);
  watch.onStep('gathering');
  const issuers = await Promise.all(
    chosen.parents.map(async (parent) => unwrap(await openManifest(unwrap(fromBase64(parent)), backend)).statement.iss),
  );
  const gathered = await askEvidence({
    state: chosen.state.index,
    works: chosen.assembly.chosen.map(({ sha256 }) => sha256),
    signers: [...new Set([key.identity, ...issuers])],
    slices: [],
  });
  watch.onStep('signing');
  const works = chosen.assembly.chosen.map((work) => ({ ...work, attribution: work.attribution }));
  const assembly = { ...chosen.assembly, chosen: works };
  const frozen = unwrap(
    freeze({
      specification,
      chosen: { ...chosen, assembly },
      slices: [],
      evidence: { head: gathered.head, hashes: hashesOf(gathered.files) },
      issuer: key.identity,
      now: now(),
    }),
  );
  const manifest = await signStatement(frozen.manifest, signerOf(key));
  const opened = unwrap(await openManifest(manifest, backend));
  const release = await signStatement(releaseOf(opened, now()), signerOf(key));
  const bundle: KeptBundle = {
    id: opened.id,
    specification,
    trust,
    release: toBase64(release),
    lines: frozen.lines,
    evidencedSize: gathered.head.asOf.checkpoint.size,
    files: new Map([
      [files.manifest, manifest],
      ...frozen.files,
      ...evidenceFiles.map((name) => [files[name], gathered.files[name]] as const),
      ...(await monitorsOf(chosen.state.index)),
    ]),
    signedAt: Date.now(),
  };
  watch.onStep('rehearsing');
  const rehearsal = await verifyBundle(bundle, watch);
  const wrong = rehearsal.report.errors.find(({ code }) => code !== 'release_missing');
  if (wrong !== undefined) throw new NotReleased({ code: wrong.code, detail: wrong.detail ?? wrong.item ?? '' }, false);
  await keepBundle(bundle);
  return releaseBundle(bundle, watch);
};

/** Send the release of what was signed, and verify all of it. The same again finds what is recorded, and records nothing twice. */
export const releaseBundle = async (bundle: KeptBundle, watch: Watch): Promise<Released> => {
  watch.onStep('releasing');
  const envelope = unwrap(fromBase64(bundle.release));
  const receipt = await client.statements.publish.mutate({
    envelope: bundle.release,
    lines: [...bundle.lines],
    manifest: toBase64(bundle.files.get(files.manifest)!),
  });
  const to = unwrap(sizeOfReceipt(receipt), true);
  const consistency = await client.log.consistency.query({ from: bundle.evidencedSize, to });
  const proven = unwrap(releaseFile({ envelope, receipt }, consistency), true);
  watch.onStep('verifying');
  const whole = { ...bundle, files: new Map([...bundle.files, [files.release, proven]]), released: receipt.index };
  const verified = await verifyBundle(whole, watch);
  const [wrong] = verified.report.errors;
  if (wrong !== undefined) throw new NotReleased({ code: wrong.code, detail: wrong.detail ?? wrong.item ?? '' }, true);
  await keepBundle(whole);
  const { specification } = bundle;
  await client.datasets.publishSpecification.mutate({ release: receipt.index, specification });
  return { bundle: whole, verified };
};

const hashesOf = (gathered: Readonly<Record<EvidenceFile, Uint8Array>>) =>
  Object.fromEntries(evidenceFiles.map((name) => [name, hashFile(gathered[name])])) as Record<EvidenceFile, string>;

/** What monitors cosigned of a state by now; where the trust asks for more of them, the rehearsal says so. */
const monitorsOf = async (state: number): Promise<[string, Uint8Array][]> => {
  const { note } = await client.log.stateNote.query({ index: state });
  return note === null ? [] : [[monitorsFile, toUtf8(note)]];
};

/** The registry's own trust, but with the log's key that somebody pinned here: a key that was exchanged has to fail. */
const pinned = async (trust: Trust, origin: string): Promise<Trust> => {
  const pin = await queryClient.fetchQuery(pinnedKey(origin));
  const logs = trust.logs.map((log) => (log.origin === origin ? { ...log, key: chooseKey(log.key, pin).key } : log));
  return { ...trust, logs };
};

export const tarOf = ({ files: held, specification: { dataset, version } }: KeptBundle): File => {
  const folder = `${dataset}-${version}`;
  const entries = [...held].map(([name, content]) => [`${folder}/${name}`, content] as const);
  return new File([writeTar(entries)], `${folder}.tar`, { type: 'application/x-tar' });
};

/** Verified by the worker of the page where anybody checks a bundle, from the very file that is saved. */
const verifyBundle = async (bundle: KeptBundle, { onProgress }: Watch): Promise<Verified> => {
  const worker = new BundleWorker();
  try {
    worker.onProgress = onProgress;
    const file = tarOf(bundle);
    const isPublic = bundle.released !== undefined;
    await worker.add([{ name: file.name, file }], () => undefined);
    unwrap(await worker.ask('open', null), isPublic);
    return unwrap(await worker.ask('verify', bundle.trust), isPublic);
  } finally {
    worker.end();
  }
};
