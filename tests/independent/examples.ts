/**
 * The worked examples of docs/spec, made by the packages' own code. Run as a program it writes them into the pages;
 * a test compares.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  buildState,
  evidencePieces,
  gatherEvidence,
  Ledger,
  ledgerSource,
  type Logged,
  planEvidence,
} from '@assent/consent';
import {
  encodeEntry,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  leafHash,
  MemoryTree,
  proveMany,
  rootOf,
  signNote,
} from '@assent/log';
import {
  type Attest,
  canonicalBytes,
  canonicalize,
  type Grant,
  type HolderLine,
  type Item,
  payloadType,
  type State,
  type Statement,
  toUtf8,
} from '@assent/schema';
import {
  decodeEnvelope,
  preAuthenticationEncoding,
  type Signer,
  signerFromSeed,
  signStatement,
  statementId,
} from '@assent/signing';
import { slotSeed } from '@assent/synth';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'spec');
const origin = 'registry.example';
const at = 1_767_225_600;

const signer = (byte: number): Signer => signerFromSeed(new Uint8Array(32).fill(byte));
const [registry, photographer, , sitter] = [1, 2, 3, 4].map(signer) as [Signer, Signer, Signer, Signer];

const attest: Attest = {
  v: 1,
  kind: 'attest',
  aud: origin,
  iss: registry.did,
  iat: at,
  subject: photographer.did,
  how: 'domain',
  checkedAt: at,
  until: null,
  evidence: '00'.repeat(32),
};

const line = (digit: string, depicts: HolderLine['depicts']): HolderLine => ({
  sha256: digit.repeat(64),
  bytes: 1000,
  mime: 'image/jpeg',
  salt: digit.repeat(32),
  author: photographer.did,
  owners: [photographer.did],
  depicts,
});
const works = [line('a', []), line('b', [{ subject: sitter.did, minor: false }])];
const list = works.map((work) => canonicalize(work));

const grant: Grant = {
  v: 1,
  kind: 'grant',
  aud: origin,
  iss: photographer.did,
  iat: at,
  capacity: 'author',
  uses: {},
  reserves: [],
  from: at,
  until: at + 86_400,
  onWithdraw: 'future-only',
  works: { root: bytesToHex(rootOf(list.map((text) => leafHash(toUtf8(text))))), count: 2 },
  replaces: [],
  notice: { sha256: '00'.repeat(32), language: 'en', version: 1 },
};

/** An entry with what it was made of. */
interface Written {
  readonly logged: Logged;
  readonly payload: Uint8Array;
  readonly envelope: Uint8Array;
  readonly entry: Uint8Array;
}

const write = async (statement: Statement, by: Signer, index: number): Promise<Written> => {
  const envelope = await signStatement(statement, by);
  const signed = decodeEnvelope(envelope);
  if (!signed.ok) throw new Error(signed.refusal.code);
  const { payload } = signed.value;
  const entry = encodeEntry(signed.value);
  const id = statementId(signed.value.payloadType, payload);
  return {
    logged: { index, id, statement, leafHash: bytesToHex(leafHash(entry)) },
    payload,
    envelope,
    entry,
  };
};

