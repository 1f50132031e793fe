import {
  type BundleSource,
  checkFreshness,
  type EvidenceFile,
  evidenceFiles,
  files,
  memorySource,
  sourceFolder,
  sourcesIn,
  type VerificationReport,
  verifyManifest,
} from '@assent/consent';
import { accepted, limits, refused, type Result, toUtf8, type Trust } from '@assent/schema';
import { openManifest } from '@assent/signing/verify';
import { makingAgain } from '@assent/synth';
import { sha256 } from '@noble/hashes/sha2.js';
import { ed25519 } from '../proof/ed25519.ts';
import { toHex } from '../proof/hex.ts';
import { BlobSource, Cancelled } from './blob-source.ts';
import { consentedWorks, linesNaming } from './bundle-lines.ts';
import { countSynthetic, drawSlots } from './drawn-slots.ts';
import type {
  AskName,
  Asks,
  BundleFile,
  FromWorker,
  NamedFile,
  OpenedBundle,
  Progress,
  SourceWorks,
  ToWorker,
  Verified,
} from './messages.ts';
import { arrange, mostFiles, type Stored } from './stored-files.ts';
import { readTar } from './tar.ts';

// The page's policy forbids code made from text; zod, which would try it, reads this before it does.
// oxlint-disable-next-line no-underscore-dangle
(globalThis as { __zod_globalConfig?: { jitless: boolean } }).__zod_globalConfig = { jitless: true };

/** Often enough to see it move, seldom enough not to be what the page is busy with. */
const progressPace = 100;

const dropped = new Map<string, Stored>();
let bundle: ReadonlyMap<string, Stored> = new Map();
let source = new BlobSource(bundle, () => {});

const send = (message: FromWorker): void => postMessage(message);

const sumOf = (stored: Iterable<Stored>): number => [...stored].reduce((sum, { bytes }) => sum + bytes, 0);

const add = (more: readonly NamedFile[]): null => {
  for (const { name, file } of more) dropped.set(name, { blob: file, from: 0, bytes: file.size });
  return null;
};

const open = async (): Promise<Result<OpenedBundle>> => {
  if (dropped.size > mostFiles) return refused('too_large', `more than ${mostFiles} files`);
  const [[name, only] = []] = dropped;
  const found =
    dropped.size === 1 && only !== undefined && /\.tar$/i.test(name!) ? await readTar(only.blob) : accepted(dropped);
  const arranged = found.ok ? arrange(found.value) : found;
  if (!arranged.ok) return arranged;
  bundle = arranged.value;
  source = new BlobSource(bundle, () => {});
  return accepted({ files: bundle.size, bytes: sumOf(bundle.values()), origin: await claimedOrigin() });
};

const claimedOrigin = async (): Promise<string | undefined> => {
  const { blob, from, bytes } = bundle.get(files.manifest)!;
  if (bytes > limits.envelope) return undefined;
  const envelope = new Uint8Array(await blob.slice(from, from + bytes).arrayBuffer());
  const opened = await openManifest(envelope, await ed25519());
  return opened.ok ? opened.value.statement.asOf.origin : undefined;
};

const verify = async (trust: Trust): Promise<Result<Verified>> => {
  const started = performance.now();
  // A verifier that trusts nobody has nothing to judge by; it does not fall back to anybody.
  if (trust.logs.length === 0) return refused('checkpoint_untrusted');
  const bytes = sumOf(bundle.values());
  const progress = { read: 0, bytes, items: 0, of: 0 };
  const report = paced(() => send({ kind: 'progress', progress: { ...progress } satisfies Progress }));
  source = new BlobSource(bundle, (read) => {
    progress.read = read;
    report();
  });
  const of = await countSynthetic(source);
  const slots = drawSlots(of);
  const makeAgain = makingAgain(slots === 'all' ? of : slots.size);
  const regenerate: typeof makeAgain = (...item) => {
    source.signal.throwIfAborted();
    return makeAgain(...item);
  };
  const backend = await ed25519();
  const verified = await verifyManifest(source, {
    trust,
    ed25519: backend,
    regenerate,
    regenerateSlots: slots,
    signal: source.signal,
    onProgress: ({ items, ofItems }) => {
      progress.items = items;
      progress.of = ofItems;
      report();
    },
  });
  const complete = isComplete(verified);
  // What is read from here on is no progress of the verification.
  source = new BlobSource(bundle, () => {});
  return accepted({
    report: verified,
    complete,
    engine: backend.name,
    milliseconds: performance.now() - started,
    drawn: { slots: slots === 'all' ? of : slots.size, of },
  });
};

