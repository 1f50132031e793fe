import {
  type Item,
  type Manifest,
  type SliceLine,
  type Synthetic,
  type SyntheticClass,
  syntheticClasses,
  type SyntheticPlan,
  type Trust,
} from '@assent/schema';
import { acceptLineage, acceptSlots, announces, inheritsLineage } from '../accept.ts';
import type { Logged } from '../history.ts';
import type { Findings, SliceSummary, SyntheticSummary } from './report.ts';
import type { EvidenceReader, ItemEvidence } from './evidence-reader.ts';
import type { NamedSource } from './sources.ts';

/** Of items that cannot be made again here: the model, or a generator of somebody else's, is not at hand. */
export const notHere = 'not-here';

/** Makes a synthetic item again and compares. Handed in, so that this package knows no generator. */
export type Regenerate = (
  line: SliceLine,
  slice: Synthetic,
  spec: string,
) => Promise<{ ok: boolean; detail: string } | typeof notHere>;

export interface RegenerateOptions {
  /** `undefined`: synthetic items are not made again, and the report says so. */
  readonly regenerate: Regenerate | undefined;
  /** Which synthetic items to make again: their positions among them, drawn by the verifier, or all. */
  readonly regenerateSlots: ReadonlySet<number> | 'all';
}

interface SeenSlice {
  readonly slots: number[];
  regenerated: number;
}

/** The synthetic items of a dataset: planned, seeded by nobody's choice, whole slices, and outside of evaluation. */
export class SyntheticItems {
  regenerated = 0;
  #seen = 0;
  readonly #manifest: Manifest;
  readonly #options: RegenerateOptions & { readonly trust: Trust };
  readonly #findings: Findings;
  readonly #slices = new Map<Logged<Synthetic>, SeenSlice>();

  constructor(manifest: Manifest, options: RegenerateOptions & { readonly trust: Trust }, findings: Findings) {
    this.#manifest = manifest;
    this.#options = options;
    this.#findings = findings;
  }

  async check(
    item: Item,
    { line, slice }: ItemEvidence & { source: 'synthetic' },
    evidence: EvidenceReader,
  ): Promise<void> {
    const { statement } = slice;
    const where = { item: item.sha256, statement: slice.id };
    let seen = this.#slices.get(slice);
    if (seen === undefined) {
      this.#slices.set(slice, (seen = { slots: [], regenerated: 0 }));
      this.#checkSlice(slice, item.sha256, evidence);
    }
    seen.slots.push(line.slot);
    if (statement.stratum !== item.stratum || line.slot !== item.slot || item.attribution !== undefined) {
      this.#findings.error('synthetic_mismatch', where);
    }
    // What stands in for content nobody has fills no quota, and there is no split for it.
    if (item.split === 'val' || item.split === 'test' || statement.role === 'placeholder') {
      this.#findings.error('synthetic_misplaced', { ...where, detail: `${statement.role} in ${item.split}` });
    }
    if ((statement.role === 'pretrain') !== (item.split === 'pretrain')) {
      this.#findings.error('synthetic_misplaced', { ...where, detail: `${statement.role} in ${item.split}` });
    }
    const position = this.#seen++;
    const { regenerateSlots } = this.#options;
    if (regenerateSlots === 'all' || regenerateSlots.has(position)) await this.#makeAgain(line, slice, seen, where);
  }

