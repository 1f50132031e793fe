import { randomSeed } from '@assent/signing';
import { writeKeyFile } from '@assent/signing/key-file';
import type { Answer } from '../answer.ts';
import { fail, unwrap } from '../failure.ts';
import { readPassphrase } from '../keys.ts';
import { ask, connectTo } from '../registry-client.ts';

export const keygen = async (file: string, options: { readonly passphraseFile?: string }): Promise<Answer> => {
  const passphrase = options.passphraseFile === undefined ? undefined : await readPassphrase(options.passphraseFile);
  if (passphrase === '') return fail('passphrase_needed', 'the passphrase file is empty');
  const { did } = unwrap(await writeKeyFile(file, randomSeed(), passphrase));
  return {
    value: { ok: true, identity: did, file },
    lines: [did, `  The key is in ${file}. Keep a copy where only you can reach it: without it you cannot withdraw.`],
    yes: true,
  };
};

export const trust = async ({ registry }: { readonly registry: string }): Promise<Answer> => {
  const policy = await ask(connectTo(registry), (api) => api.log.trust.query());
  return { value: policy, lines: [JSON.stringify(policy, null, 2)], yes: true };
};
