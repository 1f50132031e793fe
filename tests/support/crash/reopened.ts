import { readFile } from 'node:fs/promises';
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import { toUtf8, type UploadProgress } from '@assent/schema';
import { toBase64 } from '@assent/signing';
import type { Router } from '../../../apps/registry/src/api/router.ts';
import { serveHttp } from '../../../apps/registry/src/api/serve.ts';
import { readConfig } from '../../../apps/registry/src/config.ts';
import { lastCheckpointFile } from '../../../apps/registry/src/log/checkpoint.ts';
import { checkStored } from '../../../apps/registry/src/fsck/check-stored.ts';
import type { OpenWorkers } from '../../../apps/registry/src/log/open-workers.ts';
import type { Registry } from '../../../apps/registry/src/registry.ts';
import { type Door, type Outside, readCheckpoint } from './append-story.ts';
import { checkLog } from '../check-log.ts';

/** A registry of this process. */
export const doorOf = (registry: Registry): Door => ({
  origin: registry.origin,
  publish: async (envelope, lines, manifest) => {
    const answer = await registry.publish(envelope, lines, manifest);
    return answer.ok ? answer.value : { code: answer.refusal.code };
  },
  upload: async (envelope, root, lines) => {
    const begun = await registry.uploads.begin(envelope, root);
    if (!begun.ok) throw new Error(begun.refusal.code);
    const { receipt, id } = begun.value;
    if (receipt !== undefined) return receipt;
    const done = await registry.uploads.put(id, 0, toUtf8(lines.map((line) => `${line}\n`).join('')));
    if (!done.ok || done.value.receipt === undefined) throw new Error('the list is not complete');
    return done.value.receipt;
  },
  state: () => registry.state(),
});

/** A registry over HTTP. */
export const doorAt = async (address: string): Promise<Door> => {
  const api = createTRPCClient<Router>({ links: [httpLink({ url: `${address}/trpc` })] });
  const { origin } = await api.overview.query();
  return {
    origin,
    publish: async (envelope, lines, manifest) => {
      try {
        return await api.statements.publish.mutate({
          envelope: toBase64(envelope),
          ...(lines !== undefined && { lines: [...lines] }),
          ...(manifest !== undefined && { manifest: toBase64(manifest) }),
        });
      } catch (cause) {
        const data = cause instanceof TRPCClientError ? (cause.data as { refusal?: { code: string } } | null) : null;
        // Without an answer of the registry's own, the wire broke.
        if (data?.refusal === undefined || data.refusal.code === 'internal') throw cause;
        return { code: data.refusal.code };
      }
    },
    upload: async (envelope, root, lines) => {
      const put = async (path: string, type: string, body: string): Promise<UploadProgress> => {
        const headers = { 'content-type': type };
        const answer = await fetch(`${address}/api/v1/works-lists/${path}`, { method: 'PUT', headers, body });
        if (!answer.ok) throw new Error(await answer.text());
        return (await answer.json()) as UploadProgress;
      };
      const { receipt, id } = await put(root, 'application/json', new TextDecoder().decode(envelope));
      if (receipt !== undefined) return receipt;
      const done = await put(`${root}/${id}/0`, 'application/jsonl', lines.map((line) => `${line}\n`).join(''));
      if (done.receipt === undefined) throw new Error('the list is not complete');
      return done.receipt;
    },
    state: () => api.log.state.mutate({}),
  };
};

/** Before anything starts again: nobody was shown a checkpoint that the folder does not know. */
export const checkKept = async (data: string, outside: Outside): Promise<void> => {
  const shown = Math.max(-1, ...[...outside.checkpoints].map((note) => readCheckpoint(note).size));
  const kept = shown < 0 ? 0 : readCheckpoint(await readFile(lastCheckpointFile(data), 'utf8')).size;
  if (kept < shown) throw new Error(`a checkpoint of ${shown} entries was shown, one of ${kept} is kept`);
};

/** Everything that has to hold of a registry that came back, read from outside and from its folder. */
export const checkAfterCrash = async (address: string, data: string, outside: Outside): Promise<void> => {
  const log = await checkLog(address);
  outside.holdAgainst(log);
  const kept = readCheckpoint(await readFile(lastCheckpointFile(data), 'utf8'));
  const newest = readCheckpoint(await (await fetch(`${address}/checkpoint`)).text());
  if (kept.size !== newest.size || kept.root !== newest.root)
    throw new Error(`the kept checkpoint is of ${kept.size} entries, the shown one of ${newest.size}`);
  if (newest.size !== log.size) throw new Error(`${log.size} entries, ${newest.size} signed for`);
};

/** What `assent fsck` says of the database of a registry of this process. */
export const checkStoredBytes = async (registry: Registry, workers: OpenWorkers): Promise<void> => {
  const { origin, identity, checkpoints } = registry;
  const found = await checkStored(registry.db, {
    origin,
    identity,
    checkpoint: checkpoints.last,
    now: registry.now(),
    workers,
    onProgress: () => undefined,
  });
  if ('repair' in found) throw new Error(JSON.stringify(found));
};

/** As `checkAfterCrash`, of a registry of this process. */
export const checkInProcess = async (registry: Registry, data: string, outside: Outside): Promise<void> => {
  const errors: unknown[] = [];
  const config = readConfig({ ASSENT_PORT: '0' });
  if (!config.ok) throw new Error(config.refusal.detail);
  const http = await serveHttp(registry, config.value, {
    info: () => undefined,
    error: (what, message) => errors.push(new Error(message, { cause: what })),
  });
  try {
    await checkAfterCrash(`http://127.0.0.1:${http.port}`, data, outside);
  } finally {
    await http.close();
  }
  if (errors.length > 0) throw errors[0];
};
