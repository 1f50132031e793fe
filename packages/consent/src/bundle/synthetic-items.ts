import type { Item, Manifest, SliceLine, Synthetic, SyntheticPlan } from '@assent/schema';
import { acceptSlots, announces, inherits } from '../accept.ts';
import type { Logged } from '../history.ts';
import type { Findings } from './report.ts';
import type { EvidenceReader, ItemEvidence } from './evidence-reader.ts';

/** Makes a synthetic item again and compares. Handed in, so that this package knows no generator. */
export type Regenerate = (line: SliceLine, slice: Synthetic, spec: string) => Promise<{ ok: boolean; detail: string }>;

export interface RegenerateOptions {
  /** `undefined`: synthetic items are not made again, and the report says so. */
  readonly regenerate: Regenerate | undefined;
  /** Which synthetic items to make again: their positions among them, drawn by the verifier, or all. */
  readonly regenerateSlots: ReadonlySet<number> | 'all';
}

/** The synthetic items of a dataset: planned, seeded by nobody's choice, whole slices, and outside of evaluation. */
export class SyntheticItems {
  regenerated = 0;
  #seen = 0;
  readonly #manifest: Manifest;
  readonly #options: RegenerateOptions;
  readonly #findings: Findings;
  /** Slots met, by slice. */
  readonly #slots = new Map<Logged<Synthetic>, number[]>();

  constructor(manifest: Manifest, options: RegenerateOptions, findings: Findings) {
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
    const slots = this.#slots.get(slice);
    if (slots !== undefined) slots.push(line.slot);
    else {
      this.#slots.set(slice, [line.slot]);
      this.#checkSlice(slice, item.sha256, evidence);
    }
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
    const { regenerate, regenerateSlots } = this.#options;
    if (regenerate !== undefined && (regenerateSlots === 'all' || regenerateSlots.has(position))) {
      const again = await regenerate(line, statement, this.#manifest.spec);
      if (!again.ok) this.#findings.error('synthetic_not_reproduced', { ...where, detail: again.detail });
      this.regenerated++;
    }
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
    const heritage = inherits(statement);
    if (!heritage.ok) this.#findings.error(heritage.refusal.code, { ...where, detail: heritage.refusal.detail });
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

  /** After the last item. A team that could leave out slots of a slice could keep the pretty ones. */
  finish(): void {
    for (const [{ statement, id }, slots] of this.#slots) {
      const whole = acceptSlots(slots, statement.works.count);
      if (!whole.ok) this.#findings.error('synthetic_mismatch', { statement: id, detail: whole.refusal.detail });
    }
    if (this.#seen > 0 && this.#options.regenerate === undefined) this.#findings.warn('synthetic_not_regenerated');
  }
}
