import type { Kind } from '@assent/schema';
import type { Language } from './language.ts';
import { wordingOf } from './wordings.ts';

/** What a kind of statement is called. Apart from what statements say, which a list of them does not need. */
export const nameKind = (language: Language, kind: Kind): string => wordingOf(language).kinds[kind];
