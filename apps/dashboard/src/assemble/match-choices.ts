import { Match } from '@assent/schema';
import { wordsIn, writeSet } from './purpose-choices.ts';
import { inBoth, wordsNow } from '../words/language.ts';
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

const words = inBoth({
  en: {
    all: 'All works',
    works: (parts: string) => `Works ${parts}`,
    tagged: (tags: readonly string[]) => `tagged ${tags.join(' and ')}`,
    in: (mime: readonly string[]) => `in ${mime.join(' or ')}`,
    landscape: 'wider than high',
    portrait: 'higher than wide',
    square: 'square',
    nobody: 'showing nobody',
  },
  es: {
    all: 'Todas las obras',
    works: (parts) => `Obras ${parts}`,
    tagged: (tags) => `con la etiqueta ${tags.join(' y ')}`,
    in: (mime) => `en ${mime.join(' o ')}`,
    landscape: 'más anchas que altas',
    portrait: 'más altas que anchas',
    square: 'cuadradas',
    nobody: 'en que no sale nadie',
  },
});

export const isNarrowed = ({ tags, mime, orientation, people }: Match): boolean =>
  tags !== undefined || mime !== undefined || orientation !== undefined || people === 'none';

/** What a match takes, in words. */
export const describeMatch = ({ tags, mime, orientation, people }: Match): string => {
  const said = wordsNow(words);
  const parts = [
    ...(tags === undefined ? [] : [said.tagged(tags)]),
    ...(mime === undefined ? [] : [said.in(mime)]),
    ...(orientation === undefined ? [] : [said[orientation]]),
    ...(people === 'none' ? [said.nobody] : []),
  ];
  return parts.length === 0 ? said.all : said.works(parts.join(', '));
};
