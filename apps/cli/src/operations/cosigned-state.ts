import { setTimeout as wait } from 'node:timers/promises';
import { parseNote } from '@assent/log';
import { toUtf8, type Trust } from '@assent/schema';
import { ask, type RegistryClient } from '../registry-client.ts';
import type { Reporter } from '../terminal.ts';

/** How long monitors may take to recompute a state, and how often it is asked whether they did, in milliseconds. */
const patience = 120_000;
const pause = 500;

/**
 * Monitors' cosignatures of a state, as `evidence/monitors`. Waits for as many as the trust policy asks for, since
 * the state was made a moment ago; where they do not come in time, verification says so. `undefined`: there are none.
 */
export const monitorsOf = async (
  client: RegistryClient,
  { monitors: { quorum, keys } }: Trust,
  state: number,
  reporter: Reporter,
): Promise<Uint8Array | undefined> => {
  const began = performance.now();
  for (let told = false; ; told = true) {
    const { note } = await ask(client, (api) => api.log.stateNote.query({ index: state }));
    const bytes = note === null ? undefined : toUtf8(note);
    const parsed = bytes === undefined ? undefined : parseNote(bytes);
    const named = parsed?.ok === true ? parsed.value.signatures.filter(({ name }) => keys.includes(name)).length : 0;
    if (named >= quorum || performance.now() - began > patience) return bytes;
    if (!told)
      reporter.say(`   Waiting for monitors to recompute the state: ${quorum} of ${keys.length} are asked for.`);
    await wait(pause);
  }
};
