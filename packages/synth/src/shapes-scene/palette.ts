/** Red, green, blue; 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Colours of objects, ascending; each is told from every other by name and by number. */
export const colours = ['blue', 'brown', 'green', 'orange', 'pink', 'purple', 'red', 'yellow'] as const;
export type Colour = (typeof colours)[number];

export const fillOf: Readonly<Record<Colour, Rgb>> = {
  blue: [46, 111, 219],
  brown: [133, 84, 52],
  green: [58, 163, 84],
  orange: [244, 136, 36],
  pink: [240, 134, 178],
  purple: [128, 74, 192],
  red: [214, 48, 49],
  yellow: [249, 206, 52],
};

/** The object's edge: its colour, darkened. */
export const rimOf = (colour: Colour): Rgb => {
  const [red, green, blue] = fillOf[colour];
  return [(red * 9) >> 4, (green * 9) >> 4, (blue * 9) >> 4];
};

/** Two shades a background is drawn in: pale or dark, and never near a colour of objects. */
export const tints: readonly (readonly [Rgb, Rgb])[] = [
  [
    [247, 243, 234],
    [238, 231, 216],
  ],
  [
    [234, 241, 246],
    [220, 231, 239],
  ],
  [
    [238, 244, 233],
    [225, 235, 218],
  ],
  [
    [246, 237, 240],
    [237, 224, 229],
  ],
  [
    [241, 239, 247],
    [229, 226, 239],
  ],
  [
    [244, 244, 243],
    [231, 231, 229],
  ],
  [
    [44, 52, 66],
    [54, 63, 79],
  ],
  [
    [38, 57, 58],
    [47, 68, 69],
  ],
];
