import { type Language, languages } from '@assent/consent';
import { useSyncExternalStore } from 'react';

export { languages };

/** One thing in every language. What leaves a language out, or brings another shape, does not compile. */
export type Words<T> = Readonly<Record<Language, T>>;

/** The words of a page or a part of it: English gives the shape, the others have to match it. */
export const inBoth = <T>(
  words: { readonly en: T } & Readonly<Record<Exclude<Language, 'en'>, NoInfer<T>>>,
): Words<T> => words as Words<T>;

const key = 'assent.language';

const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

/** What was chosen here before; otherwise the first of the browser's languages that these pages speak. */
const firstLanguage = (): Language => {
  try {
    const kept: unknown = localStorage.getItem(key);
    if (isLanguage(kept)) return kept;
  } catch {
    // Storage is closed to us: the browser's languages it is.
  }
  const wanted = globalThis.navigator.languages.map((tag) => tag.split('-', 1)[0]);
  return wanted.find(isLanguage) ?? 'en';
};

let current = firstLanguage();
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The language of these pages now. What a signer was shown is quoted in the language it was shown in. */
export const currentLanguage = (): Language => current;

/** The language of these pages; the component is drawn again when another is chosen. */
export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage);

/** Words in the language of the page; the component is drawn again when another is chosen. */
export const useWords = <T>(words: Words<T>): T => words[useLanguage()];

/** Words for what is no component: said once, in the language of that moment. */
export const wordsNow = <T>(words: Words<T>): T => words[current];

/** Speak this language from here on, also the next time. */
export const chooseLanguage = (language: Language): void => {
  current = language;
  try {
    localStorage.setItem(key, language);
  } catch {
    // Kept for this page only, where storage is closed.
  }
  for (const listener of listeners) listener();
};
