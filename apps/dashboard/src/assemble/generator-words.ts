/** Generators that make items by rule alone, and need to be told nothing: each with what it makes. */
export const generatorOptions = [
  { value: 'shapes-scene', label: 'Scenes of plain shapes, with their counts and places' },
  { value: 'glyph', label: 'Pictures of written words' },
  { value: 'ifs', label: 'Fractal pictures' },
  { value: 'grammar', label: 'Sentences of a small grammar' },
  { value: 'dyck', label: 'Nested brackets' },
  { value: 'audio-events', label: 'Sounds with their times' },
] as const;

export const generatorLabel = (id: string): string => generatorOptions.find(({ value }) => value === id)?.label ?? id;
