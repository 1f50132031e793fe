import { accepted, canonicalBytes, refused, type Result } from '@assent/schema';

/** The canonical bytes of a value from outside, or that it has none: a lone surrogate, a number beyond all doubles. */
export const canonicalForm = (value: unknown): Result<Uint8Array> => {
  try {
    return accepted(canonicalBytes(value));
  } catch (cause) {
    if (cause instanceof RangeError) return refused('not_canonical', cause.message);
    throw cause;
  }
};
