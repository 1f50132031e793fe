import { inBoth, useWords, wordsNow } from '../words/language.ts';

/** Generators that make items by rule alone, and need to be told nothing: each with what it makes. */
const words = inBoth({
  en: [
    { value: 'shapes-scene', label: 'Scenes of plain shapes, with their counts and places' },
    { value: 'glyph', label: 'Pictures of written words' },
    { value: 'ifs', label: 'Fractal pictures' },
    { value: 'grammar', label: 'Sentences of a small grammar' },
    { value: 'dyck', label: 'Nested brackets' },
    { value: 'audio-events', label: 'Sounds with their times' },
  ],
  es: [
    { value: 'shapes-scene', label: 'Escenas de formas sencillas, con su número y su sitio' },
    { value: 'glyph', label: 'Imágenes de palabras escritas' },
    { value: 'ifs', label: 'Imágenes fractales' },
    { value: 'grammar', label: 'Frases de una gramática pequeña' },
    { value: 'dyck', label: 'Paréntesis anidados' },
    { value: 'audio-events', label: 'Sonidos con sus tiempos' },
  ],
});

export const useGeneratorOptions = () => useWords(words);

/** Their names, for whoever checks that they are installed. */
export const offeredGenerators: readonly string[] = words.en.map(({ value }) => value);

export const generatorLabel = (id: string): string => wordsNow(words).find(({ value }) => value === id)?.label ?? id;
