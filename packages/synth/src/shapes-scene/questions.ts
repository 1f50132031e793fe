import type { Random } from '../random.ts';
import { plural } from './caption.ts';
import type { Colour } from './palette.ts';
import type { SceneParameters } from './parameters.ts';
import type { Relation } from './relations.ts';
import type { Shape } from './shapes.ts';

export type Question = {
  kind: 'attribute' | 'comparison' | 'count' | 'existence' | 'relation';
  question: string;
  /** `yes`, `no`, a number in digits, a colour or a shape. */
  answer: string;
};

interface Seen {
  readonly shape: Shape;
  readonly colour: Colour;
}

/**
 * Up to eight questions with their answers. Of questions answered by yes or no, half are yes wherever both can be
 * asked, so that no answer is likely before looking. A question that needs an object no other resembles is left out
 * where there is none.
 */
export const askQuestions = (
  objects: readonly Seen[],
  relations: readonly Relation[],
  parameters: SceneParameters,
  random: Random,
): Question[] => [
  count('objects', objects, () => true),
  countShape(objects, parameters, random),
  countColour(objects, parameters, random),
  existence(objects, parameters, random),
  ...colourOfShape(objects, random),
  ...shapeOfColour(objects, random),
  ...comparison(objects, random),
  ...relation(objects, relations, random),
];

const count = (what: string, objects: readonly Seen[], counts: (seen: Seen) => boolean): Question => ({
  kind: 'count',
  question: `How many ${what} are there?`,
  answer: String(objects.filter(counts).length),
});

const countShape = (objects: readonly Seen[], { shapes }: SceneParameters, random: Random): Question => {
  const shape = random.pick(shapes);
  return count(plural(shape), objects, (seen) => seen.shape === shape);
};

const countColour = (objects: readonly Seen[], { colours }: SceneParameters, random: Random): Question => {
  const colour = random.pick(colours);
  return count(`${colour} objects`, objects, (seen) => seen.colour === colour);
};

const existence = (objects: readonly Seen[], { shapes, colours }: SceneParameters, random: Random): Question => {
  const all = colours.flatMap((colour) => shapes.map((shape): Seen => ({ colour, shape })));
  const [there, absent] = [
    all.filter((seen) => objects.some(like(seen))),
    all.filter((seen) => !objects.some(like(seen))),
  ];
  const yes = absent.length === 0 || random.below(2) === 0;
  const { colour, shape } = random.pick(yes ? there : absent);
  const article = colour === 'orange' ? 'an' : 'a';
  return { kind: 'existence', question: `Is there ${article} ${colour} ${shape}?`, answer: yes ? 'yes' : 'no' };
};

const colourOfShape = (objects: readonly Seen[], random: Random): Question[] => {
  const single = objects.filter(({ shape }) => objects.filter((other) => other.shape === shape).length === 1);
  if (single.length === 0) return [];
  const { shape, colour } = random.pick(single);
  return [{ kind: 'attribute', question: `What colour is the ${shape}?`, answer: colour }];
};

const shapeOfColour = (objects: readonly Seen[], random: Random): Question[] => {
  const single = objects.filter(({ colour }) => objects.filter((other) => other.colour === colour).length === 1);
  if (single.length === 0) return [];
  const { shape, colour } = random.pick(single);
  return [{ kind: 'attribute', question: `What shape is the ${colour} object?`, answer: shape }];
};

const comparison = (objects: readonly Seen[], random: Random): Question[] => {
  const present = [...new Set(objects.map(({ shape }) => shape))].toSorted();
  const countOf = (shape: Shape) => objects.filter((seen) => seen.shape === shape).length;
  const unequal = present.flatMap((a) => present.flatMap((b) => (countOf(a) > countOf(b) ? [[a, b] as const] : [])));
  if (unequal.length === 0) return [];
  const [more, fewer] = random.pick(unequal);
  const yes = random.below(2) === 0;
  const [first, second] = yes ? [more, fewer] : [fewer, more];
  const question = `Are there more ${plural(first)} than ${plural(second)}?`;
  return [{ kind: 'comparison', question, answer: yes ? 'yes' : 'no' }];
};

const relation = (objects: readonly Seen[], relations: readonly Relation[], random: Random): Question[] => {
  const isSingle = (i: number) => objects.filter(like(objects[i]!)).length === 1;
  const askable = relations.filter(([subject, , object]) => isSingle(subject) && isSingle(object));
  if (askable.length === 0) return [];
  const [subject, name, object] = random.pick(askable);
  const yes = random.below(2) === 0;
  const [a, b] = yes ? [objects[subject]!, objects[object]!] : [objects[object]!, objects[subject]!];
  const where = name === 'left-of' ? 'left of' : 'above';
  const question = `Is the ${a.colour} ${a.shape} ${where} the ${b.colour} ${b.shape}?`;
  return [{ kind: 'relation', question, answer: yes ? 'yes' : 'no' }];
};

const like =
  (a: Seen) =>
  (b: Seen): boolean =>
    a.colour === b.colour && a.shape === b.shape;
