import type { Kind, Statement } from '@assent/schema';
import type { Language } from './language.ts';
import { describeDelegated, describeTerms } from './terms.ts';
import { wordingOf } from './wordings.ts';

export const nameKind = (language: Language, kind: Kind): string => wordingOf(language).kinds[kind];

/** What a statement says, in sentences. A grant speaks in the words of its terms; see `readNotice` for those it was signed in. */
export const describeStatement = (language: Language, statement: Statement): string[] => {
  if (statement.kind === 'grant') return describeTerms(language, statement);
  const said = wordingOf(language).statements[statement.kind] as (said: Statement) => string[];
  const more = statement.kind === 'delegate' ? describeDelegated(language, statement) : [];
  return [...said(statement), ...more];
};
