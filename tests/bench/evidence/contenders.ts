import { createHash } from 'node:crypto';
import {
  type Cell,
  generatorNamed,
  generatorRef,
  type Measurement,
  measureTable,
  type Row,
  type TableReport,
  type TableSchema,
} from '@assent/synth';
import { consented, learntFrom, hash } from './adult.ts';

/** Rows from somewhere, to be measured like all others. */
export interface Contender {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly source: Measurement['source'];
  readonly privacy: TableReport['privacy'];
}

/** What a generator of ours makes: as many rows as it was fitted on, from seeds that follow from their number. */
export const madeBy = async (
  id: string,
  schema: TableSchema,
  train: readonly Row[],
  parameters: Readonly<Record<string, number>> = {},
): Promise<Contender> => {
  const found = generatorNamed(id);
  if (!found.ok || found.value.fit === undefined) throw new Error(`${id} is not fitted`);
  const model = await found.value.fit(
    consented(train),
    { ...parameters },
    { schema, datasets: learntFrom, secret: countedBytes() },
  );
  if (!model.ok) throw new Error(model.refusal.detail);
  const { bytes, sha256, privacy } = model.value;
  const prepared = found.value.prepare({ model: sha256 }, bytes);
  if (!prepared.ok) throw new Error(prepared.refusal.detail);
  const rows: Row[] = [];
  for (let i = 0; i < train.length; i++) {
    const { content } = await prepared.value.generate(Buffer.from(hash(`evidence row ${i}`), 'hex'));
    rows.push(JSON.parse(Buffer.from(content).toString()) as Row);
  }
  return {
    name: privacy === null ? id : `${id}, ε = ${privacy.epsilon}`,
    rows,
    source: { generator: generatorRef(found.value), model: sha256 },
    privacy: privacy === null ? null : { epsilon: privacy.epsilon, delta: privacy.delta, unit: privacy.unit },
  };
};

/** Two that have to lose: the rows themselves, and each column as it is with no column knowing of another. */
export const traps = (schema: TableSchema, train: readonly Row[]): Contender[] => {
  const shuffled = schema.columns.map(({ name }) => {
    const keys = train.map((_, i) => hash(`${name} ${i}`));
    return train
      .map((row, i) => ({ cell: row[name] as Cell, key: keys[i]! }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ cell }) => cell);
  });
  const independent = train.map((_, i) =>
    Object.fromEntries(schema.columns.map(({ name }, column) => [name, shuffled[column]![i]!])),
  );
  const none = { source: null, privacy: null };
  return [
    { name: 'a copy of the rows', rows: train, ...none },
    { name: 'independent columns', rows: independent, ...none },
  ];
};

export const measureContender = (
  { rows, source, privacy }: Contender,
  schema: TableSchema,
  train: readonly Row[],
  holdout: readonly Row[],
): TableReport => {
  const creators = train.map((_, i) => `person ${i}`);
  const measured = measureTable({
    schema,
    train,
    creators,
    holdout,
    synthetic: rows,
    leastCreators: 7,
    source,
    privacy,
  });
  if (!measured.ok) throw new Error(measured.refusal.detail);
  return measured.value.report;
};

/** Secret bytes that are not, so that figures can be measured again. Never for real people. */
const countedBytes = (): ((length: number) => Uint8Array) => {
  let calls = 0;
  return (length) => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
      createHash('sha256').update(`evidence ${calls} ${i}`).digest(),
    );
    calls++;
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
  };
};
