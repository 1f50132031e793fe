import { buildEvidence, type EvidenceInput, isPlainKey } from '@assent/consent';
import { accepted, refused, type Result, type Synthetic } from '@assent/schema';
import { toBase64 } from '@assent/signing';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Database } from '../database/tables.ts';
import { findState, readLogged } from '../log/stored-entry.ts';
import { readList } from '../log/ledgers.ts';
import { withNodes } from '../log/nodes.ts';
import type { Registry } from '../registry.ts';
import type { AsOfState } from './assemble.ts';

export interface EvidenceRequest {
  /** Log index of the state. */
  readonly state: number;
  readonly works: readonly string[];
  /** Identities whose keys are to be shown: who issues the manifest. */
  readonly signers: readonly string[];
  readonly slices: readonly { readonly index: number; readonly files: readonly string[] }[];
}

export interface EvidenceAnswer {
  readonly state: AsOfState;
  readonly checkpoint: { readonly size: number; readonly root: string; readonly note: string };
  /** The evidence files of a bundle, base64. */
  readonly files: {
    readonly statements: string;
    readonly works: string;
    readonly state: string;
    readonly proofs: string;
  };
}

/** Everything a verifier needs for these works and slices as of a state, under the newest checkpoint. */
export const gatherEvidence = async (registry: Registry, request: EvidenceRequest): Promise<Result<EvidenceAnswer>> => {
  const { db } = registry;
  const row = await db.selectFrom('log_entry').selectAll().where('index', '=', request.state).executeTakeFirst();
  const logged = row === undefined ? undefined : await readLogged(row);
  if (logged?.statement.kind !== 'state') return refused('not_found', `state ${request.state}`);
  const { size, at, root } = logged.statement;
  const slices: EvidenceInput['slices'][number][] = [];
  for (const index of new Set(request.slices.map((slice) => slice.index))) {
    const needs = await sliceNeeds(db, index);
    if (needs === undefined) return refused('not_found', `slice ${index}`);
    const files = new Set(request.slices.flatMap((slice) => (slice.index === index ? slice.files : [])));
    slices.push({ index, files, needs });
  }
  const last = Math.max(request.state, ...slices.map(({ index }) => index));
  const checkpoint = await registry.cosignatures.covering(last + 1);
  return registry.ledgers.use(size, async (ledger) => {
    const unknown =
      request.works.find((work) => ledger.workLine(work, at) === undefined) ??
      request.signers.find((signer) => !isPlainKey(signer) && ledger.identityLine(signer, at) === undefined);
    if (unknown !== undefined) return refused('not_found', unknown);
    const tree = await registry.stateTree(ledger, at);
    const input = {
      ledger,
      state: { index: request.state, at },
      stateTree: tree,
      checkpoint,
      // A line is shown once, however often it is asked for.
      works: [...new Set(request.works)],
      signers: request.signers,
      slices,
    };
    const stored = await loadStored(db, input);
    const files = await withNodes(db, (logNodes) => buildEvidence({ ...input, ...stored, logNodes }));
    return accepted({
      state: { index: request.state, size, at, root },
      checkpoint: { size: checkpoint.size, root: bytesToHex(checkpoint.root), note: checkpoint.note },
      files: {
        statements: toBase64(files.statements),
        works: toBase64(files.works),
        state: toBase64(files.state),
        proofs: toBase64(files.proofs),
      },
    });
  });
};

/** A slice is understood with its plan and with the state whose entry is its nonce. */
const sliceNeeds = async (db: Database, index: number): Promise<number[] | undefined> => {
  const row = await db
    .selectFrom('log_entry')
    .selectAll()
    .where('index', '=', index)
    .where('kind', '=', 'synthetic')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { plan } = (await readLogged(row)).statement as Synthetic;
  const planned = await db.selectFrom('log_entry').select('index').where('id', '=', plan).executeTakeFirstOrThrow();
  const nonce = await findState(db, planned.index);
  return nonce === undefined ? undefined : [planned.index, nonce.index];
};

type Unstored = Omit<EvidenceInput, 'entry' | 'list' | 'logNodes'>;

/** Load the entries and lists that the evidence may ask for, before it is built in one go. */
const loadStored = async (db: Database, input: Unstored): Promise<Pick<EvidenceInput, 'entry' | 'list'>> => {
  const indices = new Set<number>([input.state.index]);
  const lists = new Set<number>();
  for (const work of input.works) {
    const line = input.ledger.workLine(work, input.state.at)!;
    for (const [statement] of line.live) {
      lists.add(statement);
      // A dispute comes with the state that dates it.
      const dated = input.ledger.firstStateCovering(statement);
      if (dated !== undefined) indices.add(dated.index);
    }
  }
  for (const { index, needs } of input.slices) {
    lists.add(index);
    for (const need of needs) indices.add(need);
  }
  // Attestations and the like: few, so those of every identity are loaded rather than worked out twice.
  for (const identity of input.ledger.stateKeys().identities) {
    for (const index of input.ledger.identityLine(identity, input.state.at)!.live) indices.add(index);
  }
  for (const index of lists) indices.add(index);
  // One parameter, however many they are: a query has at most 65,535, and strangers decide how often people are attested.
  const rows = await db
    .selectFrom('log_entry')
    .select(['index', 'entry'])
    .where((where) => where('index', '=', where.fn.any(where.val([...indices]))))
    .execute();
  const entries = new Map(rows.map(({ index, entry }) => [index, new Uint8Array(entry)]));
  const lines = new Map<number, string[]>();
  for (const index of lists) lines.set(index, await readList(db, index));
  return { entry: (index) => entries.get(index)!, list: (index) => lines.get(index)! };
};
