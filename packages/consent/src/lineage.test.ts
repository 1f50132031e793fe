import type { Manifest, Receipt, Scope } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import type { Logged } from './history.ts';
import { askedOnWithdraw, type Dataset, descendantsOf, lineageOf, reachedBy } from './lineage.ts';
import { everything } from './meet.ts';
import { claimedBeyond } from './scope.ts';
import { hashOf, now, registry, who } from './testing/told-log.ts';

const idOf = (name: string): string => `sha256:${hashOf(name)}`;

const datasetOf = (
  name: string,
  works: readonly string[],
  scope: Scope,
  by = 'team',
  fittedOn: readonly string[] = [],
): Dataset => ({
  id: idOf(name),
  release: 1,
  manifest: { iss: who(by), scope, title: name, version: '1.0.0' } as Manifest,
  works: new Set(works.map(hashOf)),
  fittedOn: fittedOn.map(idOf),
});

const receiptOf = (
  name: string,
  index: number,
  manifest: string,
  rest: Partial<Receipt> & { readonly by?: string } = {},
): Logged<Receipt> => {
  const { by = 'team', ...more } = rest;
  return {
    index,
    id: idOf(name),
    leafHash: hashOf(name),
    statement: {
      v: 1,
      kind: 'receipt',
      aud: registry.origin,
      iss: who(by),
      iat: now,
      manifest: idOf(manifest),
      did: 'trained',
      model: { name, version: '1.0.0' },
      bases: [],
      withdrawals: [],
      from: now,
      until: now,
      ...more,
    },
  };
};

const wide: Scope = { search: everything, 'train-generative': everything };
const narrow: Scope = {
  'train-generative': { ...everything, commerce: ['research'], onWithdraw: 'retrain-or-delete' },
};
const european: Scope = { 'train-generative': { ...everything, territory: { only: ['DE', 'FR'] } } };

/** Two datasets with the same picture, a third without it, a model of the first, and what was tuned from it. */
const told = () => {
  const datasets = [
    datasetOf('plants', ['fern', 'moss'], narrow),
    datasetOf('greens', ['fern', 'ivy'], wide),
    datasetOf('stones', ['flint'], european),
  ];
  const receipts = [
    receiptOf('botanist', 10, 'plants'),
    receiptOf('tuned', 11, 'stones', { bases: [idOf('botanist')], by: 'other team' }),
    receiptOf('mason', 12, 'stones'),
    receiptOf('twice tuned', 13, 'stones', { bases: [idOf('mason'), idOf('tuned')].toSorted() }),
  ];
  return { datasets, receipts };
};

const fern = {
  works: new Set([hashOf('fern')]),
  onWithdraw: 'retrain-or-delete',
  withdrawal: idOf('withdrawal'),
} as const;

