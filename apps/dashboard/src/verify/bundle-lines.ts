import { type BundleSource, files } from '@assent/consent';
import type { BundleText } from './messages.ts';

/** The lines of a text file of a bundle, one after another. */
async function* linesOf(source: BundleSource, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of source.read(name)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Hashes of the consented items. Asked only of a bundle whose items were verified: their lines are canonical. */
export const consentedWorks = async (source: BundleSource, items: string): Promise<string[]> => {
  const works: string[] = [];
  for await (const line of linesOf(source, items)) {
    if (!line.includes('"source":"consented"')) continue;
    const sha256 = /"sha256":"([0-9a-f]{64})"/.exec(line)?.[1];
    if (sha256 !== undefined) works.push(sha256);
  }
  return works;
};

/** More than an item has grants. */
const mostLines = 40;
const longestShown = 8192;

/** Every line of the bundle that names an item, as its bytes are. */
export const linesNaming = async (source: BundleSource, item: string): Promise<BundleText[]> => {
  const found: BundleText[] = [];
  for (const file of [files.items, files.works, files.state]) {
    for await (const line of linesOf(source, file)) {
      if (line.includes(item)) found.push({ file, text: line.slice(0, longestShown) });
      if (found.length >= mostLines) return found;
    }
  }
  return found;
};