/** Hexadecimal in rows of 48 bytes. */
const hex = (bytes: Uint8Array): string => (bytesToHex(bytes).match(/.{1,96}/g) ?? ['']).join('\n');

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Every example by its name. */
export const makeExamples = async (): Promise<Record<string, string>> => {
  const alone = await write(attest, registry, 0);
  const checkpoint = formatCheckpoint({ origin, size: 1, root: leafHash(alone.entry) });
  const leaves = ['a', 'b', 'c', 'd', 'e'].map((letter) => leafHash(toUtf8(letter)));
  const tree = new MemoryTree(leaves);
  const source = {
    generator: { id: 'shapes-scene', version: '1.0.0', codeDigest: 'bb'.repeat(32) },
    parameters: { size: 64 },
    spec: 'aa'.repeat(32),
    stratum: 'shapes',
    nonce: 'cc'.repeat(32),
  };
  const parametersHash = bytesToHex(sha256(canonicalBytes(source.parameters)));
  const { spec, stratum, nonce } = source;
  const seedOf = ['synth-seed/1', spec, stratum, 0, 'shapes-scene@1.0.0', 'bb'.repeat(32), parametersHash, nonce];
  const seed = slotSeed(source, 0);
  const picture = concatBytes(toUtf8('synth-img/1\0'), Uint8Array.of(0, 0, 0, 2, 0, 0, 0, 1, 3, 255, 0, 0, 0, 0, 255));
  const length = new Uint8Array(2);
  new DataView(length.buffer).setUint16(0, alone.entry.length);
  return {
    pae: [
      text(alone.payload),
      hex(preAuthenticationEncoding(payloadType('attest'), alone.payload)),
      alone.logged.id,
      text(alone.envelope),
    ].join('\n\n'),
    'did-key': `${bytesToHex(photographer.publicKey)}\n${photographer.did}`,
    entry: `${hex(alone.entry)}\n\n${alone.logged.leafHash}`,
    roots: [0, 1, 2, 3, 4, 5].map((size) => `${size} ${bytesToHex(rootOf(leaves.slice(0, size)))}`).join('\n'),
    multiproof: [...proveMany([1, 4], 5, tree.read)].map(bytesToHex).join('\n'),
    checkpoint:
      `${formatVerifierKey(origin, registry.publicKey)}\n\n${formatNote(await signNote(checkpoint, origin, registry))}`.trimEnd(),
    'entry-bundle': hex(concatBytes(length, alone.entry).subarray(0, 24)),
    seed: `${canonicalize(seedOf)}\n${bytesToHex(seed)}\n${bytesToHex(sha256(seed))}`,
    content: `${hex(picture)}\n${bytesToHex(sha256(picture))}`,
    ...(await makeStateExamples()),
  };
};

const makeStateExamples = async (): Promise<Record<string, string>> => {
  const written = [await write(grant, photographer, 0), await write(attest, registry, 1)];
  const ledger = new Ledger();
  written.forEach(({ logged }, index) => ledger.apply(logged, index === 0 ? works : []));
  const { lines, tree } = buildState(ledger, at);
  const root = bytesToHex(tree.root());
  const state: State = {
    v: 1,
    kind: 'state',
    aud: origin,
    iss: registry.did,
    iat: at,
    size: 2,
    at,
    root,
    count: lines.length,
  };
  written.push(await write(state, registry, 2));
  const log = new MemoryTree(written.map(({ entry }) => leafHash(entry)));
  const source = ledgerSource(ledger, {
    state: { index: 2, at },
    checkpoint: { size: 3 },
    works: ['b'.repeat(64)],
    signers: [],
    slices: [],
  });
  const store = {
    entries: async (indices: readonly number[]) => indices.map((index) => written[index]!.entry),
    lines: async (places: readonly (readonly [number, number])[]) => places.map(([, leaf]) => list[leaf]!),
    list: () => [list],
    proveLog: (indices: readonly number[], size: number) => proveMany(indices, size, log.read),
    proveState: (leaves: readonly number[]) => proveMany(leaves, tree.size, tree.read),
  };
  const evidence = await gatherEvidence(evidencePieces(planEvidence(source), source, store));
  const item: Item = { sha256: 'b'.repeat(64), ext: 'jpg', source: 'consented', split: 'train', stratum: 'portraits' };
  const record = evidence.statements.subarray(12 + written[0]!.entry.length);
  return {
    state: [...lines.map((one) => `${one}\n${bytesToHex(leafHash(toUtf8(one)))}`), root].join('\n\n'),
    item: canonicalize(item),
    'statement-record': hex(record.subarray(0, 24)),
    'works-line': text(evidence.works).trimEnd(),
    'state-line': text(evidence.state).trimEnd(),
    proofs: hex(evidence.proofs),
  };
};

const block = /```text name=([a-z-]+)\n[^`]*```/g;

/** A page with its examples filled in; `used` is told of each. */
export const fillPage = (page: string, examples: Record<string, string>, used: (name: string) => void): string =>
  page.replaceAll(block, (_, name: string) => {
    used(name);
    return `\`\`\`text name=${name}\n${examples[name] ?? `no example is called ${name}`}\n\`\`\``;
  });

/** The pages of the specification by their names. */
export const readPages = async (): Promise<Map<string, string>> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
};

if (import.meta.main) {
  const examples = await makeExamples();
  for (const [name, page] of await readPages()) {
    await writeFile(
      join(folder, name),
      fillPage(page, examples, () => {}),
    );
  }
  console.log(`wrote ${Object.keys(examples).length} examples`);
}
