import { randomSeed } from '@assent/signing';
import { writeKeyFile } from '@assent/signing/key-file';
import type { Answer } from '../answer.ts';
import { unwrap } from '../failure.ts';
import { ask, connectTo } from '../registry-client.ts';

export const keygen = async (file: string): Promise<Answer> => {
  const { did } = unwrap(await writeKeyFile(file, randomSeed()));
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
