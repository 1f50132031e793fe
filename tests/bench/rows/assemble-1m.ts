import { assembleIn, decide, evidenceOf, Ledger, partiesIn, StateHashes, Surveyor } from '@assent/consent';
import type { Grant, HolderLine, Match, Purpose, Specification, UseTerms } from '@assent/schema';
import { rootOf } from '@assent/log';
import { didKeyOf } from '@assent/signing/verify';
import { days, hashOf, newYear, noTrust, openUse, purpose } from '../../support/written-statements.ts';
import { costRow, measure, rateRow, type Row } from '../measure.ts';
import { grantOf } from '../statements.ts';

const count = 1_000_000;
const lists = 10_000;
const at = newYear + 30 * days;
const tags = ['coast', 'forest', 'plate', 'street'];

/** Two in three may be sold, one in five asks to be named: so that there is something to keep out, and to change. */
const termsOf = (list: number): UseTerms => ({
  ...openUse,
  commerce: list % 3 === 0 ? ['research'] : openUse.commerce,
  duties: list % 5 === 0 ? ['attribute'] : [],
});

/** A million works of ten thousand creators, a hundred each, as a registry folds them. */
const fold = (): Ledger => {
  const ledger = new Ledger();
  for (let list = 0; list < lists; list++) {
    const owner = didKeyOf(Buffer.from(hashOf(`creator ${list}`), 'hex'));
    const prefix = hashOf(`works ${list}`).slice(0, 56);
    const lines = Array.from({ length: count / lists }, (_, i): HolderLine => ({
      sha256: prefix + i.toString(16).padStart(8, '0'),
      bytes: 1000,
      mime: 'image/jpeg',
      salt: prefix.slice(0, 32),
      author: owner,
      owners: [owner],
      depicts: [],
      tags: [tags[i % tags.length]!],
      width: 1000 + 200 * (i % 3),
      height: 1200,
    }));
    const grant: Grant = {
      ...grantOf(owner, '00'.repeat(32), lines.length, newYear),
      uses: { 'train-generative': termsOf(list) },
    };
    ledger.apply({ index: list, id: `sha256:${hashOf(`grant ${list}`)}`, leafHash: '', statement: grant }, lines);
  }
  return ledger;
};

const wanted: Purpose = { ...purpose, from: at, until: at + 300 * days };
const every: Match = { people: 'any' };

const specification: Specification = {
  v: 1,
  dataset: 'photographs',
  version: '1.0.0',
  title: 'Photographs',
  purpose: wanted,
  strata: [{ name: 'all', title: 'All', quota: 50_000, match: every, fill: null }],
  capPerCreator: null,
  splits: { val: 5, test: 5 },
  seed: '00'.repeat(32),
  reviewAfterDays: 30,
};

/** Deciding, counting and choosing at a million works. What is decided of works of which the same was said is decided once. */
export const assemble1m = async (): Promise<Row[]> => {
  const ledger = fold();
  const parties = partiesIn(ledger, noTrust, at);
  const hashes = new StateHashes();
  const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
  const stateOf = async (): Promise<void> => void rootOf(await hashes.at(ledger, at, turn));
  const first = await measure(stateOf);
  const next = await measure(stateOf);
  const surveyor = await measure(() => new Surveyor(ledger, noTrust, at));
  surveyor.result.survey(wanted, every);
  const live = await measure(() => surveyor.result.survey({ ...wanted, duties: ['attribute'] }, every));
  const assembled = await measure(() => assembleIn(ledger, specification, noTrust, at, []));
  const { chosen, excluded } = assembled.result.assembly;
  if (chosen.length !== 50_000 || excluded.length === 0) throw new Error('the assembly is not what it should be');
  // Work by work, as one would write it first.
  const sample = ledger.stateKeys().works.filter((_, i) => i % 20 === 0);
  const naive = await measure(() => {
    let allowed = 0;
    for (const work of sample)
      if (decide(evidenceOf(ledger, work, at), wanted, parties, at).verdict === 'allow') allowed++;
    return allowed;
  });
  const naiveSeconds = (naive.cpuSeconds * count) / sample.length;
  const note = `${lists} grants of 100 works each; baseline: every work decided by itself, ${sample.length} of them, scaled`;
  return [
    rateRow('decide', 'works per CPU second', count / live.cpuSeconds, count / naiveSeconds, { note }),
    costRow('live-counts-1m', 'CPU seconds, a changed purpose', live.cpuSeconds, naiveSeconds, {
      note: `after ${surveyor.cpuSeconds.toFixed(2)} CPU s once for each state of the log`,
    }),
    costRow('state-1m', 'CPU seconds, one state after another', next.cpuSeconds, first.cpuSeconds, {
      note: 'baseline: the first state after a start, of which every line is written and hashed',
    }),
    costRow('assemble-50k-of-1m', 'CPU seconds, with every reason', assembled.cpuSeconds, undefined, {
      peakMB: assembled.peakMB,
    }),
  ];
};
