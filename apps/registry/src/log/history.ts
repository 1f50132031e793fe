import { type History, type Logged, signatoriesOf, signerOf, type StatementOf } from '@assent/consent';
import type { Kind, Release, State, Statement } from '@assent/schema';
import { sql } from 'kysely';
import type { DatabaseTransaction } from '../database/tables.ts';
import { findState, readLogged, type StoredEntry } from './stored-entry.ts';

/** A statement of a batch, and the works that its list names. */
export interface Asking {
  readonly id: string;
  readonly statement: Statement;
  readonly works: readonly string[];
}

const idsIn = (statement: Statement): readonly string[] => {
  switch (statement.kind) {
    case 'grant':
      return statement.for === undefined ? statement.replaces : [...statement.replaces, statement.for.delegation];
    case 'delegate':
      return statement.for === undefined ? [] : [statement.for.delegation];
    case 'withdraw':
    case 'erase':
      return [statement.statement];
    case 'resolve':
      return statement.disputes;
    case 'receipt':
      return [...statement.bases, ...statement.withdrawals];
    case 'synthetic':
      return [statement.plan];
    default:
      return [];
  }
};

/** What a statement's rule asks of what an identity signed before. */
const signedIn = (statement: Statement): readonly (readonly [string, Kind])[] => {
  const changeable = signatoriesOf(statement).filter((signatory) => signatory.startsWith('act:'));
  const asked = changeable.map((signatory) => [signatory, 'identity'] as const);
  if (statement.kind === 'synthetic-plan') return [...asked, [statement.iss, statement.kind]];
  return asked;
};

/**
 * The part of the log that the acceptance rule may ask about a batch of statements: what they name, loaded after the
 * head was locked, and what the batch itself has added so far.
 */
export class BatchHistory implements History {
  readonly #db: DatabaseTransaction;
  #size: number;
  readonly #byId = new Map<string, Logged>();
  readonly #byIndex = new Map<number, Logged>();
  readonly #signed = new Map<string, Logged[]>();
  readonly #acted = new Set<string>();
  readonly #disputes = new Map<string, Logged<StatementOf<'dispute'>>[]>();
  readonly #releases = new Map<string, Logged<Release>>();
  readonly #firstState = new Map<number, Logged<State>>();
  readonly #covering = new Map<number, Logged<State>>();
  #lastState: Logged<State> | undefined;

  private constructor(db: DatabaseTransaction, size: number) {
    this.#db = db;
    this.#size = size;
  }

