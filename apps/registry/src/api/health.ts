import { equalBytes } from '@assent/log';
import { accepted, refused, type Result } from '@assent/schema';
import { rootAt } from '../log/nodes.ts';
import type { Registry } from '../registry.ts';

/** How long an answer is given again, and how long the database may take, in milliseconds. */
const fresh = 1_000;
const patience = 3_000;

/** Whether the registry can do its work: the database answers, and holds what the last checkpoint says. */
export class Readiness {
  readonly #registry: Registry;
  #asked: { readonly at: number; readonly answer: Promise<Result<void>> } | undefined;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** Refuses with `database_unreachable` or `rollback_detected`. Asked by many, it asks the database once a second. */
  ask(now: number): Promise<Result<void>> {
    if (this.#asked === undefined || now - this.#asked.at > fresh) this.#asked = { at: now, answer: this.#look() };
    return this.#asked.answer;
  }

  async #look(): Promise<Result<void>> {
    const { db, checkpoints } = this.#registry;
    const { size, root } = checkpoints.last;
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('it did not answer in time')), patience);
    });
    try {
      const held = await Promise.race([this.#registry.size(), tooLong]);
      if (held < size) return refused('rollback_detected', `${held} entries, ${size} were signed`);
      const own = await Promise.race([rootAt(db, size), tooLong]);
      return equalBytes(own, root)
        ? accepted(undefined)
        : refused('rollback_detected', 'other entries than were signed');
    } catch {
      return refused('database_unreachable');
    } finally {
      clearTimeout(timer);
    }
  }
}
