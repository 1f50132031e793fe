import type { CheckName } from './judge.ts';

/** Each part of the verification: what it is called, and what is asked in it. */
export const checkWords: Record<CheckName, { readonly name: string; readonly asks: string }> = {
  manifest: {
    name: 'Signed by who issued it',
    asks: 'The manifest is in its one spelling, and its issuer’s signature covers every byte of it.',
  },
  log: {
    name: 'Recorded in a log that you trust',
    asks: 'The checkpoint is signed with a key that you trust, and is the one that the manifest names.',
  },
  files: {
    name: 'Every file is the one signed for',
    asks: 'Every file of the evidence has the hash that the manifest signs, files of items have the hash in their name, and there is no file beside them.',
  },
  statements: {
    name: 'Every statement is signed, and in the log',
    asks: 'Each statement that an item rests on has a valid signature of the one who speaks, and its hash leads to the root of the checkpoint. Each line of a works list leads to the root that its signer signed.',
  },
  state: {
    name: 'Nothing in force was left out',
    asks: 'The registry’s signed state says for each work which permissions are in force. All of them are here, and none beside them, so no withdrawal was left out.',
  },
  items: {
    name: 'The items are the ones signed for',
    asks: 'The list of items leads to the root that the manifest signs, none is named twice, and the manifest counts them right.',
  },
  consent: {
    name: 'Everybody concerned agreed',
    asks: 'For each item the decision was made again from what its holders signed, for the purpose of the dataset. What the manifest says may be done is no more than all of them allow.',
  },
  synthetic: {
    name: 'Synthetic items are what they are said to be',
    asks: 'They were announced before their seeds could be known, none was picked out, none is used for evaluation, and those that were drawn came out the same when they were made again.',
  },
  release: {
    name: 'Released in public',
    asks: 'The manifest’s release is in the same log, after everything it rests on, so it cannot be denied or exchanged.',
  },
};
