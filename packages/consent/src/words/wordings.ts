import { english } from './english.ts';
import type { Language, Wording } from './language.ts';
import { spanish } from './spanish.ts';

const wordings: Readonly<Record<Language, Wording>> = { en: english, es: spanish };

export const languages = Object.keys(wordings) as readonly Language[];

export const wordingOf = (language: Language): Wording => wordings[language];
