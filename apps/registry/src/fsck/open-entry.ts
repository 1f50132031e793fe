import { decodeEntry } from '@assent/log';
import { accepted, type Result } from '@assent/schema';
import { openSigned } from '@assent/signing/verify';
import { node } from '@assent/signing/node';

/** What a worker tells of a sound entry; what it says is read from the same bytes by whoever asked. */
export interface SoundEntry {
  readonly id: string;
  readonly keys: readonly string[];
}

export const openEntry = async (entry: Uint8Array): Promise<Result<SoundEntry>> => {
  const signed = decodeEntry(entry);
  const opened = signed.ok ? await openSigned(signed.value, node) : signed;
  return opened.ok ? accepted({ id: opened.value.id, keys: opened.value.keys }) : opened;
};
