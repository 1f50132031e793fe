import type { Result } from '@assent/schema';
import { formatKeyFile, parseKeyFile } from '@assent/signing/key-format';

// The page's policy forbids code made from text; zod, which would try it, reads this before it does.
// oxlint-disable-next-line no-underscore-dangle
(globalThis as { __zod_globalConfig?: { jitless: boolean } }).__zod_globalConfig = { jitless: true };

/** What the page asks: seal one seed, or open one file. */
export type SealAsk =
  | {
      readonly kind: 'seal';
      readonly seed: Uint8Array;
      readonly passphrase: string | undefined;
      /** Absent: the key signs for itself alone. */
      readonly signsFor: string | undefined;
    }
  | { readonly kind: 'open'; readonly bytes: Uint8Array; readonly passphrase: string | undefined };

export interface SealAnswers {
  readonly seal: string;
  readonly open: Result<{ readonly seed: Uint8Array; readonly signsFor?: string }>;
}

const answer = (ask: SealAsk): Promise<SealAnswers[keyof SealAnswers]> => {
  if (ask.kind === 'seal') return formatKeyFile(ask.seed, ask.passphrase, ask.signsFor);
  const { bytes, passphrase } = ask;
  return parseKeyFile(bytes, passphrase === undefined ? undefined : async () => passphrase);
};

addEventListener('message', ({ data }: MessageEvent<SealAsk>) => void answer(data).then((sent) => postMessage(sent)));
