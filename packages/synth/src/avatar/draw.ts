import type { Random } from '../random.ts';
import type { AvatarLabels, Rgb } from './labels.ts';
import type { ColourSource } from './style-source.ts';
import { layersOf, styleNamed } from './style.ts';

/** Choose a style, its colours, and a variant of each part. */
export const chooseAvatar = (size: number, styles: readonly string[], random: Random): AvatarLabels => {
  const name = random.pick(styles);
  const style = styleNamed(name)!;
  const colours: Record<string, Rgb> = {};
  for (const source of style.colours) colours[source.name] = chooseColour(source, colours, random);
  const parts: Record<string, string> = {};
  const used = new Set(['ground']);
  for (const part of style.parts) {
    const variant = random.pick(part.variants.split(' '));
    if (random.below(100) >= part.chance) continue;
    parts[part.name] = variant;
    for (const { fill } of layersOf(part).get(variant)!) used.add(fill);
  }
  // Nothing is said of the colour of what is not there.
  for (const colour of Object.keys(colours)) if (!used.has(colour)) delete colours[colour];
  return { format: 'avatar/1', width: size, height: size, style: name, colours, parts };
};

/** How far a channel is moved from what the style says: a style has few pictures, and a slice wants many that are not the same. */
const nuance = 8;

const chooseColour = (
  { values, not, against }: ColourSource,
  chosen: Readonly<Record<string, Rgb>>,
  random: Random,
): Rgb => {
  const colours = values.map(readColour);
  if (against !== undefined) {
    const other = luminance(chosen[against]!);
    const farther = (a: Rgb, b: Rgb) => Math.abs(luminance(b) - other) - Math.abs(luminance(a) - other);
    return colours.toSorted(farther)[0]!;
  }
  // The colour it must differ from was moved by less than any two of a style lie apart.
  const far = (colour: Rgb) =>
    not === undefined || colour.some((value, i) => Math.abs(value - chosen[not]![i]!) > nuance);
  const colour = random.pick(colours.filter(far));
  return colour.map((value) => Math.max(0, Math.min(255, value + random.between(-nuance, nuance)))) as Rgb;
};

/** Of `#rrggbb`. */
export const readColour = (text: string): Rgb => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16)) as Rgb;

/** In thousandths of 255 (the weights of Rec. 709). */
const luminance = ([red, green, blue]: Rgb): number => 213 * red + 715 * green + 72 * blue;
