import {
  canonicalize,
  type Item,
  type Manifest,
  policyVersion,
  type PublicationReceipt,
  type Statement,
} from '@assent/schema';
import { parseCheckpoint, parseNote, rangeHash } from '@assent/log';
import { openManifest } from '@assent/signing/verify';
import { type Signer, signStatement } from '@assent/signing';
import { node } from '@assent/signing/node';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { CheckedLog } from '../check-log.ts';
import {
  days,
  grantOf,
  hashOf,
  holderLine,
  keyOf,
  listOf,
  newYear,
  openTerms,
  purpose,
} from '../written-statements.ts';

/** Somebody's way to a registry: over HTTP, or in this process. A refusal is answered with its code. */
export interface Door {
  readonly origin: string;
  publish(
    envelope: Uint8Array,
    lines?: readonly string[],
    manifest?: Uint8Array,
  ): Promise<PublicationReceipt | { readonly code: string }>;
  /** A list in chunks, here of one. */
  upload(envelope: Uint8Array, root: string, lines: readonly string[]): Promise<PublicationReceipt>;
  state(): Promise<{ readonly index: number; readonly leafHash: string }>;
}

/** What the world outside was told: held against whatever a registry says after a crash. */
export class Outside {
  readonly acknowledged = new Map<string, { readonly index: number; readonly leafHash: string }>();
  readonly checkpoints = new Set<string>();

  hear(receipt: PublicationReceipt): void {
    const { id, index, leafHash, checkpoint } = receipt;
    const before = this.acknowledged.get(id);
    if (before !== undefined && (before.index !== index || before.leafHash !== leafHash))
      throw new Error(`${id} was acknowledged at ${before.index}, now at ${index}`);
    this.acknowledged.set(id, { index, leafHash });
    this.checkpoints.add(checkpoint);
  }

  /** Throws where the log lacks what was acknowledged, or does not extend a checkpoint that somebody has. */
  holdAgainst({ size, tree, ledger }: CheckedLog): void {
    for (const [id, { index, leafHash }] of this.acknowledged) {
      if (index >= size || bytesToHex(tree.read(0, index)) !== leafHash) throw new Error(`${id} at ${index} is lost`);
      if (ledger.byIndex(index)?.id !== id) throw new Error(`${id} is not at ${index}`);
    }
    for (const note of this.checkpoints) {
      const { size: signed, root } = readCheckpoint(note);
      if (signed > size) throw new Error(`a checkpoint of ${signed} entries was shown, there are ${size}`);
      if (signed > 0 && bytesToHex(rangeHash(0, signed, tree.read)) !== root)
        throw new Error(`the log contradicts the checkpoint of ${signed} entries`);
    }
  }
}

/** A checkpoint's size and root, of a note whose signature is somebody else's matter. */
export const readCheckpoint = (text: string): { size: number; root: string } => {
  const note = parseNote(Buffer.from(text));
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note;
  if (!checkpoint.ok) throw new Error(checkpoint.refusal.code);
  return { size: checkpoint.value.size, root: bytesToHex(checkpoint.value.root) };
};

const author = keyOf('author');
const team = keyOf('team');

const grantOver = (aud: string, signer: Signer, name: string) => {
  const lines = ['a', 'b'].map((file) => holderLine(`${name} ${file}`, { owners: [signer.did], author: signer.did }));
  return { ...listOf(lines), grant: grantOf({ aud, iss: signer.did, iat: newYear }, openTerms, lines) };
};

/**
 * Every way of appending, one after the other; the same round gives the same statements. Told again after a crash it
 * finishes what was begun, and whatever was acknowledged keeps its place.
 *
 * @param now the registry's clock, for a release.
 */
export const tellRound = async (door: Door, outside: Outside, round: string): Promise<void> => {
  const publish = async (statement: Statement, signer: Signer, lines?: readonly string[], manifest?: Uint8Array) => {
    const answer = await door.publish(await signStatement(statement, signer), lines, manifest);
    if ('code' in answer) throw new Error(`${statement.kind} was refused: ${answer.code}`);
    outside.hear(answer);
    return answer;
  };
  const aud = door.origin;
  const header = { v: 1, aud, iat: newYear } as const;
  const first = grantOver(aud, author, `${round} first`);
  const { id } = await publish(first.grant, author, first.texts);
  // At once: one transaction for those that meet.
  await Promise.all(
    ['one', 'two', 'three'].map((name) => {
      const { grant, texts } = grantOver(aud, keyOf(name), `${round} ${name}`);
      return publish(grant, keyOf(name), texts);
    }),
  );
  await publish({ ...header, kind: 'withdraw', iss: author.did, statement: id, leaves: [[0, 0]] }, author);
  const stranger = keyOf('stranger');
  const refusal = await door.publish(
    await signStatement({ ...header, kind: 'withdraw', iss: stranger.did, statement: id }, stranger),
  );
  if (!('code' in refusal)) throw new Error('a stranger withdrew a grant');
  await publish(first.grant, author, first.texts);
  const long = grantOver(aud, author, `${round} uploaded`);
  outside.hear(await door.upload(await signStatement(long.grant, author), long.works.root, long.texts));
  const state = await door.state();
  const items = listOf<Item>(first.lines.map(({ sha256 }) => ({ ...item, sha256 })));
  const { envelope, manifest, manifestId } = await manifestOver(aud, items.works, state.index, `${round}`);
  await publish(
    {
      ...header,
      kind: 'release',
      iss: team.did,
      dataset: manifest.dataset,
      version: manifest.version,
      manifest: manifestId,
      state: state.index,
      items: items.works,
    },
    team,
    items.texts,
    envelope,
  );
};

/** What every item of the dataset has. */
const item = { ext: 'png', source: 'consented', split: 'train', stratum: 'pictures' } as const;

/** A manifest that a registry takes: what it claims is a verifier's matter. */
const manifestOver = async (aud: string, items: { root: string; count: number }, state: number, round: string) => {
  const hash = hashOf(canonicalize([round, state]));
  const manifest: Manifest = {
    v: 1,
    kind: 'manifest',
    aud,
    iss: team.did,
    iat: newYear,
    dataset: `pictures-${hash.slice(0, 8)}`,
    version: '1.0.0',
    title: 'Pictures',
    parents: [],
    policy: policyVersion,
    purpose,
    spec: hash,
    seed: hash,
    asOf: {
      origin: aud,
      state: { index: state, size: state, at: newYear, root: hash },
      checkpoint: { size: state + 1, root: hash },
    },
    counts: { total: 2, consented: 2, synthetic: 0, strata: [{ ...stratum, name: 'pictures' }] },
    scope: {},
    duties: [],
    items,
    evidence: { checkpoint: hash, proofs: hash, state: hash, statements: hash, works: hash },
    reviewBy: newYear + 180 * days,
  };
  const envelope = await signStatement(manifest, team);
  const opened = await openManifest(envelope, node);
  if (!opened.ok) throw new Error(opened.refusal.detail);
  return { envelope, manifest, manifestId: opened.value.id };
};

const stratum = { quota: 2, consented: 2, synthetic: 0, shortfall: 0, maxSharePercent: 0 };
