import type { Language } from '@assent/consent';

/** The language of these pages. What a signer was shown is quoted in the language it was shown in. */
export const language: Language = 'en';
