import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { photograph } from '../../support/photograph.ts';
import { assentJson } from '../../support/programs.ts';
import type { Place } from './place.ts';

const examples = fileURLToPath(new URL('../../../docs/examples/', import.meta.url));

/** A dataset that a team released with the terminal program, in a folder. */
export interface Released {
  readonly folder: string;
  /** The bundle: a folder in the folder. */
  readonly bundle: string;
  /** The trust policy that the registry's operator hands out. */
  readonly policy: string;
  /** The log's verifier key, as an operator would print it. */
  readonly key: string;
  /** Withdraw the permission for the consented items. */
  withdraw(): Promise<void>;
}

/** Two photographs published, eight scenes generated, one bundle: all with the real programs. */
export const releaseWithTerminal = async ({ address }: Place): Promise<Released> => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-bundle-'));
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const at = { registry: address };
  const [photos, me, team, policy, bundle] = ['photos', 'me.key', 'team.key', 'trust.json', 'bundle'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string, string];
  await mkdir(photos);
  for (const name of ['acanthus-mollis', 'march-pastoral']) await cp(photograph(name), join(photos, `${name}.jpg`));
  for (const key of [me, team]) await assentJson(['keygen', key]);
  const trust = await assentJson<{ logs: readonly { key: string }[] }>(['trust'], at);
  await writeFile(policy, JSON.stringify(trust.answer));
  const terms = ['--terms', join(examples, 'terms.json')];
  const published = await assentJson<{ id: string }>(['publish', photos, ...terms, '--key', me], at);
  const spec = ['--spec', join(examples, 'specification.json'), '--out', bundle, '--files', photos];
  const assembled = await assentJson(['assemble', ...spec, '--key', team, '--trust', policy], at);
  if (assembled.code !== 0) throw new Error(JSON.stringify(assembled.answer));
  const withdraw = async () => void (await assentJson(['withdraw', published.answer.id, '--key', me], at));
  return { folder, bundle, policy, key: trust.answer.logs[0]!.key, withdraw };
};

/** A copy of a bundle with one file changed. */
export const damaged = async (
  { folder, bundle }: Released,
  name: string,
  change: (bytes: Buffer) => Buffer | undefined,
): Promise<string> => {
  const copy = join(await mkdtemp(join(folder, 'damaged-')), 'bundle');
  await cp(bundle, copy, { recursive: true });
  const changed = change(await readFile(join(copy, name)));
  if (changed === undefined) await rm(join(copy, name));
  else await writeFile(join(copy, name), changed);
  return copy;
};

/** One byte in the middle of a file, changed in one bit. */
export const flipped = (bytes: Buffer): Buffer => {
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  return bytes;
};
