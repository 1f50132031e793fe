import type { Parameters, SliceLine, Synthetic } from '@assent/schema';
import { findGenerator } from './generators.ts';
import { ReportDraft } from './report.ts';
import type { SliceSource } from './seed.ts';
import { regenerateSlot, type SliceItem } from './slice.ts';

/** What came of making an item again; `not-here`: its model is not at hand, so nothing is shown either way. */
type MadeAgain = { readonly ok: boolean; readonly detail: string } | 'not-here';

/** What is checked of a slice, as its statement says it. */
type SignedSlice = Pick<Synthetic, 'class' | 'generator' | 'nonce' | 'parameters' | 'report' | 'stratum' | 'works'>;

interface Measuring {
  readonly draft: ReportDraft;
  items: number;
}

/**
 * A verifier's way to make items of signed slices again, each at most once. With the last item of a slice its report has
 * been made again too, and is held against the hash that was signed: so no slice is signed with the report of another.
 *
 * @param most how many items will be made again at most: what is longer is never whole, and not measured.
 * @param modelOf the model that parameters name, where it is at hand.
 */
export const makingAgain = (
  most: number,
  modelOf: (parameters: Parameters) => Uint8Array | undefined = () => undefined,
): ((line: SliceLine, slice: SignedSlice, spec: string) => Promise<MadeAgain>) => {
  const measuring = new Map<SignedSlice, Measuring>();

  /** What is wrong with the report, once the slice is whole. */
  const measure = (item: SliceItem, slice: SignedSlice, source: SliceSource, model?: Uint8Array) => {
    let seen = measuring.get(slice);
    if (seen === undefined) {
      const draft = ReportDraft.start(source, model);
      if (!draft.ok) return draft.refusal.detail;
      measuring.set(slice, (seen = { draft: draft.value, items: 0 }));
    }
    seen.draft.add(item);
    if (++seen.items < slice.works.count) return undefined;
    measuring.delete(slice);
    return seen.draft.finish().sha256 === slice.report ? undefined : 'the report of the slice differs';
  };

  return async (line, slice, spec) => {
    const { class: made, generator, parameters, stratum, nonce } = slice;
    const model = modelOf(parameters);
    const found = findGenerator(generator);
    // Of what is called a model's, the model may be somebody else's to show; what is called mathematics is made again.
    if (made === 'trained-external' || (made === 'derived' && found.ok && model === undefined)) return 'not-here';
    // A model's output that is called mathematics would inherit from nobody.
    if (found.ok && found.value.manifest.class !== made) {
      return { ok: false, detail: `${generator.id} is ${found.value.manifest.class}, the slice says ${made}` };
    }
    const source = { generator, parameters, spec, stratum, nonce };
    const again = await regenerateSlot(line, source, model);
    if (!again.ok) return { ok: false, detail: `${again.refusal.code} ${again.refusal.detail}` };
    const wrong = slice.works.count > most ? undefined : measure(again.value, slice, source, model);
    return { ok: wrong === undefined, detail: wrong ?? '' };
  };
};