  async #makeAgain(
    line: SliceLine,
    { statement }: Logged<Synthetic>,
    seen: SeenSlice,
    where: { readonly item: string; readonly statement: string },
  ): Promise<void> {
    const again = await this.#options.regenerate?.(line, statement, this.#manifest.spec);
    if (again === undefined) return;
    // What needs no model can be made again by anybody: if it cannot, it is not what it is called.
    if (again === notHere && inheritsLineage(statement)) return;
    if (again === notHere || !again.ok) {
      const detail = again === notHere ? 'its generator is not here' : again.detail;
      this.#findings.error('synthetic_not_reproduced', { ...where, detail });
    }
    seen.regenerated++;
    this.regenerated++;
  }

  /** What holds for a slice as a whole, said with the first item of it. */
  #checkSlice({ statement, id }: Logged<Synthetic>, item: string, evidence: EvidenceReader): void {
    const where = { item, statement: id };
    const plan = evidence.statementById(statement.plan);
    const planned = plan?.statement.kind === 'synthetic-plan' ? plan.statement : undefined;
    if (plan === undefined || !this.#isPlanned(statement, planned)) this.#findings.error('plan_mismatch', where);
    // The nonce is the leaf hash of a state after the plan: it carries the registry's signature, so no team chose it.
    // That it is the first such state is the acceptance rule's, which has the whole log.
    const nonce = evidence.statementByLeafHash(statement.nonce);
    const inOrder = plan !== undefined && nonce !== undefined && plan.index < nonce.index;
    if (nonce?.statement.kind !== 'state' || !inOrder || nonce.index > this.#manifest.asOf.state.index) {
      this.#findings.error('nonce_mismatch', where);
    }
    const lineage = acceptLineage(statement);
    if (!lineage.ok) this.#findings.error(lineage.refusal.code, { ...where, detail: lineage.refusal.detail });
    else if (isUnknown(statement)) {
      // Synthetic items out of works without consent are those works, laundered: who takes them has to have said so.
      if (this.#options.trust.unknownLineage === 'refuse') this.#findings.error('lineage_unknown', where);
      else this.#findings.warn('synthetic_tainted', { statement: id });
    }
  }

  #isPlanned(slice: Synthetic, plan: SyntheticPlan | undefined): boolean {
    const { iss, spec, dataset, version } = this.#manifest;
    return (
      plan !== undefined &&
      plan.iss === iss &&
      slice.iss === iss &&
      plan.spec === spec &&
      plan.dataset === dataset &&
      plan.version === version &&
      announces(plan, slice)
    );
  }

  /** Datasets that models behind the items were fitted on: each once, ascending. */
  sources(): NamedSource[] {
    const first = new Map<string, Logged>();
    for (const slice of this.#slices.keys()) {
      if (!inheritsLineage(slice.statement)) continue;
      for (const id of slice.statement.lineage) {
        const before = first.get(id);
        if (before === undefined || slice.index < before.index) first.set(id, slice);
      }
    }
    return [...first].map(([id, slice]) => ({ id, slice })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** After the last item. A team that could leave out slots of a slice could keep the pretty ones. */
  finish(): void {
    let unrepeatable = false;
    for (const [{ statement, id }, { slots, regenerated }] of this.#slices) {
      const whole = acceptSlots(slots, statement.works.count);
      if (!whole.ok) this.#findings.error('synthetic_mismatch', { statement: id, detail: whole.refusal.detail });
      unrepeatable ||= inheritsLineage(statement) && regenerated === 0;
    }
    if (this.#seen === 0) return;
    if (this.#options.regenerate === undefined) this.#findings.warn('synthetic_not_regenerated');
    else if (unrepeatable) this.#findings.warn('synthetic_unrepeatable');
  }

  /** @param hashed whether the items' files were there, each with the hash of its line. */
  summary(hashed: boolean): SyntheticSummary {
    const slices = [...this.#slices].map(([{ id, index, statement }, { slots, regenerated }]): SliceSummary => {
      const { class: made, generator, lineage, parameters, role, stratum } = statement;
      const all = regenerated === slots.length;
      const checked = all ? 'V3' : regenerated > 0 ? 'V2' : hashed ? 'V1' : 'V0';
      const said = { stratum, generator, parameters, class: made, role, lineage, unknown: isUnknown(statement) };
      return { id, index, ...said, items: slots.length, regenerated, checked };
    });
    const worst = slices.reduce((rank, slice) => Math.max(rank, syntheticClasses.indexOf(slice.class)), -1);
    const classOfAll: SyntheticClass | null = syntheticClasses[worst] ?? null;
    return { class: classOfAll, tainted: slices.some(({ unknown }) => unknown), slices };
  }
}

/** Whether nobody says what the model behind a slice was trained on. */
const isUnknown = ({ class: made, lineage }: Synthetic): boolean => made === 'trained-external' && lineage.length === 0;
