import { Match } from '@assent/schema';
import { wordsIn, writeSet } from './purpose-choices.ts';
import type { AssembleSearch } from './search.ts';

/** Everything there is. */
const anyWork: Match = { people: 'any' };

/** What the works have to be; something that no work can be is left out, as is what a link made up. */
export const readMatch = (search: AssembleSearch): Match => {
  const [tags, mime] = [wordsIn(search.tags).toSorted(), wordsIn(search.mime).toSorted()];
  const parsed = Match.safeParse({
    ...(tags.length > 0 && { tags }),
    ...(mime.length > 0 && { mime }),
    ...(search.shape !== undefined && { orientation: search.shape }),
    people: search.people ?? 'any',
  });
  return parsed.success ? parsed.data : anyWork;
};

/** One narrowing on or off. */
export const toggled = (text: string | undefined, value: string): string | undefined => {
  const words = wordsIn(text);
  const next = words.includes(value) ? words.filter((word) => word !== value) : [...words, value];
  return next.length === 0 ? undefined : writeSet(next);
};

const shapes = { landscape: 'wider than high', portrait: 'higher than wide', square: 'square' } as const;

/** What a match takes, in words. */
export const describeMatch = ({ tags, mime, orientation, people }: Match): string => {
  const parts = [
    ...(tags === undefined ? [] : [`tagged ${tags.join(' and ')}`]),
    ...(mime === undefined ? [] : [`in ${mime.join(' or ')}`]),
    ...(orientation === undefined ? [] : [shapes[orientation]]),
    ...(people === 'none' ? ['showing nobody'] : []),
  ];
  return parts.length === 0 ? 'All works' : `Works ${parts.join(', ')}`;
};
