import type { Background } from './background.ts';
import type { Colour } from './palette.ts';
import type { Shape } from './shapes.ts';

const adjectives: Readonly<Record<Background, string>> = {
  dots: 'dotted',
  gradient: 'shaded',
  plain: 'plain',
  stripes: 'striped',
};

export const plural = (shape: Shape): string => (shape === 'cross' ? 'crosses' : `${shape}s`);

/** The scene in one sentence: how many objects of each colour and shape, ascending by name, and the background. */
export const captionOf = (background: Background, objects: readonly { shape: Shape; colour: Colour }[]): string => {
  const groups = new Map<string, { shape: Shape; colour: Colour; count: number }>();
  for (const { shape, colour } of objects) {
    const group = groups.get(`${colour} ${shape}`) ?? { shape, colour, count: 0 };
    groups.set(`${colour} ${shape}`, { ...group, count: group.count + 1 });
  }
  const phrases = [...groups.keys()].toSorted().map((name) => {
    const { shape, colour, count } = groups.get(name)!;
    if (count > 1) return `${count} ${colour} ${plural(shape)}`;
    return `${colour === 'orange' ? 'an' : 'a'} ${name}`;
  });
  const last = phrases.pop()!;
  const list = phrases.length === 0 ? last : `${phrases.join(', ')} and ${last}`;
  const total = objects.length === 1 ? '1 object' : `${objects.length} objects`;
  return `${total} on a ${adjectives[background]} background: ${list}.`;
};
