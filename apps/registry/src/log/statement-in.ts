import { decodeEntry } from '@assent/log';
import { fromUtf8, type Statement } from '@assent/schema';

/** What an entry says, of whose bytes somebody else checks that they are sound. */
export const statementIn = (entry: Uint8Array): Statement | undefined => {
  const signed = decodeEntry(entry);
  const text = signed.ok ? fromUtf8(signed.value.payload) : signed;
  try {
    return text.ok ? (JSON.parse(text.value) as Statement) : undefined;
  } catch {
    return undefined;
  }
};
