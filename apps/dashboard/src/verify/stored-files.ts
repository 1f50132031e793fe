import { files } from '@assent/consent';
import { accepted, refused, type Result } from '@assent/schema';

/** Where a file's bytes stand: a file that was dropped, or a part of a tar. */
export interface Stored {
  readonly blob: Blob;
  readonly from: number;
  readonly bytes: number;
}

/** A million items with their files, and room. */
export const mostFiles = 1_100_000;

/** Names without their folder, for those who drop the files of a bundle one beside the other. */
const flat = new Map<string, string>(
  Object.values(files).map((name) => [name.slice(name.lastIndexOf('/') + 1), name] as const),
);

const flatName = (name: string): string =>
  flat.get(name) ?? (/^[0-9a-f]{64}\.[a-z0-9]{1,8}$/.test(name) ? `data/${name}` : name);

/**
 * Files under the names that a bundle gives them. They come as a bundle, as the one folder that holds a bundle, or
 * loose. Refuses with `file_missing` where there is no manifest among them: it is no bundle.
 */
export const arrange = (found: ReadonlyMap<string, Stored>): Result<ReadonlyMap<string, Stored>> => {
  const names = [...found.keys()];
  if (found.has(files.manifest)) {
    const loose = names.every((name) => !name.includes('/'));
    return loose ? renamed(found, flatName) : accepted(found);
  }
  const folder = names[0]?.split('/', 1)[0] ?? '';
  const isFolder = found.has(`${folder}/${files.manifest}`) && names.every((name) => name.startsWith(`${folder}/`));
  return isFolder ? renamed(found, (name) => name.slice(folder.length + 1)) : refused('file_missing', files.manifest);
};

const renamed = (
  found: ReadonlyMap<string, Stored>,
  rename: (name: string) => string,
): Result<ReadonlyMap<string, Stored>> => {
  const arranged = new Map<string, Stored>();
  for (const [name, stored] of found) {
    const placed = rename(name);
    if (arranged.has(placed)) return refused('bundle_unreadable', `${placed} is there twice`);
    arranged.set(placed, stored);
  }
  return accepted(arranged);
};
