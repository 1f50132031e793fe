import { accepted, refused, type Result } from '@assent/schema';
import { fromBase64, toBase64 } from '@assent/signing/verify';

/** What a log says of itself at one moment (C2SP tlog-checkpoint): its name, its size, its root. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** The text of a checkpoint, as signed. */
export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`;

/**
 * Read a checkpoint's text; one encoding only: no leading zero, no sign, no CR, no further lines.
 * (C2SP allows extension lines; none is defined for these logs, and an unread line is a place to hide something.)
 */
export const parseCheckpoint = (text: string): Result<Checkpoint> => {
  const match = /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n$/.exec(text);
  if (match === null) return refused('checkpoint_malformed', 'lines');
  const origin = match[1]!;
  const size = Number(match[2]);
  const root = fromBase64(match[3]!);
  // Any log's name can be read; ours are narrower (`Origin`), which the caller compares with the one it trusts.
  if (/[\u0000-\u001f\u007f]/.test(origin) || !Number.isSafeInteger(size) || !root.ok || root.value.length !== 32) {
    return refused('checkpoint_malformed', 'a value');
  }
  return accepted({ origin, size, root: root.value });
};
