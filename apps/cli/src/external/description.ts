import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  canonicalBytes,
  DidKey,
  type GeneratorRef,
  limits,
  Mime,
  Name,
  openJson,
  SemVer,
  SetOf,
  Sha256,
  StatementId,
} from '@assent/schema';
import { z } from 'zod';
import { fail, unwrap } from '../failure.ts';

/** Names of files beside the description: none leads out of its folder. */
const BesideName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

/** Somebody else's generator: what it is, how it is asked, and what it may take. */
export const External = z.strictObject({
  format: z.literal('external-generator/1'),
  id: Name,
  version: SemVer,
  /** Whatever runs outside of this project is taken for a trained model: nobody here can tell that it is less. */
  class: z.literal('trained-external'),
  mime: Mime,
  /** Ending of its files, without the dot. */
  ext: z.string().regex(/^[a-z0-9]{1,8}$/),
  /** Manifests of the released datasets that its model was trained on; empty: nobody says. */
  lineage: SetOf(StatementId, 64),
  runs: z.union([
    z.strictObject({
      /** Program and arguments, as they are: no shell reads them. Names in `files` stand for the files beside this one. */
      command: z.array(z.string().min(1).max(1000)).min(1).max(64),
      /** What runs, by its SHA-256: another program is another generator. */
      files: z.record(BesideName, Sha256),
    }),
    z.strictObject({
      url: z.url({ protocol: /^https?$/ }).max(300),
      /** Whose signature every answer carries. */
      key: DidKey,
    }),
  ]),
  limits: z.strictObject({
    /** For all items together. */
    seconds: z.int().min(1).max(86_400),
    /** Of a command, all its processes together, as measured on Linux. */
    megabytes: z.int().min(16).max(1_048_576),
    /** Of one file. */
    bytes: z.int().min(1).max(1_073_741_824),
  }),
});
export type External = z.infer<typeof External>;

/** A description that was read, and where its files are. */
export interface OpenExternal {
  readonly external: External;
  readonly folder: string;
}

/** Read a description, and hold the files that it names to their hashes (`generator_mismatch`). */
export const readExternal = async (path: string): Promise<OpenExternal> => {
  const unreadable = (cause: Error): never => fail('file_unreadable', cause.message);
  const { size } = await stat(path).catch(unreadable);
  if (size > limits.payload) fail('too_large', path);
  const external = unwrap(openJson(External, await readFile(path).catch(unreadable), limits.payload));
  const folder = dirname(path);
  const files = 'files' in external.runs ? external.runs.files : {};
  for (const [name, expected] of Object.entries(files)) {
    const found = sha256(await readFile(join(folder, name)).catch(unreadable));
    if (found !== expected) fail('generator_mismatch', `${name} is ${found}, the description says ${expected}`);
  }
  return { external, folder };
};

/** How statements name it. Its code is its description, and with that every file of a command: changed, it is another. */
export const externalRef = ({ external }: OpenExternal): GeneratorRef => ({
  id: external.id,
  version: external.version,
  codeDigest: sha256(canonicalBytes(external)),
});

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
