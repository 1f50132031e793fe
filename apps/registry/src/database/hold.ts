import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type PoolConfig } from 'pg';

/** Any number that no other program on this database uses: the first six bytes of SHA-256 of `assent registry`. */
const lock = '257740523037461';
/** How long the session of a registry that was killed may outlive it, in milliseconds. */
const patience = 5_000;

/**
 * That one registry has a database to itself: a session that keeps an advisory lock for as long as it lives. PostgreSQL
 * lets go of it when the process dies, however it dies.
 */
export class DatabaseHold {
  readonly #pool: PoolConfig;
  #client: Client | undefined;
  #taking: Promise<boolean> | undefined;

  private constructor(pool: PoolConfig) {
    this.#pool = pool;
  }

  /** `undefined` when somebody else has the database. `waiting`: for how long to try, in milliseconds. */
  static async take(pool: PoolConfig, waiting = patience): Promise<DatabaseHold | undefined> {
    const hold = new DatabaseHold(pool);
    return (await hold.#take(waiting)) ? hold : undefined;
  }

  /** Before anything is appended. A session that broke (PostgreSQL was started again) takes the lock anew. */
  async ensure(): Promise<void> {
    if (this.#client !== undefined) return;
    this.#taking ??= this.#take(patience).finally(() => (this.#taking = undefined));
    if (!(await this.#taking))
      throw new Error('another registry has taken over this database: nothing more is appended');
  }

  async release(): Promise<void> {
    await this.#client?.end();
  }

  async #take(waiting: number): Promise<boolean> {
    const client = new Client(this.#pool);
    const forget = (): void => {
      if (this.#client === client) this.#client = undefined;
    };
    client.on('error', forget).on('end', forget);
    await client.connect();
    const end = Date.now() + waiting;
    do {
      const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(${lock}) as got`);
      if (rows[0]!.got) {
        this.#client = client;
        return true;
      }
      await sleep(50);
    } while (Date.now() < end);
    await client.end();
    return false;
  }
}
