import { readImage } from '../canonical-image.ts';
import type { Generated } from '../generator.ts';
import type { AvatarLabels } from './labels.ts';
import { paintAvatar } from './paint.ts';

/**
 * Draw what the labels say and compare every pixel; what disagrees, in words.
 *
 * Any two variants of a part differ in pixels, at every size (`recheck.test.ts`), so other labels give another picture, unless a
 * part in front hides all of what differs.
 */
export const recheckAvatar = (item: Generated): string[] => {
  const image = readImage(item.content);
  if (!image.ok) return [image.refusal.detail];
  const labels = item.labels as AvatarLabels;
  const { width, height, pixels } = image.value;
  if (width !== labels.width || height !== labels.height) return [`the picture is ${width} by ${height} pixels`];
  const expected = paintAvatar(labels);
  if (expected === undefined) return [`nothing of ${labels.style} is drawn like that`];
  let others = 0;
  for (let at = 0; at < pixels.length; at++) if (pixels[at] !== expected.pixels[at]) others++;
  return others === 0 && pixels.length === expected.pixels.length
    ? []
    : [`${others} samples are not those of what the labels say`];
};
