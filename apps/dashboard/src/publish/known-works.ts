import { keep, type KnownWork, readOne } from '../keys/store.ts';

export const rememberWorks = (works: readonly KnownWork[]): Promise<void> => keep('works', ...works);

export const recallWork = (sha256: string): Promise<KnownWork | undefined> => readOne('works', sha256);