  /** Also finds those of the batch that are in the log already: `byId` answers them. */
  static async load(db: DatabaseTransaction, size: number, batch: readonly Asking[]): Promise<BatchHistory> {
    const history = new BatchHistory(db, size);
    const statements = batch.map(({ statement }) => statement);
    await history.#loadNamed(
      batch.flatMap(({ id, statement }) => [id, ...idsIn(statement)]),
      statements.flatMap((statement) => (statement.kind === 'release' ? [statement.state] : [])),
    );
    // A delegation may rest on another, and that on a third.
    for (let i = 0; i < 2; i++) await history.#loadNamed(history.#delegationsAbove(), []);
    await history.#loadSigned(batch);
    await history.#loadStates(statements);
    for (const { statement, works } of batch)
      if (statement.kind === 'dispute') await history.#loadDisputes(statement.iss, works);
    for (const statement of statements) {
      if (statement.kind === 'receipt' || statement.kind === 'release') await history.#loadRelease(statement.manifest);
      if (statement.kind === 'synthetic')
        for (const manifest of statement.lineage) await history.#loadRelease(manifest);
      if (statement.kind === 'guardianship') await history.#loadActed(statement.minor);
    }
    return history;
  }

  async #loadNamed(ids: readonly string[], indices: readonly number[]): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => !this.#byId.has(id));
    if (wanted.length + indices.length === 0) return;
    const rows = await this.#db
      .selectFrom('log_entry')
      .selectAll()
      .where((where) =>
        where.or([
          where('id', '=', where.fn.any(where.val(wanted))),
          where('index', '=', where.fn.any(where.val([...indices]))),
        ]),
      )
      .execute();
    for (const row of rows) this.#know(await readLogged(row));
  }

  #delegationsAbove(): string[] {
    return [...this.#byId.values()].flatMap(({ statement }) =>
      statement.kind === 'delegate' && statement.for !== undefined ? [statement.for.delegation] : [],
    );
  }

  async #loadSigned(batch: readonly Asking[]): Promise<void> {
    const asked = new Map(
      batch
        .flatMap(({ statement }) => signedIn(statement))
        .map(([signer, kind]) => [keyOf(signer, kind), [signer, kind] as const]),
    );
    const coming = new Map(batch.map(({ id, statement }) => [id, statement]));
    // Whether a minor may withdraw a guardian's grant, of this batch too, shows in what the guardian signed.
    for (const { statement } of batch) {
      const named = statement.kind === 'withdraw' ? statement.statement : undefined;
      const target = named === undefined ? undefined : (this.#byId.get(named)?.statement ?? coming.get(named));
      if (target?.kind !== 'grant' || target.capacity !== 'guardian') continue;
      const guardian = target.for?.principal ?? target.iss;
      asked.set(keyOf(guardian, 'guardianship'), [guardian, 'guardianship']);
    }
    for (const [key, [signer, kind]] of asked) {
      const rows = await this.#db
        .selectFrom('log_entry')
        .selectAll()
        .where('iss', '=', signer)
        .where('kind', '=', kind)
        .orderBy('index')
        .execute();
      this.#signed.set(key, await Promise.all(rows.map(readLogged)));
    }
  }

  async #loadStates(statements: readonly Statement[]): Promise<void> {
    if (statements.some(({ kind }) => kind === 'state' || kind === 'dispute'))
      this.#lastState = await findState(this.#db, undefined);
    for (const statement of statements) {
      const plan = statement.kind === 'synthetic' ? this.#byId.get(statement.plan) : undefined;
      const state = plan === undefined ? undefined : await findState(this.#db, plan.index);
      if (plan !== undefined && state !== undefined) this.#firstState.set(plan.index, state);
    }
  }

  /** The disputes of each of these works by a signer, and since when each is known. */
  async #loadDisputes(signer: string, works: readonly string[]): Promise<void> {
    const { rows } = await sql<StoredEntry & { work: string }>`
      select e.*, encode(l.sha256, 'hex') as work
      from list_line l join log_entry e on e.index = l.statement
      where l.sha256 in (select decode(work, 'hex') from unnest(${[...works]}::text[]) as named (work))
        and e.kind = 'dispute' and e.iss = ${signer}
      order by e.index`.execute(this.#db);
    const read = new Map<number, Logged<StatementOf<'dispute'>>>();
    for (const { work, ...row } of rows) {
      const before = read.get(row.index);
      const dispute = before ?? ((await readLogged(row)) as Logged<StatementOf<'dispute'>>);
      this.#dispute(`${signer} ${work}`, dispute);
      if (before !== undefined) continue;
      read.set(row.index, dispute);
      // A state that covers an entry stands after it, and nearly always it is the next one.
      for (let after = dispute.index; ;) {
        const state = await findState(this.#db, after);
        if (state === undefined) break;
        if (state.statement.size > dispute.index) {
          this.#covering.set(dispute.index, state);
          break;
        }
        after = state.index;
      }
    }
  }

  async #loadRelease(manifest: string): Promise<void> {
    const row = await this.#db
      .selectFrom('manifest')
      .innerJoin('log_entry', 'log_entry.index', 'manifest.release')
      .selectAll('log_entry')
      .where('manifest.id', '=', manifest)
      .orderBy('log_entry.index')
      .executeTakeFirst();
    if (row !== undefined) this.#releases.set(manifest, (await readLogged(row)) as Logged<Release>);
  }

  async #loadActed(identity: string): Promise<void> {
    const row = await this.#db
      .selectFrom('log_entry')
      .select('index')
      .where('iss', '=', identity)
      .where('kind', 'not in', ['identity', 'guardianship'])
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined) this.#acted.add(identity);
  }

  #know(logged: Logged): void {
    this.#byId.set(logged.id, logged);
    this.#byIndex.set(logged.index, logged);
  }

  /** The next entry of the log, from this batch. */
  add(logged: Logged, works: readonly string[]): void {
    this.#size++;
    this.#know(logged);
    const { statement } = logged;
    const signer = signerOf(statement);
    const key = keyOf(signer, statement.kind);
    this.#signed.set(key, [...(this.#signed.get(key) ?? []), logged]);
    if (statement.kind !== 'identity' && statement.kind !== 'guardianship') this.#acted.add(signer);
    if (statement.kind === 'state') this.#lastState = logged as Logged<State>;
    if (statement.kind === 'release') this.#releases.set(statement.manifest, logged as Logged<Release>);
    if (statement.kind === 'dispute')
      for (const work of works) this.#dispute(`${signer} ${work}`, logged as Logged<StatementOf<'dispute'>>);
  }

  #dispute(key: string, dispute: Logged<StatementOf<'dispute'>>): void {
    const disputes = this.#disputes.get(key);
    if (disputes === undefined) this.#disputes.set(key, [dispute]);
    else disputes.push(dispute);
  }

  get size(): number {
    return this.#size;
  }

  byId(id: string): Logged | undefined {
    return this.#byId.get(id);
  }

  byIndex(index: number): Logged | undefined {
    return this.#byIndex.get(index);
  }

  lastState(): Logged<State> | undefined {
    return this.#lastState;
  }

  firstStateAfter(index: number): Logged<State> | undefined {
    return this.#firstState.get(index);
  }

  firstStateCovering(index: number): Logged<State> | undefined {
    return this.#covering.get(index);
  }

  signedBy<K extends Kind>(identity: string, kind: K): readonly Logged<StatementOf<K>>[] {
    return (this.#signed.get(keyOf(identity, kind)) ?? []) as readonly Logged[] as readonly Logged<StatementOf<K>>[];
  }

  hasActed(identity: string): boolean {
    return this.#acted.has(identity);
  }

  disputesOf(signer: string, work: string): readonly Logged<StatementOf<'dispute'>>[] {
    return this.#disputes.get(`${signer} ${work}`) ?? [];
  }

  releaseOf(manifest: string): Logged<Release> | undefined {
    return this.#releases.get(manifest);
  }
}

const keyOf = (signer: string, kind: Kind): string => `${kind} ${signer}`;
