import type { ObjectLabel } from './labels.ts';

/** Patterns of the questions, with what to do with the words found; objects are described as "red circle" or "circles". */
const readers: readonly (readonly [RegExp, (objects: readonly ObjectLabel[], words: readonly string[]) => string])[] = [
  [/^How many (.+) are there\?$/, (objects, [what]) => String(matching(objects, what!).length)],
  [/^Is there an? (.+)\?$/, (objects, [what]) => yesOrNo(matching(objects, what!).length > 0)],
  [/^What colour is the (.+)\?$/, (objects, [what]) => only(objects, what!)?.colour ?? ''],
  [/^What shape is the (.+)\?$/, (objects, [what]) => only(objects, what!)?.shape ?? ''],
  [
    /^Are there more (.+) than (.+)\?$/,
    (objects, [a, b]) => yesOrNo(matching(objects, a!).length > matching(objects, b!).length),
  ],
  [/^Is the (.+) left of the (.+)\?$/, (objects, [a, b]) => isBefore(only(objects, a!), only(objects, b!), 0)],
  [/^Is the (.+) above the (.+)\?$/, (objects, [a, b]) => isBefore(only(objects, a!), only(objects, b!), 1)],
];

/** Answer a question from the objects by reading its words; '' for one that has no single answer. */
export const answerQuestion = (question: string, objects: readonly ObjectLabel[]): string => {
  for (const [pattern, answer] of readers) {
    const words = pattern.exec(question);
    if (words !== null) return answer(objects, words.slice(1));
  }
  return '';
};

/** The objects that a phrase like "objects", "red objects", "red circle" or "circles" means. */
const matching = (objects: readonly ObjectLabel[], phrase: string): ObjectLabel[] => {
  const words = phrase.split(' ').filter((word) => !/^objects?$/.test(word));
  return objects.filter(({ shape, colour }) =>
    words.every((word) => [shape, `${shape}s`, `${shape}es`, colour].includes(word)),
  );
};

const only = (objects: readonly ObjectLabel[], phrase: string): ObjectLabel | undefined => {
  const found = matching(objects, phrase);
  return found.length === 1 ? found[0] : undefined;
};

const isBefore = (a: ObjectLabel | undefined, b: ObjectLabel | undefined, axis: 0 | 1): string =>
  a && b ? yesOrNo(a.box[axis] + a.box[axis + 2]! <= b.box[axis]) : '';

const yesOrNo = (yes: boolean): string => (yes ? 'yes' : 'no');
