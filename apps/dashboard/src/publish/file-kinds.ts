const kinds: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  flac: 'audio/flac',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  txt: 'text/plain',
  wav: 'audio/wav',
  webp: 'image/webp',
};

/** The media type of a file that can be registered, by its name; the same kinds as the terminal takes. */
export const kindOf = (name: string): string | undefined => kinds[name.split('.').at(-1)?.toLowerCase() ?? ''];

/** For a picker. */
export const acceptedKinds: readonly string[] = Object.keys(kinds).map((ending) => `.${ending}`);
