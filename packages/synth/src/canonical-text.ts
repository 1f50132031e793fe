import { accepted, refused, type Result, toUtf8 } from '@assent/schema';

/** What the identity of a text is the hash of: `"synth-text/1" ‖ 0x00 ‖ UTF-8`. */
export const textContent = (text: string): Uint8Array => toUtf8(magic + text);

const magic = 'synth-text/1\0';
const magicBytes = toUtf8(magic);

/** The text in its canonical form. */
export const readText = (content: Uint8Array): Result<string> => {
  if (content.length < magicBytes.length || !magicBytes.every((byte, i) => content[i] === byte)) {
    return refused('malformed', 'not a text in canonical form');
  }
  try {
    return accepted(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content.subarray(magicBytes.length)),
    );
  } catch {
    return refused('not_utf8');
  }
};
