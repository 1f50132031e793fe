import type { DirectoryDropItem, DropZoneProps, FileDropItem } from 'react-aria-components';
import type { NamedFile } from './messages.ts';

type Dropped = Parameters<NonNullable<DropZoneProps['onDrop']>>[0];

/** The files that a picker gave, by their place in the folder where one was chosen. */
export const chosenFiles = (list: FileList): NamedFile[] =>
  [...list].map((file) => ({ name: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }));

/** The files that were dropped, folders with what is in them. */
export const droppedFiles = async ({ items }: Dropped, onFound: (count: number) => void): Promise<NamedFile[]> => {
  const found: NamedFile[] = [];
  const take = async (item: FileDropItem | DirectoryDropItem, below: string): Promise<void> => {
    if (item.kind === 'file') {
      found.push({ name: below + item.name, file: await item.getFile() });
      if (found.length % 500 === 0) onFound(found.length);
    } else for await (const inner of item.getEntries()) await take(inner, `${below}${item.name}/`);
  };
  for (const item of items) if (item.kind !== 'text') await take(item, '');
  return found;
};
