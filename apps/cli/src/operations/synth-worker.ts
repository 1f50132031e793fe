import { parentPort, workerData } from 'node:worker_threads';
import { makeSlice, type MeasuredItem, ReportDraft, type SliceSource } from '@assent/synth';
import type { SliceLine } from '@assent/schema';

// Makes the slots it is asked for, one list after the other. A slot comes out the same wherever it is made.

/** One slot, made and measured. */
export interface MadeSlot {
  readonly line: SliceLine;
  readonly bytes: Uint8Array;
  readonly ext: string;
  readonly measured: MeasuredItem;
}

const { source, model } = workerData as { source: SliceSource; model: Uint8Array | undefined };
const draft = ReportDraft.start(source, model);

parentPort!.on('message', (slots: readonly number[]) => void make(slots));

const make = async (slots: readonly number[]): Promise<void> => {
  const slice = makeSlice(source, slots, model);
  if (!slice.ok || !draft.ok) throw new Error('the generator or its parameters are refused');
  const made: MadeSlot[] = [];
  for await (const one of slice.value) {
    // A copy of its own: what is handed over may be a part of something larger.
    const bytes = one.item.bytes.slice();
    made.push({ line: one.line, bytes, ext: one.item.ext, measured: draft.value.measure(one) });
  }
  parentPort!.postMessage(
    made,
    made.map(({ bytes }) => bytes.buffer as ArrayBuffer),
  );
};
