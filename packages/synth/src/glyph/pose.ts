import type { Matrix } from '../outline/paths.ts';
import { unitsPerEm } from './alphabet.ts';

/** How glyphs are laid on the picture. All are whole numbers, so that labels say them exactly. */
export type Pose = {
  /** Height of the em, in 256ths of a pixel. */
  em: number;
  /** Width, in 1,024ths of what the face has. */
  stretch: number;
  /** How far the top leans to the right of the foot, in 1,024ths of the height. */
  slant: number;
  /** Tangent of half the angle turned, clockwise, in 1,024ths. */
  turn: number;
};

/** From units of the em, y upwards, to 256ths of a pixel, y downwards. */
export const matrixOf = ({ em, stretch, slant, turn }: Pose): Matrix => {
  const scale = em / unitsPerEm;
  const t = turn / 1024;
  const [cos, sin] = [(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)];
  const [across, lean] = [(scale * stretch) / 1024, (scale * slant) / 1024];
  return [across * cos, lean * cos + scale * sin, across * sin, lean * sin - scale * cos];
};
