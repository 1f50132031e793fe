import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { canonicalBytes, toUtf8 } from '@assent/schema';
import { generatorNamed } from '../src/generators.ts';
import { sha256Hex } from '../src/sha256-hex.ts';

// Run as `node packages/synth/scripts/golden.ts NAME…` to write the known outputs of generators anew, and say which moved.
// Content or labels that move need a new major version; a file that moves alone needs a minor one.

const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');

for (const id of process.argv.slice(2)) {
  const found = generatorNamed(id);
  if (!found.ok) throw new Error(found.refusal.detail);
  const path = new URL(`../src/${id}/golden.ts`, import.meta.url);
  let text = readFileSync(path, 'utf8');
  let from = 0;
  for (const [i, known] of found.value.golden.entries()) {
    const prepared = found.value.prepare(known.parameters, known.model);
    if (!prepared.ok) throw new Error(prepared.refusal.detail);
    const seed = hexToBytes(sha256Hex(toUtf8(`golden ${i}`)));
    const { content, labels, bytes } = await prepared.value.generate(seed);
    const made = {
      seed: bytesToHex(seed),
      content: sha256Hex(content),
      labels: sha256Hex(canonicalBytes(labels)),
      file: sha256Hex(bytes),
    };
    for (const [member, hash] of Object.entries(made)) {
      const pattern = new RegExp(`(?<=\\b${member}: ')[^']*(?=')`, 'g');
      pattern.lastIndex = from;
      const at = pattern.exec(text)!;
      if (at[0] !== hash) process.stdout.write(`${id} ${i}: ${member} moves\n`);
      text = `${text.slice(0, at.index)}${hash}${text.slice(at.index + at[0].length)}`;
    }
    // Past the quote: the next case begins after this one.
    from = text.indexOf('file: ', from) + "file: '0".length;
  }
  writeFileSync(path, text);
}
