import { type Ed25519, noble, webcrypto } from '@assent/signing/verify';

let chosen: Promise<Ed25519> | undefined;

const choose = async (): Promise<Ed25519> => {
  try {
    // The curve's base point, as a key that every implementation takes.
    await crypto.subtle.importKey(
      'raw',
      Uint8Array.of(0x58, ...Array.from({ length: 31 }, () => 0x66)),
      'Ed25519',
      false,
      ['verify'],
    );
    return webcrypto;
  } catch {
    // An older browser, or a page that was not fetched over https.
    return noble;
  }
};

/** The browser's own Ed25519, or the one the page brings along. Without this a browser that lacks it would call good signatures bad. */
export const ed25519 = (): Promise<Ed25519> => (chosen ??= choose());
