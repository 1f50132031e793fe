import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { openJson, PublicationReceipt } from '@assent/schema';
import { z } from 'zod';

/** What was signed with a key and sent: kept before it is sent, so that an interrupted publish is finished, not signed anew. */
const JournalEntry = z.strictObject({
  v: z.literal(1),
  origin: z.string(),
  /** Base64. */
  envelope: z.string(),
  lines: z.array(z.string()),
  receipt: PublicationReceipt.nullable(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

const largest = 512 * 1024 * 1024;

/** The journal of one key: a folder beside its file. */
export class Journal {
  readonly #folder: string;

  constructor(keyFile: string) {
    this.#folder = `${keyFile}.journal`;
  }

  #file(name: string): string {
    return join(this.#folder, `${name}.json`);
  }

  /** What was kept under a name; `undefined` also for what cannot be read, because it can always be signed anew. */
  async read(name: string): Promise<JournalEntry | undefined> {
    const bytes = await readFile(this.#file(name)).catch(() => undefined);
    const entry = bytes === undefined ? undefined : openJson(JournalEntry, bytes, largest);
    return entry?.ok === true ? entry.value : undefined;
  }

  /** Keep an entry so that a crash leaves the old one or the new one. */
  async keep(name: string, entry: JournalEntry): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const draft = `${this.#file(name)}.${process.pid}.new`;
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(entry));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.#file(name));
  }
}
