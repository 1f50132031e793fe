import type { View } from './attractor.ts';
import type { Background, Palette } from './parameters.ts';
import type { AffineMap } from './system.ts';

/** What is known of a picture: the system whose attractor it shows. Each system is a class of its own. */
export type IfsLabels = {
  format: 'ifs/1';
  width: number;
  height: number;
  background: Background;
  palette: Palette;
  maps: AffineMap[];
  view: View;
  /** Points drawn. */
  points: number;
  /** Pixels that show at least one of them. */
  lit: number;
};
