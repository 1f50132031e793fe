import type { WrittenClaim } from '../publish/claim.ts';
import type { Choice } from '../publish/presets.ts';
import type { DraftWork } from '../publish/use-files.ts';
import type { Reply } from '../sign/invitation-shape.ts';

/** A key that signs in this browser. It can be used here and never read out again. */
export interface OwnKey {
  /** Whom it signs for: itself, or an identity whose keys can change. */
  readonly identity: string;
  readonly did: string;
  readonly publicKey: Uint8Array;
  readonly privateKey: CryptoKey;
  /** When it was put here, in milliseconds. */
  readonly since: number;
}

/** What was signed here and is not yet known to be in the log: it is sent as these bytes, however often. */
export interface Unsent {
  readonly id: string;
  readonly identity: string;
  /** What it is, in a few words. */
  readonly title: string;
  /** Base64. */
  readonly envelope: string;
  readonly lines: readonly string[];
  /** Milliseconds. */
  readonly signedAt: number;
}

/** What this browser remembers of a file that was registered from it. It is kept here, and sent nowhere. */
export interface KnownWork {
  readonly sha256: string;
  readonly name: string;
  /** A small picture of it. */
  readonly thumbnail?: Blob;
}

/** Works that wait for others to answer, with everything that was chosen for them. */
export interface Draft {
  readonly id: string;
  /** Milliseconds. */
  readonly changedAt: number;
  readonly identity: string;
  readonly works: readonly DraftWork[];
  readonly claim: WrittenClaim;
  readonly choice: Choice;
}

/** An invitation that was answered in this browser. */
interface Answered {
  /** Of the invitation. */
  readonly id: string;
  /** Milliseconds. */
  readonly at: number;
  readonly reply: Reply;
}

/** What this browser keeps, by the name of its shelf. */
interface Shelves {
  readonly keys: OwnKey;
  readonly outbox: Unsent;
  readonly works: KnownWork;
  readonly drafts: Draft;
  readonly answered: Answered;
}
type Shelf = keyof Shelves;

const keyPaths: Readonly<Record<Shelf, string>> = {
  keys: 'identity',
  outbox: 'id',
  works: 'sha256',
  drafts: 'id',
  answered: 'id',
};

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('storage')));
  });

let opened: Promise<IDBDatabase> | undefined;

const openOnce = async (): Promise<IDBDatabase> => {
  const request = indexedDB.open('assent', 2);
  request.addEventListener('upgradeneeded', () => {
    for (const [shelf, keyPath] of Object.entries(keyPaths))
      if (!request.result.objectStoreNames.contains(shelf)) request.result.createObjectStore(shelf, { keyPath });
  });
  return settled(request);
};

const open = (): Promise<IDBDatabase> => {
  opened ??= openOnce();
  // A storage that was closed once may be open the next time somebody asks.
  opened.catch(() => (opened = undefined));
  return opened;
};

/** Everything on a shelf. */
export const readAll = async <S extends Shelf>(shelf: S): Promise<Shelves[S][]> =>
  settled((await open()).transaction(shelf).objectStore(shelf).getAll() as IDBRequest<Shelves[S][]>);

/** Put things on a shelf. Resolves once they are on the disk: what is sent after that can be sent again. */
export const keep = async <S extends Shelf>(shelf: S, ...things: readonly Shelves[S][]): Promise<void> => {
  const transaction = (await open()).transaction(shelf, 'readwrite', { durability: 'strict' });
  for (const thing of things) transaction.objectStore(shelf).put(thing);
  await new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    for (const end of ['abort', 'error'])
      transaction.addEventListener(end, () => reject(transaction.error ?? new Error('storage')));
  });
};

export const readOne = async <S extends Shelf>(shelf: S, name: string): Promise<Shelves[S] | undefined> =>
  settled((await open()).transaction(shelf).objectStore(shelf).get(name) as IDBRequest<Shelves[S] | undefined>);

export const forget = async (shelf: Shelf, name: string): Promise<void> => {
  await settled((await open()).transaction(shelf, 'readwrite').objectStore(shelf).delete(name));
};
