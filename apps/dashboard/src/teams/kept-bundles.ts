import type { Specification, Trust } from '@assent/schema';
import { queryOptions } from '@tanstack/react-query';
import { queryClient } from '../api.ts';

/** A dataset that was signed in this browser: with it a release can be finished, and the bundle saved again. */
export interface KeptBundle {
  /** The manifest's id. */
  readonly id: string;
  readonly specification: Specification;
  /** Under which trust the works were chosen, and the bundle is verified. */
  readonly trust: Trust;
  /** The envelope of the release, base64: what is sent is these bytes, however often. */
  readonly release: string;
  readonly lines: readonly string[];
  /** Size of the log that the manifest's evidence was gathered from. */
  readonly evidencedSize: number;
  /** The bundle's files; the release's proofs come in when it is recorded. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Milliseconds. */
  readonly signedAt: number;
  /** Log index, once it is recorded and the bundle was found true. */
  readonly released?: number;
}

const shelf = 'bundles';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('storage')));
  });

/** Apart from the keys: bundles are large, and a browser that has no room for one still has the keys. */
const open = async (): Promise<IDBDatabase> => {
  const request = indexedDB.open('assent-bundles', 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(shelf, { keyPath: 'id' }));
  return settled(request);
};

const change = async (work: (store: IDBObjectStore) => void): Promise<void> => {
  const database = await open();
  const transaction = database.transaction(shelf, 'readwrite', { durability: 'strict' });
  work(transaction.objectStore(shelf));
  await new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    for (const end of ['abort', 'error'])
      transaction.addEventListener(end, () => reject(transaction.error ?? new Error('storage')));
  }).finally(() => database.close());
  await queryClient.invalidateQueries({ queryKey: keptBundles.queryKey });
};

/** Keep a bundle. Resolves once it is on the disk. */
export const keepBundle = (bundle: KeptBundle): Promise<void> => change((store) => store.put(bundle));

export const forgetBundle = (id: string): Promise<void> => change((store) => store.delete(id));

/** Bundles that were signed here, the newest first. */
export const keptBundles = queryOptions({
  queryKey: ['kept-bundles'],
  queryFn: async () => {
    const database = await open();
    try {
      const all = await settled(database.transaction(shelf).objectStore(shelf).getAll() as IDBRequest<KeptBundle[]>);
      return all.toSorted((a, b) => b.signedAt - a.signedAt);
    } finally {
      database.close();
    }
  },
  staleTime: Infinity,
  structuralSharing: false,
});
