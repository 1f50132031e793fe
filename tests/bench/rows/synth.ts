import { deflateSync } from 'node:zlib';
import { sha256 } from '@noble/hashes/sha2.js';
import { toUtf8 } from '@assent/schema';
import { generatorNamed, generatorRef, makeSlice, regenerateSlot, type SliceSource } from '@assent/synth';
import { costRow, measure, rateRow, type Row } from '../measure.ts';

const sourceOf = (id: string, parameters: SliceSource['parameters']): SliceSource => {
  const generator = generatorNamed(id);
  if (!generator.ok) throw new Error(generator.refusal.detail);
  return {
    generator: generatorRef(generator.value),
    parameters,
    spec: 'a'.repeat(64),
    stratum: 'bench',
    nonce: 'b'.repeat(64),
  };
};

/** Of the decoded items so many are kept, for the baseline. */
const sampled = 100;

/** Items made with the hashes of seed, content and file, one after the other on one core. */
const make = async (source: SliceSource, from: number, count: number) => {
  const slice = makeSlice(
    source,
    Array.from({ length: count }, (_, i) => from + i),
  );
  if (!slice.ok) throw new Error(slice.refusal.detail);
  const lines = [];
  const contents = [];
  for await (const { line, item } of slice.value) {
    lines.push(line);
    if (contents.length < sampled) contents.push(item.content);
  }
  return { lines, contents };
};

/** Items a CPU second, beside what only hashing (noble) and compressing (zlib) their decoded form costs. */
const rate = async (name: string, id: string, parameters: SliceSource['parameters'], count: number): Promise<Row[]> => {
  const source = sourceOf(id, parameters);
  await make(source, 1_000_000, Math.ceil(count / 10));
  const own = await measure(() => make(source, 0, count));
  const { contents } = own.result;
  const naive = await measure(() => contents.map((content) => [deflateSync(content), sha256(content)]));
  return [
    rateRow(name, 'items a CPU second', count / own.cpuSeconds, contents.length / naive.cpuSeconds, {
      cpuSeconds: own.cpuSeconds,
      peakMB: own.peakMB,
      note: `${id} ${JSON.stringify(parameters)}, with all hashes; baseline: zlib and @noble/hashes on the decoded items alone, nothing drawn`,
    }),
  ];
};

export const synthShapes = (): Promise<Row[]> => rate('synth-shapes', 'shapes-scene', { size: 256 }, 1500);
export const synthIfs256 = (): Promise<Row[]> => rate('synth-ifs-256', 'ifs', { size: 256 }, 600);
export const synthGlyph = (): Promise<Row[]> => rate('synth-glyph', 'glyph', { height: 28, kinds: ['digit'] }, 6000);

/** Seconds of one core to make 299 drawn items of a slice again and compare them: a fraud of one in a hundred is found with 95 %. */
export const synthRegenerate299 = async (): Promise<Row[]> => {
  const source = sourceOf('shapes-scene', { size: 256 });
  const { lines } = await make(source, 0, 299);
  const own = await measure(async () => {
    for (const line of lines) {
      const again = await regenerateSlot(line, source);
      if (!again.ok) throw new Error(again.refusal.detail);
    }
  });
  const bytes = toUtf8(JSON.stringify(lines));
  return [
    costRow('synth-regenerate-299', 'CPU seconds', own.cpuSeconds, undefined, {
      cpuSeconds: own.cpuSeconds,
      peakMB: own.peakMB,
      note: `299 scenes of 256 pixels made again and compared with their lines (${bytes.length} bytes); to be at most 3`,
    }),
  ];
};
