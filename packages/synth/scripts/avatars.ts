import { unitsPerSide } from '../src/avatar/style-source.ts';
import { sha256Hex } from '../src/sha256-hex.ts';
import { writeContours, writeNumber } from './outline-writer.ts';
import { after, contoursOf, identity, readTransform, type Transform } from './svg-path.ts';

// Run as `node packages/synth/scripts/avatars.ts FOLDER`, where FOLDER holds `node_modules/@dicebear/styles` in the version
// that docs/generators/avatar.md names, to write the styles anew. Only styles that say CC0 of themselves are taken, and only
// what our own raster can draw: paths that are filled. Anything else stops the program.

const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');

/** Styles whose makers gave up all rights, which show nobody, and of filled paths alone. Ascending. */
const names = ['lorelei-neutral', 'notionists-neutral', 'pixel-art-neutral', 'thumbs'];

/** Grounds for styles drawn in black on white paper. */
const tints = [
  '#f3e3d3',
  '#f6d9d5',
  '#e5d8ee',
  '#d5dff3',
  '#cfe8ec',
  '#d4ead9',
  '#ecebc8',
  '#f6e5b9',
  '#e6e6e6',
  '#ffffff',
];

type Attributes = Record<string, string | { type: 'color'; name: string }>;
type Element = { type: string; name: string; attributes?: Attributes; children?: Element[] };
interface Definition {
  meta: { license: { name: string }; creator: { name: string } };
  canvas: { width: number; height: number; elements: Element[] };
  components: Record<string, { probability?: number; variants: Record<string, { elements: Element[] }> }>;
  colors: Record<string, { values: string[]; notEqualTo?: string[]; contrastTo?: string }>;
}
interface Fill {
  fill: string;
  opacity: number;
  rule: string;
  outline: number[];
}
interface Part {
  name: string;
  chance: number;
  variants: Map<string, Fill[]>;
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('name the folder that holds node_modules');
const read = (file: string) => readFileSync(`${folder}/node_modules/@dicebear/styles/${file}`);
const { version } = JSON.parse(read('package.json').toString()) as { version: string };

const known = new Set(['class', 'clip-rule', 'd', 'fill', 'fill-opacity', 'fill-rule', 'opacity', 'transform']);
const named: Record<string, string> = { black: '#000000', white: '#ffffff' };

const text = (value: Attributes[string] | undefined): string | undefined => {
  if (value !== undefined && typeof value !== 'string') throw new Error(`a colour where text should be: ${value.name}`);
  return value;
};

const fillOf = (value: Attributes[string], { colors }: Definition): string => {
  if (typeof value !== 'string') {
    const { values } = colors[value.name]!;
    return values.length > 1 ? value.name : values[0]!;
  }
  const colour = named[value] ?? value.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new Error(`no colour: ${value}`);
  return colour.toLowerCase();
};

/** What a list of elements draws; components go to `found`, in the order they are met. */
const flatten = (
  definition: Definition,
  elements: readonly Element[],
  transform: Transform,
  fill: string,
  found: (name: string, at: Transform) => Fill[],
): Fill[] =>
  elements.flatMap(({ type, name, attributes = {}, children = [] }) => {
    for (const attribute of Object.keys(attributes)) {
      if (!known.has(attribute)) throw new Error(`<${name} ${attribute}> cannot be drawn`);
    }
    const own = text(attributes['transform']);
    const at = own === undefined ? transform : after(transform, readTransform(own));
    const inside = attributes['fill'] === undefined ? fill : fillOf(attributes['fill'], definition);
    if (type === 'component') return found(name, at);
    if (name === 'g') return flatten(definition, children, at, inside, found);
    if (name !== 'path') throw new Error(`<${name}> cannot be drawn`);
    const opacity = Number(text(attributes['opacity']) ?? 1) * Number(text(attributes['fill-opacity']) ?? 1);
    const rule = text(attributes['fill-rule']) ?? 'nonzero';
    const outline = writeContours(contoursOf(text(attributes['d'])!, at));
    return [{ fill: inside, opacity: Math.round(opacity * 255), rule, outline }];
  });

const readParts = (definition: Definition): Part[] => {
  const { canvas, components } = definition;
  const parts: Part[] = [];
  const scale = unitsPerSide / canvas.width;
  if (canvas.width !== canvas.height) throw new Error('a canvas that is not square');
  const visit = (name: string, at: Transform): Fill[] => {
    const { variants, probability = 100 } = components[name]!;
    if (name === 'animation') return [];
    let part = parts.find((one) => one.name === name);
    if (part === undefined) {
      part = { name, chance: probability, variants: new Map() };
      parts.push(part);
    }
    for (const [variant, { elements }] of Object.entries(variants)) {
      // A component that is met twice, once mirrored, shows the same variant in both places.
      const before = part.variants.get(variant) ?? [];
      part.variants.set(variant, [...before, ...flatten(definition, elements, at, '#000000', visit)]);
    }
    return [];
  };
  flatten(definition, canvas.elements, after([scale, 0, 0, scale, 0, 0], identity), '#000000', visit);
  // What only holds others is not a part.
  return parts.filter(({ variants }) => [...variants.values()].some((fills) => fills.length > 0));
};

const readColours = ({ colors }: Definition) => {
  const { background, ...others } = colors;
  const grounds = background!.values.length === 1 ? tints : background!.values;
  const rest = Object.entries(others)
    .filter(([, { values }]) => values.length > 1)
    .map(([name, { values, notEqualTo = [], contrastTo }]) => ({
      name,
      values,
      not: notEqualTo[0]?.replace('background', 'ground'),
      against: contrastTo,
    }));
  // What another one is held against comes before it.
  return [
    { name: 'ground', values: grounds },
    ...rest.toSorted((a, b) => Number(a.against !== undefined) - Number(b.against !== undefined)),
  ].map(({ name, values, ...more }) => ({
    name,
    values: values.map((value) => value.toLowerCase()),
    ...('against' in more && more.against !== undefined ? { against: more.against } : {}),
    ...('not' in more && more.not !== undefined && more.against === undefined ? { not: more.not } : {}),
  }));
};

const encodePart = ({ name, chance, variants }: Part) => {
  const fills = [...new Set([...variants.values()].flatMap((layers) => layers.map(({ fill }) => fill)))];
  const bytes = [...variants.values()].flatMap((layers) => [
    ...writeNumber(layers.length),
    ...layers.flatMap(({ fill, opacity, rule, outline }) => [
      ...[fills.indexOf(fill), opacity, rule === 'evenodd' ? 1 : 0].flatMap(writeNumber),
      ...outline,
    ]),
  ]);
  return {
    name,
    chance,
    variants: [...variants.keys()].join(' '),
    fills,
    outlines: Buffer.from(bytes).toString('base64'),
  };
};

const styles = names.map((name) => {
  const file = `src/${name}.json`;
  const bytes = read(file);
  const definition = JSON.parse(bytes.toString()) as Definition;
  const { license, creator } = definition.meta;
  if (license.name !== 'CC0 1.0') throw new Error(`${name} is under ${license.name}`);
  return {
    name,
    from: `@dicebear/styles ${version}, ${file}`,
    sha256: sha256Hex(bytes),
    licence: 'CC0-1.0',
    artist: creator.name,
    colours: readColours(definition),
    parts: readParts(definition).map(encodePart),
  };
});

const target = new URL('../src/avatar/styles.ts', import.meta.url);
writeFileSync(
  target,
  `import type { StyleSource } from './style-source.ts';\n\n/**\n * Written by \`node packages/synth/scripts/avatars.ts\` from the files it names, which their makers put under CC0 1.0.\n */\nexport const styleSources: readonly StyleSource[] = ${JSON.stringify(styles)};\n`,
);
const count = styles.flatMap(({ parts }) => parts.flatMap(({ variants }) => variants.split(' '))).length;
process.stdout.write(`${styles.length} styles, ${count} variants\n`);
