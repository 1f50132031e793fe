import { generatorNamed } from '@assent/synth';
import { consented, hash, learntFrom, readAdult } from '../evidence/adult.ts';
import { machine, measure, type Row } from '../measure.ts';

const prepare = () => {
  const adult = readAdult();
  const found = generatorNamed('tabular-cart');
  if (!found.ok || found.value.fit === undefined) throw new Error('tabular-cart is not fitted');
  const { fit, prepare: prepared } = found.value;
  return adult && { adult, fit, prepared };
};

/** Nothing, where there are no vectors to fit on. */
const skipped = (name: string): Row[] => [
  { name, value: 0, unit: 'skipped', machine, note: 'no published vectors in ../shared/vectors/adult' },
];

const noSecret = () => {
  throw new Error('trees need no secret');
};

/** Seconds of CPU to fit trees on Adult's 24,421 rows of 15 columns. */
export const synthCartFit = async (): Promise<Row[]> => {
  const given = prepare();
  if (given === undefined) return skipped('synth-cart-fit');
  const rows = consented(given.adult.train);
  const { cpuSeconds, peakMB } = await measure(() =>
    given.fit(rows, {}, { schema: given.adult.schema, datasets: learntFrom, secret: noSecret }),
  );
  const value = Number(cpuSeconds.toPrecision(3));
  return [
    {
      name: 'synth-cart-fit',
      value,
      unit: 'CPU s, 24,421 rows',
      cpuSeconds,
      peakMB,
      machine,
      note: 'wanted: 5 or less',
    },
  ];
};

/** Rows made in a second of CPU from seeds at hand: drawn, written, labelled. */
export const synthCartRows = async (): Promise<Row[]> => {
  const given = prepare();
  if (given === undefined) return skipped('synth-cart-rows');
  const model = await given.fit(
    consented(given.adult.train),
    {},
    { schema: given.adult.schema, datasets: learntFrom, secret: noSecret },
  );
  if (!model.ok) throw new Error(model.refusal.detail);
  const made = given.prepared({ model: model.value.sha256 }, model.value.bytes);
  if (!made.ok) throw new Error(made.refusal.detail);
  const seeds = Array.from({ length: 200_000 }, (_, i) => new Uint8Array(Buffer.from(hash(`${i}`), 'hex')));
  const all = async (count: number) => {
    for (let i = 0; i < count; i++) await made.value.generate(seeds[i]!);
  };
  await all(20_000);
  const { cpuSeconds, peakMB } = await measure(() => all(seeds.length));
  const value = Math.round(seeds.length / cpuSeconds);
  return [
    {
      name: 'synth-cart-rows',
      value,
      unit: 'rows per CPU second',
      cpuSeconds,
      peakMB,
      machine,
      note: 'wanted: 100,000 or more',
    },
  ];
};
