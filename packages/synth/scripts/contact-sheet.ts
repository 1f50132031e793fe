import { shapesScene } from '../src/shapes-scene/generator.ts';
import { contactSheet } from './sheet.ts';

// Run as `node packages/synth/scripts/contact-sheet.ts` after a change of what pictures look like.

const { writeFileSync } = process.getBuiltinModule('node:fs');
const file = new URL('../../../docs/generators/shapes-scene.png', import.meta.url);
const png = await contactSheet(shapesScene, 144);
writeFileSync(file, png);
process.stdout.write(`${png.length} bytes\n`);
