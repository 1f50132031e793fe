import {
  type EvidenceHead,
  type EvidencePiece,
  evidenceOf,
  evidencePieces,
  type EvidenceStore,
  identitiesOfSigners,
  isErasedText,
  isPlainKey,
  isShowable,
  ledgerSource,
  partySourceIn,
  planEvidence,
  type ShownList,
  type ShownSlice,
} from '@assent/consent';
import { proveMany } from '@assent/log';
import { accepted, refused, type Result, type Synthetic } from '@assent/schema';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import { readErasures } from '../log/erase-lines.ts';
import { findState, readLogged } from '../log/stored-entry.ts';
import { rootAt, withNodes } from '../log/nodes.ts';
import type { Registry } from '../registry.ts';

export interface EvidenceRequest {
  /** Log index of the state. */
  readonly state: number;
  readonly works: readonly string[];
  /** Identities whose keys are to be shown: who issues the manifest. */
  readonly signers: readonly string[];
  readonly slices: readonly { readonly index: number; readonly files: readonly string[] }[];
  /** Entries of the log that it is proved under, where it goes beside other evidence; else those of the newest checkpoint. */
  readonly under?: number | undefined;
}

export interface EvidenceAnswer {
  readonly head: EvidenceHead;
  readonly pieces: AsyncIterable<EvidencePiece>;
}

/**
 * Everything a verifier needs for these works and slices as of a state, under the newest checkpoint. What follows from the
 * ledger is worked out before this answers; the pieces are read from the database as somebody takes them, so a slow reader
 * keeps nobody waiting and holds places in memory, and no lines.
 */
export const gatherEvidence = async (registry: Registry, request: EvidenceRequest): Promise<Result<EvidenceAnswer>> => {
  const { db, origin } = registry;
  const row = await db.selectFrom('log_entry').selectAll().where('index', '=', request.state).executeTakeFirst();
  const logged = row === undefined ? undefined : await readLogged(row);
  if (logged?.statement.kind !== 'state') return refused('not_found', `state ${request.state}`);
  const { size, at, root } = logged.statement;
  const slices: ShownSlice[] = [];
  for (const index of new Set(request.slices.map((slice) => slice.index))) {
    const files = new Set(request.slices.flatMap((slice) => (slice.index === index ? slice.files : [])));
    const slice = await readSlice(db, index, files);
    if (slice === undefined) return refused('not_found', `slice ${index}`);
    slices.push(slice);
  }
  const last = Math.max(request.state, ...slices.map(({ index }) => index));
  const covering = await registry.cosignatures.covering(last + 1);
  const { under = covering.size } = request;
  if (under > covering.size || under <= last) return refused('not_found', `a checkpoint of ${under} entries`);
  // Whoever asks for another size has its checkpoint already.
  const checkpoint = under === covering.size ? covering : { size: under, root: await rootAt(db, under), note: '' };
  return registry.ledgers.use(size, async (ledger) => {
    const unknown =
      request.works.find((work) => ledger.workLine(work, at) === undefined) ??
      request.signers.find((signer) => !isPlainKey(signer) && ledger.identityLine(signer, at) === undefined);
    if (unknown !== undefined) return refused('not_found', unknown);
    const parties = partySourceIn(ledger, at);
    // Of whoever issues the manifest so much may have been said that no bundle can show it.
    const crowded = identitiesOfSigners(request.signers, parties).find((identity) => parties.crowded.has(identity));
    if (crowded !== undefined) return refused('record_too_long', crowded);
    const source = ledgerSource(ledger, {
      state: { index: request.state, at },
      checkpoint,
      // A line is shown once, however often it is asked for; one that is too long, or rests on one, keeps back no other.
      works: [...new Set(request.works)].filter((work) => isShowable(evidenceOf(ledger, work, at), parties)),
      signers: request.signers,
      slices,
    });
    const plan = planEvidence(source);
    const erased = await findErased(db, size, plan.lists);
    if (erased !== undefined) return refused('erased', erased);
    const { stateLeaves } = plan;
    const ofState = stateLeaves.length === 0 ? [] : await registry.proveState(ledger, at, stateLeaves);
    const store = { ...storedIn(db), proveState: () => ofState };
    return accepted({
      head: {
        asOf: {
          origin,
          state: { index: request.state, size, at, root },
          checkpoint: { size: checkpoint.size, root: bytesToHex(checkpoint.root) },
        },
        checkpoint: checkpoint.note,
        stateLines: stateLeaves.length,
      },
      pieces: evidencePieces(plan, source, store),
    });
  });
};

