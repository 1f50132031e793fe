import type { Item, Manifest, StratumCounts } from '@assent/schema';
import type { Findings } from './report.ts';

type Counted = Record<Item['source'], number>;

/** Counts items as they pass, and holds the manifest to it. */
export class ItemCounts {
  readonly counts = { total: 0, consented: 0, synthetic: 0 };
  readonly #strata = new Map<string, Counted>();

  add({ source, split, stratum }: Pick<Item, 'source' | 'split' | 'stratum'>): void {
    this.counts.total++;
    this.counts[source]++;
    let counted = this.#strata.get(stratum);
    if (counted === undefined) this.#strata.set(stratum, (counted = { consented: 0, synthetic: 0 }));
    // What only warms a network up says nothing of content, so it fills no quota.
    if (source === 'consented' || split !== 'pretrain') counted[source]++;
  }

  check({ counts, items }: Manifest, findings: Findings): void {
    const { total, consented, synthetic } = this.counts;
    const wrong = (detail: string): void => findings.error('counts_mismatch', { detail });
    const sums = counts.total === total && counts.consented === consented && counts.synthetic === synthetic;
    if (!sums || items.count !== total) wrong('total');
    const declared = new Map<string, StratumCounts>(counts.strata.map((stratum) => [stratum.name, stratum]));
    if (declared.size !== counts.strata.length) wrong('a stratum twice');
    for (const [name, stratum] of declared) {
      const found = this.#strata.get(name) ?? { consented: 0, synthetic: 0 };
      const sum = stratum.consented + stratum.synthetic + stratum.shortfall;
      const counted = stratum.consented === found.consented && stratum.synthetic === found.synthetic;
      if (!counted || sum !== stratum.quota) wrong(name);
      const share = (found.synthetic * 100) / Math.max(1, found.consented + found.synthetic);
      if (share > stratum.maxSharePercent) {
        findings.error('synthetic_misplaced', { detail: `${name}: more than ${stratum.maxSharePercent} %` });
      }
    }
    for (const name of this.#strata.keys()) if (!declared.has(name)) wrong(name);
  }
}
