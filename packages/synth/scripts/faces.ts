import { sha256Hex } from '../src/sha256-hex.ts';
import { alphabet, unitsPerEm } from '../src/glyph/alphabet.ts';
import { writeContours, writeNumber } from './outline-writer.ts';
import { type Point, readWoff } from './woff.ts';

// Run as `node packages/synth/scripts/faces.ts FOLDER`, where FOLDER holds `node_modules` with the packages of `sources` in
// the versions that docs/generators/glyph.md names, to write the outlines and the licence of the faces anew.
//
// All are under the SIL Open Font License 1.1. The outlines are a modified version under the same licence; since reserved
// font names may not be used for it, faces have names of their own here.

const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');

/** Package and weight of each face. The first word of its name is all that is said of how it looks. */
const sources: readonly (readonly [name: string, source: string, weight: number])[] = [
  ['hand-01', 'architects-daughter', 400],
  ['hand-02', 'caveat', 400],
  ['hand-03', 'caveat', 700],
  ['hand-04', 'comic-neue', 400],
  ['hand-05', 'covered-by-your-grace', 400],
  ['hand-06', 'dancing-script', 500],
  ['hand-07', 'delius', 400],
  ['hand-08', 'gloria-hallelujah', 400],
  ['hand-09', 'gochi-hand', 400],
  ['hand-10', 'handlee', 400],
  ['hand-11', 'indie-flower', 400],
  ['hand-12', 'kalam', 300],
  ['hand-13', 'kalam', 700],
  ['hand-14', 'neucha', 400],
  ['hand-15', 'patrick-hand', 400],
  ['hand-16', 'reenie-beanie', 400],
  ['hand-17', 'shadows-into-light', 400],
  ['hand-18', 'sriracha', 400],
  ['hand-19', 'sue-ellen-francisco', 400],
  ['mono-01', 'courier-prime', 400],
  ['mono-02', 'ibm-plex-mono', 400],
  ['mono-03', 'inconsolata', 500],
  ['mono-04', 'space-mono', 700],
  ['sans-01', 'comfortaa', 500],
  ['sans-02', 'ibm-plex-sans', 600],
  ['sans-03', 'inter', 400],
  ['sans-04', 'josefin-sans', 300],
  ['sans-05', 'lato', 400],
  ['sans-06', 'montserrat', 500],
  ['sans-07', 'nunito', 700],
  ['sans-08', 'open-sans', 400],
  ['sans-09', 'oswald', 400],
  ['sans-10', 'poppins', 300],
  ['sans-11', 'quicksand', 500],
  ['sans-12', 'roboto', 400],
  ['sans-13', 'work-sans', 800],
  ['serif-01', 'abril-fatface', 400],
  ['serif-02', 'bitter', 500],
  ['serif-03', 'cormorant-garamond', 500],
  ['serif-04', 'crimson-text', 400],
  ['serif-05', 'ibm-plex-serif', 400],
  ['serif-06', 'libre-baskerville', 400],
  ['serif-07', 'lora', 600],
  ['serif-08', 'merriweather', 300],
  ['serif-09', 'playfair-display', 700],
  ['serif-10', 'pt-serif', 400],
];

const folder = process.argv[2];
if (folder === undefined) throw new Error('name the folder that holds node_modules');
const read = (source: string, file: string) => readFileSync(`${folder}/node_modules/@fontsource/${source}/${file}`);

const encodeGlyph = (advance: number, contours: readonly Point[][], scale: number): number[] => {
  const scaled = (point: Point) => ({ ...point, x: Math.round(point.x * scale), y: Math.round(point.y * scale) });
  return [
    ...writeNumber(Math.round(advance * scale)),
    ...writeContours(contours.map((contour) => contour.map(scaled))),
  ];
};

const notices: string[] = [];
let licence = '';
const faces = sources.map(([name, source, weight]) => {
  const { version } = JSON.parse(read(source, 'package.json').toString()) as { version: string };
  const { license } = JSON.parse(read(source, 'metadata.json').toString()) as {
    license: { type: string; attribution: string };
  };
  if (license.type !== 'OFL-1.1') throw new Error(`${source} is under ${license.type}`);
  const notice = license.attribution.replaceAll(/\s+/g, ' ').trim();
  if (!notice.startsWith('Copyright')) throw new Error(`${source} does not say whose it is: ${notice}`);
  notices.push(`${name}, from @fontsource/${source}: ${notice}`);
  const text = read(source, 'LICENSE').toString().replaceAll('\r', '');
  licence ||= text.slice(text.indexOf('-----------------------------------------------------------\nSIL OPEN FONT'));
  const file = `files/${source}-latin-${weight}-normal.woff`;
  const bytes = read(source, file);
  const font = readWoff(bytes);
  // A face that writes small letters as capitals would make labels untrue.
  const shapeOf = (character: string) => JSON.stringify(font.glyph(character)?.contours);
  if (shapeOf('r') === shapeOf('R')) throw new Error(`${source} has no small letters`);
  const outlines = [...alphabet].flatMap((character) => {
    const glyph = font.glyph(character);
    if (glyph === undefined) throw new Error(`${source} has no ${character}`);
    return encodeGlyph(glyph.advance, glyph.contours, unitsPerEm / font.unitsPerEm);
  });
  const from = `@fontsource/${source} ${version}, ${file}`;
  return { name, from, sha256: sha256Hex(bytes), outlines: Buffer.from(outlines).toString('base64') };
});
if (!licence.includes('SIL OPEN FONT LICENSE Version 1.1')) throw new Error('no licence text was found');

const quoted = (text: string) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`);
const written = faces.map(
  (face) =>
    `  {\n${Object.entries(face)
      .map(([member, value]) => {
        const line = `    ${member}: ${quoted(value)},`;
        return line.length <= 120 ? line : `    ${member}:\n      ${quoted(value)},`;
      })
      .join('\n')}\n  },\n`,
);
const source = (path: string) => new URL(`../src/glyph/${path}`, import.meta.url);
writeFileSync(
  source('faces.ts'),
  `import type { FaceSource } from './alphabet.ts';\n\n/**\n * Written by \`node packages/synth/scripts/faces.ts\`.\n * A modified version of the fonts it names, under the SIL Open Font License 1.1: see OFL.txt beside this file.\n */\nexport const faceSources: readonly FaceSource[] = [\n${written.join('')}];\n`,
);
writeFileSync(
  source('OFL.txt'),
  `The outlines in faces.ts are made from fonts with these notices:\n\n${notices.join('\n')}\n\nThis Font Software is licensed under the SIL Open Font License, Version 1.1.\n\n${licence.trim()}\n`,
);
process.stdout.write(`${faces.length} faces, ${faces.reduce((sum, { outlines }) => sum + outlines.length, 0)} bytes\n`);