describe('a withdrawal', () => {
  test('reaches both datasets that hold the work, the model trained on one, and what was tuned from it', () => {
    const { datasets, receipts } = told();
    const reached = reachedBy(lineageOf(datasets, receipts.toReversed()), fern);
    expect(reached.datasets.map(({ dataset, works }) => [dataset.manifest.title, works])).toEqual([
      ['plants', 1],
      ['greens', 1],
    ]);
    expect(reached.models.map(({ model, through }) => [model.id, through])).toEqual([
      [idOf('botanist'), [idOf('plants')]],
      [idOf('tuned'), [idOf('plants'), idOf('botanist')]],
      [idOf('twice tuned'), [idOf('plants'), idOf('botanist'), idOf('tuned')]],
    ]);
    expect([...reached.datasets, ...reached.models].every(({ asked, answeredBy }) => asked && !answeredBy)).toBe(true);
  });

  test('asks of datasets and models what its holder asked for, and no more', () => {
    const { datasets, receipts } = told();
    const lineage = lineageOf(datasets, receipts);
    const asked = (onWithdraw: 'future-only' | 'remove-from-datasets') => {
      const reached = reachedBy(lineage, { ...fern, onWithdraw });
      return [reached.datasets[0]!.asked, reached.models[0]!.asked];
    };
    expect(asked('future-only')).toEqual([false, false]);
    expect(asked('remove-from-datasets')).toEqual([true, false]);
  });

  test('reaches a dataset with items of a model that was fitted on another, and what was trained on it', () => {
    const { datasets, receipts } = told();
    const made = datasetOf('made', ['rose'], wide, 'team', ['stones', 'plants']);
    const other = datasetOf('other', [], wide, 'team', ['stones']);
    const trained = receiptOf('gardener', 20, 'made');
    const reached = reachedBy(lineageOf([...datasets, made, other], [...receipts, trained]), fern);
    expect(reached.datasets.map(({ dataset, works, through }) => [dataset.manifest.title, works, through])).toEqual([
      ['plants', 1, undefined],
      ['greens', 1, undefined],
      ['made', 0, idOf('plants')],
    ]);
    expect(reached.models.at(-1)).toMatchObject({ model: { id: idOf('gardener') }, through: [idOf('made')] });
  });

  test('reaches nothing where no dataset holds the work', () => {
    const { datasets, receipts } = told();
    const reached = reachedBy(lineageOf(datasets, receipts), { ...fern, works: new Set([hashOf('rose')]) });
    expect(reached).toEqual({ datasets: [], models: [] });
  });

  test('is answered by the team itself, for that dataset and that model, and by nobody else', () => {
    const { datasets, receipts } = told();
    const answer: Partial<Receipt> = { did: 'removed-items', model: undefined, withdrawals: [fern.withdrawal] };
    const answered = (...more: Logged<Receipt>[]) => {
      const { datasets: reached, models } = reachedBy(lineageOf(datasets, [...receipts, ...more]), fern);
      return [...reached, ...models].flatMap(({ answeredBy }) => answeredBy ?? []);
    };
    expect(answered(receiptOf('done', 20, 'plants', answer))).toEqual([idOf('done')]);
    expect(answered(receiptOf('not theirs', 20, 'plants', { ...answer, by: 'stranger' }))).toEqual([]);
    expect(answered(receiptOf('another', 20, 'plants', { ...answer, withdrawals: [idOf('other')] }))).toEqual([]);
    const model = { name: 'botanist', version: '1.0.0' };
    const deleted = { did: 'deleted-model', model } as const;
    expect(answered(receiptOf('deleted', 20, 'plants', deleted))).toEqual([idOf('deleted')]);
    expect(answered(receiptOf('deleted', 20, 'plants', { ...deleted, by: 'stranger' }))).toEqual([]);
    expect(answered(receiptOf('too early', 9, 'plants', deleted))).toEqual([]);
    const again = { withdrawals: [fern.withdrawal], model: { ...model, version: '2.0.0' } };
    expect(answered(receiptOf('again', 20, 'stones', again))).toEqual([idOf('again')]);
    expect(answered(receiptOf('again', 20, 'stones', { ...again, withdrawals: [] }))).toEqual([]);
  });
});

describe('a model', () => {
  test('may be used for what its dataset and all its bases allow: narrower than each', () => {
    const { datasets, receipts } = told();
    const { models } = lineageOf(datasets, receipts);
    const tuned = models.get(idOf('tuned'))!.scope;
    expect(tuned).toEqual({
      'train-generative': {
        ...everything,
        commerce: ['research'],
        territory: { only: ['DE', 'FR'] },
        onWithdraw: 'retrain-or-delete',
      },
    });
    for (const parent of [narrow, european]) {
      expect(claimedBeyond(tuned, parent)).toBeUndefined();
      expect(claimedBeyond(parent, tuned)).toBe('train-generative');
    }
    expect(models.get(idOf('mason'))!.scope).toEqual(european);
    expect(models.get(idOf('twice tuned'))!.scope).toEqual(tuned);
  });

  test('of a dataset or a base that is not known, or comes later, may be used for nothing', () => {
    const { datasets } = told();
    const models = (...receipts: Logged<Receipt>[]) => lineageOf(datasets, receipts).models;
    expect(models(receiptOf('a', 1, 'unknown')).get(idOf('a'))!.scope).toEqual({});
    const unknownBase = receiptOf('b', 2, 'greens', { bases: [idOf('nowhere')] });
    expect(models(unknownBase).get(idOf('b'))!.scope).toEqual({});
    const itself = receiptOf('c', 3, 'greens', { bases: [idOf('c')] });
    expect(models(itself).get(idOf('c'))!.scope).toEqual({});
    const [early, late] = [receiptOf('d', 4, 'greens', { bases: [idOf('e')] }), receiptOf('e', 5, 'greens')];
    expect(models(late, early).get(idOf('d'))!.scope).toEqual({});
    expect(models(late, early).get(idOf('e'))!.scope).toEqual(wide);
  });

  test('has those that were trained from it as descendants, also by way of others', () => {
    const { datasets, receipts } = told();
    const lineage = lineageOf(datasets, receipts);
    const names = (id: string) => descendantsOf(lineage, id).map(({ receipt }) => receipt.model!.name);
    expect(names(idOf('botanist'))).toEqual(['tuned', 'twice tuned']);
    expect(names(idOf('plants'))).toEqual(['botanist', 'tuned', 'twice tuned']);
    expect(names(idOf('twice tuned'))).toEqual([]);
  });
});

test('a scope asks on a withdrawal for the most that one of its uses does', () => {
  expect([askedOnWithdraw({}), askedOnWithdraw(wide), askedOnWithdraw({ ...wide, ...narrow })]).toEqual([
    'future-only',
    'future-only',
    'retrain-or-delete',
  ]);
});