/** The release is the last thing that is looked at; without one, the end of the items is. */
const isComplete = ({ ok, errors, counts, manifest }: VerificationReport): boolean => {
  if (ok) return true;
  const stopped = errors.some(({ code }) => ['items_order', 'line_too_long', 'not_utf8'].includes(code));
  const unreleased = errors.some(({ code }) => code === 'release_missing');
  return (
    !stopped &&
    counts.total > 0 &&
    source.wasRead(files.items) &&
    (unreleased ? counts.total >= (manifest?.counts.total ?? Infinity) : source.wasRead(files.release))
  );
};

const paced = (work: () => void): (() => void) => {
  let last = 0;
  return () => {
    const now = performance.now();
    if (now - last < progressPace) return;
    last = now;
    work();
  };
};

/** Evidence files by their names in a bundle. */
const readable = (given: Readonly<Record<EvidenceFile, Uint8Array>>): BundleSource =>
  memorySource(new Map(evidenceFiles.map((name) => [files[name], given[name]])));

const listFiles = async (): Promise<readonly BundleFile[]> => {
  const listed: BundleFile[] = [];
  for (const name of [
    files.manifest,
    files.items,
    files.statements,
    files.works,
    files.state,
    files.proofs,
    files.checkpoint,
    files.release,
  ]) {
    const stored = bundle.get(name);
    if (stored === undefined) continue;
    const hash = sha256.create();
    for await (const piece of source.read(name)) hash.update(piece);
    listed.push({ name, bytes: stored.bytes, sha256: toHex(hash.digest()) });
  }
  return listed;
};

/** A small file as text; what is no text of it is shown as such. */
const readText = async (name: string): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of source.read(name, 0, limits.envelope)) text += decoder.decode(piece, { stream: true });
  return text + decoder.decode();
};

const answers: {
  readonly [Name in AskName]: (ask: Asks[Name]['ask']) => Promise<Asks[Name]['answer']> | Asks[Name]['answer'];
} = {
  add,
  open,
  verify,
  works: async () => {
    const sources: SourceWorks[] = [];
    for (const id of await sourcesIn(source)) {
      sources.push({ id, works: await consentedWorks(source, `${sourceFolder(id)}${files.items}`) });
    }
    return { own: await consentedWorks(source, files.items), sources };
  },
  fresh: async ({ newer, trust }) => {
    const opened = await openManifest(toUtf8(await readText(files.manifest)), await ed25519());
    if (!opened.ok) throw new Error(opened.refusal.code);
    return checkFreshness(
      source,
      opened.value.statement,
      {
        asOf: newer.asOf,
        checkpoint: toUtf8(newer.checkpoint),
        consistency: newer.consistency,
        evidence: readable(newer.files),
        sources: new Map(Object.entries(newer.sources).map(([id, given]) => [id, readable(given)])),
      },
      { trust, ed25519: await ed25519() },
    );
  },
  files: listFiles,
  text: readText,
  linesOf: (item) => linesNaming(source, item),
};

const whyOf = (cause: unknown): 'cancelled' | 'fault' | 'unreadable' => {
  if (cause instanceof Cancelled) return 'cancelled';
  return cause instanceof DOMException ? 'unreadable' : 'fault';
};

const answer = async <Name extends AskName>(number: number, name: Name, ask: Asks[Name]['ask']): Promise<void> => {
  try {
    send({ kind: 'answer', number, answer: await answers[name](ask) });
  } catch (cause) {
    send({ kind: 'broke', number, why: whyOf(cause), detail: cause instanceof Error ? cause.message : String(cause) });
  }
};

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('number' in data) void answer(data.number, data.name, data.ask as never);
  else {
    source.cancel();
    if (data.name === 'clear') dropped.clear();
  }
});
