import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const file = (data: string): string => join(data, 'sample', 'told');

/** Whether the story was played to its end in this data folder. */
export const storyIsTold = async (data: string): Promise<boolean> =>
  (await stat(file(data)).catch(() => undefined)) !== undefined;

export const markTold = (data: string): Promise<void> => writeFile(file(data), '');
