import { type Contour, OutlineReader } from '../outline/contours.ts';
import type { FillRule } from '../outline/raster.ts';
import type { PartSource, StyleSource } from './style-source.ts';
import { styleSources } from './styles.ts';

/** Something that is filled, and how much of what lies behind it is hidden, of 255. */
export interface Layer {
  readonly fill: string;
  readonly opacity: number;
  readonly rule: FillRule;
  readonly contours: readonly Contour[];
}

/** Ascending. */
export const styleNames: readonly string[] = styleSources.map(({ name }) => name);

/** `undefined` for a name that no style has. */
export const styleNamed = (name: string): StyleSource | undefined => styleSources.find((style) => style.name === name);

const opened = new Map<PartSource, ReadonlyMap<string, readonly Layer[]>>();

/** What each variant of a part is drawn with, from the back; its outlines are read when they are first asked for. */
export const layersOf = (part: PartSource): ReadonlyMap<string, readonly Layer[]> => {
  const before = opened.get(part);
  if (before !== undefined) return before;
  const reader = new OutlineReader(part.outlines);
  const readLayer = (): Layer => ({
    fill: part.fills[reader.number()]!,
    opacity: reader.number(),
    rule: reader.number() === 1 ? 'evenodd' : 'nonzero',
    contours: reader.contours(),
  });
  const layers = new Map(
    part.variants.split(' ').map((variant) => [variant, Array.from({ length: reader.number() }, readLayer)]),
  );
  opened.set(part, layers);
  return layers;
};