/** A line that was live at a state and that an erasure since speaks of: nobody is shown it any more. */
const findErased = async (db: Database, size: number, lists: readonly ShownList[]): Promise<string | undefined> => {
  for (const { statement, leaves } of await readErasures(db, size, Number.MAX_SAFE_INTEGER)) {
    const shown = lists.find((list) => list.statement === statement)?.leaves;
    const leaf = shown?.find((one) => leaves?.some(([first, last]) => first <= one && one <= last) ?? true);
    if (leaf !== undefined) return `entry ${statement}, line ${leaf}`;
  }
  return undefined;
};

/** A slice with the files that were asked for; it is understood with its plan, the state whose entry is its nonce, and the releases of what its model learnt from. */
const readSlice = async (db: Database, index: number, files: ReadonlySet<string>): Promise<ShownSlice | undefined> => {
  const row = await db
    .selectFrom('log_entry')
    .selectAll()
    .where('index', '=', index)
    .where('kind', '=', 'synthetic')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { lineage, plan, works } = (await readLogged(row)).statement as Synthetic;
  const planned = await db.selectFrom('log_entry').select('index').where('id', '=', plan).executeTakeFirstOrThrow();
  const nonce = await findState(db, planned.index);
  if (nonce === undefined) return undefined;
  const releases =
    lineage.length === 0 ? [] : await db.selectFrom('manifest').select('release').where('id', 'in', lineage).execute();
  const lines = await db
    .selectFrom('list_line')
    .select(['leaf', 'sha256'])
    .where('statement', '=', index)
    .orderBy('leaf')
    .execute();
  const named = lines.map(({ leaf, sha256 }) => ({ leaf, sha256: sha256.toString('hex') }));
  return {
    index,
    size: works.count,
    files: named.filter(({ sha256 }) => files.has(sha256)),
    needs: [planned.index, nonce.index, ...releases.map(({ release }) => release)],
  };
};

/** Lines read at once where all of a list are. */
const page = 8192;

const storedIn = (db: Database): Omit<EvidenceStore, 'proveState'> => ({
  entries: async (indices) => {
    // One parameter, however many they are: a query has at most 65,535.
    const rows = await db
      .selectFrom('log_entry')
      .select(['index', 'entry'])
      .where((where) => where('index', '=', where.fn.any(where.val([...indices]))))
      .execute();
    const entries = new Map(rows.map(({ index, entry }) => [index, new Uint8Array(entry)]));
    return indices.map((index) => entries.get(index)!);
  },
  lines: async (places) => {
    const statements = places.map(([statement]) => statement);
    const leaves = places.map(([, leaf]) => leaf);
    const { rows } = await sql<{ line: string }>`
      select l.line
      from unnest(${statements}::bigint[], ${leaves}::integer[]) with ordinality as wanted (statement, leaf, place)
      join list_line l using (statement, leaf)
      order by wanted.place`.execute(db);
    if (rows.length !== places.length) throw new Error('a list lacks lines that the state speaks of');
    // Whoever reads slowly may be overtaken by an erasure.
    if (rows.some(({ line }) => isErasedText(line))) throw new Error('a line was erased while evidence was read');
    return rows.map(({ line }) => line);
  },
  list: async function* (statement) {
    for (let from = 0; ; from += page) {
      const rows = await db
        .selectFrom('list_line')
        .select('line')
        .where('statement', '=', statement)
        .where('leaf', '>=', from)
        .where('leaf', '<', from + page)
        .orderBy('leaf')
        .execute();
      yield rows.map(({ line }) => line);
      if (rows.length < page) return;
    }
  },
  proveLog: async function* (indices, size) {
    yield* await withNodes(db, (read) => [...proveMany(indices, size, read)]);
  },
});
