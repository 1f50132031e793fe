import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalBytes, openCanonical, type Parameters } from '@assent/schema';
import { Lineage, type Model } from '@assent/synth';
import { BundleDraft } from '../bundle-draft.ts';
import { fail, unwrap } from '../failure.ts';

/** A fitted model in a folder: itself, and what it was fitted on. */
const names = { model: 'model.json', lineage: 'lineage.json' } as const;

/** A model of 16 MiB names at most half a million works. */
const mostLineage = 64 * 1024 * 1024;

/** A model that is at hand. */
export type HeldModel = Pick<Model, 'bytes' | 'lineage' | 'sha256'>;

/** Models by their SHA-256. */
export type Models = ReadonlyMap<string, HeldModel>;

/** Nobody's models. */
export const noModels: Models = new Map();

/** Write a model into a new folder, which appears whole or not at all. */
export const writeModel = async (out: string, model: HeldModel): Promise<void> => {
  const draft = await BundleDraft.open(out);
  try {
    await draft.write(names.model, model.bytes);
    await draft.write(names.lineage, canonicalBytes(model.lineage));
    await draft.finish();
  } catch (cause) {
    await draft.discard();
    throw cause;
  }
};

/** Read models from their folders: `malformed` where what is beside a model is not what it was fitted on. */
export const readModels = async (folders: readonly string[]): Promise<Models> => {
  const models = new Map<string, HeldModel>();
  for (const folder of folders) {
    const read = (name: string) =>
      readFile(join(folder, name)).catch((cause: Error) => fail('file_unreadable', `${name}: ${cause.message}`));
    const bytes = new Uint8Array(await read(names.model));
    const written = await read(names.lineage);
    const lineage = unwrap(openCanonical(Lineage, written, mostLineage));
    const named = lineageIn(bytes);
    if (named !== sha256(written)) fail('malformed', `${folder}: the model names another lineage, ${named}`);
    models.set(sha256(bytes), { bytes, sha256: sha256(bytes), lineage });
  }
  return models;
};

/** The model that parameters name, if it is at hand. */
export const modelFor = (parameters: Parameters, models: Models): HeldModel | undefined => {
  const { model } = parameters;
  return typeof model === 'string' ? models.get(model) : undefined;
};

/** Whatever else a model says is for its generator to check. */
const lineageIn = (bytes: Uint8Array): unknown => {
  try {
    return (JSON.parse(Buffer.from(bytes).toString('utf8')) as { lineage?: unknown } | null)?.lineage;
  } catch {
    return undefined;
  }
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
