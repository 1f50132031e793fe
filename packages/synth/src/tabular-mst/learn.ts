import { codesOf } from '../tabular/domain.ts';
import type { Grid } from './grid.ts';
import { ontoMargins, ontoSimplex } from './project.ts';
import type { SecretNoise } from './secret-noise.ts';

/** How a budget ρ is spent, in parts of a hundred: each column alone, which pairs to measure, and the pairs. */
const spending = { columns: 20, choice: 15, pairs: 65 } as const;

/** What was measured of one column: estimated counts, and its codes in groups that are large enough to measure pairs of. */
export interface Measured {
  readonly counts: Float64Array;
  readonly groups: readonly (readonly number[])[];
  readonly groupCounts: Float64Array;
}

/** A column that is drawn given the groups of others; a row of the table is a pair of their groups, the last running fastest. */
export interface Edge {
  readonly parents: readonly number[];
  readonly child: number;
  readonly table: Float64Array;
}

/** With a target of no more groups than this, each pair is measured together with the target. */
const hubGroups = 4;

/**
 * What noisy counts say of columns and of a tree of pairs: MST of McKenna, Miklau and Sheldon (2021), with the discrete
 * Gaussian for noise and with groups that keep the order of numbers. A target of few groups is joined to every pair, as in a
 * tree-augmented naive Bayes model (Friedman et al. 1997): what predicts it is what the rows are wanted for.
 *
 * One person's row more or less changes one cell of each table by one, so every table has sensitivity 1, and noise of
 * variance σ² costs ρ = 1 / 2σ²; a choice by the exponential mechanism at ε costs ε² / 8 (Cesar and Rogers 2021).
 */
export const learn = (
  grids: readonly Grid[],
  target: number,
  rho: number,
  noise: SecretNoise,
): { measured: Measured[]; edges: Edge[]; variances: { columns: number; pairs: number } } => {
  const variances = {
    columns: varianceFor(grids.length, (rho * spending.columns) / 100),
    pairs: varianceFor(grids.length - 1, (rho * spending.pairs) / 100),
  };
  const noisy = grids.map((grid) => noised(countOf(grid), variances.columns, noise));
  const total = totalOf(noisy);
  const measured = grids.map((grid, i) => group(grid, ontoSimplex(noisy[i]!, total), total, variances));
  const places = grids.map((grid, i) => groupsOf(grid, measured[i]!.groups));
  const hub = target >= 0 && measured[target]!.groups.length <= hubGroups ? target : undefined;
  const others = grids.map((_, i) => i).filter((i) => i !== hub);
  const chosen = chooseTree(others, {
    measured,
    places,
    total,
    variance: variances.pairs,
    rho: (rho * spending.choice) / 100,
    noise,
  });
  const order = [
    ...(hub === undefined ? [] : [{ parents: [], child: hub }]),
    ...others.slice(0, 1).map((child) => ({ parents: hub === undefined ? [] : [hub], child })),
    ...chosen.map(({ parent, child }) => ({ parents: hub === undefined ? [parent] : [parent, hub], child })),
  ];
  const joint = new Map<number, Float64Array>();
  const edges = order.map(({ parents, child }): Edge => {
    const { groupCounts, groups } = measured[child]!;
    if (parents.length === 0) {
      joint.set(child, groupCounts);
      return { parents, child, table: groupCounts };
    }
    // The rows of the table are as frequent as what was learnt of the parents together.
    const rows = joint.get(parents[0]!)!;
    const key = combine(parents, measured, places);
    const table = noised(tally(key, places[child]!, [rows.length, groups.length]), variances.pairs, noise);
    const fitted = ontoMargins(table, rows, groupCounts);
    joint.set(child, withHub(fitted, groups.length, hub === undefined ? 1 : measured[hub]!.groups.length));
    return { parents, child, table: fitted };
  });
  return { measured, edges, variances };
};

/** The groups of one column, or of two together. */
const combine = (
  parents: readonly number[],
  measured: readonly Measured[],
  places: readonly Uint16Array[],
): Uint16Array => {
  const [first, second] = parents;
  if (second === undefined) return places[first!]!;
  const width = measured[second]!.groups.length;
  return places[first!]!.map((group, row) => group * width + places[second]![row]!);
};

/** From a table by parents and child the one by child and hub, which runs fastest among the parents. */
const withHub = (table: Float64Array, width: number, hubWidth: number): Float64Array => {
  const out = new Float64Array(width * hubWidth);
  for (const [i, count] of table.entries()) {
    const row = Math.floor(i / width);
    out[(i % width) * hubWidth + (row % hubWidth)]! += count;
  }
  return out;
};

/** The least whole variance for which so many tables cost no more than ρ. */
const varianceFor = (tables: number, rho: number): number => (tables === 0 ? 1 : Math.ceil(tables / (2 * rho)));

const countOf = ({ domain, codes }: Grid): Float64Array => {
  const counts = new Float64Array(codesOf(domain));
  for (const code of codes) counts[code]!++;
  return counts;
};

const noised = (counts: Float64Array, variance: number, noise: SecretNoise): Float64Array =>
  counts.map((count) => count + noise.gaussian(variance));

/** How many rows there are, from the sums of noisy counts: those of fewer cells are less noisy. */
const totalOf = (noisy: readonly Float64Array[]): number => {
  let [sum, weights] = [0, 0];
  for (const counts of noisy) {
    sum += counts.reduce((a, b) => a + b, 0) / counts.length;
    weights += 1 / counts.length;
  }
  return Math.max(1, Math.floor(sum / weights + 0.5));
};

/** Numbers are put into at most about this many groups of as many rows. */
const parts = 20;

const group = (
  { ordered }: Grid,
  counts: Float64Array,
  total: number,
  variances: { columns: number; pairs: number },
): Measured => {
  // Three standard deviations, as McKenna et al. have it: below that a count is mostly noise.
  const least = 3 * Math.sqrt(Math.max(variances.columns, variances.pairs));
  const groups = ordered ? neighbours(counts, Math.max(least, total / parts)) : frequent(counts, least);
  return {
    counts,
    groups,
    groupCounts: Float64Array.from(groups, (codes) => codes.reduce((sum, code) => sum + counts[code]!, 0)),
  };
};

const frequent = (counts: Float64Array, least: number): number[][] => {
  const alone: number[][] = [];
  const rest: number[] = [];
  for (const [code, count] of counts.entries()) {
    if (count >= least) alone.push([code]);
    else rest.push(code);
  }
  return rest.length === 0 ? alone : [...alone, rest];
};

const neighbours = (counts: Float64Array, least: number): number[][] => {
  const groups: number[][] = [];
  let current: number[] = [];
  let sum = 0;
  const close = () => {
    if (current.length > 0) groups.push(current);
    [current, sum] = [[], 0];
  };
  for (const [code, count] of counts.entries()) {
    // A missing cell, and a number as frequent as a group, are groups of their own.
    if (count >= least) close();
    current.push(code);
    sum += count;
    if (sum >= least || code === 0) close();
  }
  if (current.length > 0 && groups.length > 1 && sum < least / 2) groups.at(-1)!.push(...current);
  else close();
  return groups;
};

const groupsOf = ({ codes }: Grid, groups: readonly (readonly number[])[]): Uint16Array => {
  const groupOf = new Map(groups.flatMap((of, i) => of.map((code) => [code, i] as const)));
  return codes.map((code) => groupOf.get(code)!);
};

const tally = (a: Uint16Array, b: Uint16Array, [rows, columns]: [number, number]): Float64Array => {
  const counts = new Float64Array(rows * columns);
  for (let row = 0; row < a.length; row++) counts[a[row]! * columns + b[row]!]!++;
  return counts;
};

/** Scores are exact in units of a thousandth part, so that their sensitivity is exactly one whole. */
const unit = 1024;

/** √(2/π): the mean distance from zero of a normal number of variance 1. */
const meanOfNoise = 0.797_884_560_8;

interface Choosing {
  readonly measured: readonly Measured[];
  readonly places: readonly Uint16Array[];
  readonly total: number;
  /** Of the noise on pairs. */
  readonly variance: number;
  readonly rho: number;
  readonly noise: SecretNoise;
}

/**
 * A tree over columns, edge after edge, each chosen by the exponential mechanism among pairs that join two parts of
 * it: the score is how far the pair's table is from what its two columns alone would make, beyond what noise would.
 */
const chooseTree = (
  columns: readonly number[],
  { measured, places, total, variance, rho, noise }: Choosing,
): { parent: number; child: number }[] => {
  if (columns.length < 2) return [];
  const pairs = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => ({ a, b })));
  const scores = pairs.map(({ a, b }) => {
    const real = tally(places[a]!, places[b]!, [measured[a]!.groups.length, measured[b]!.groups.length]);
    const [ofA, ofB] = [measured[a]!.groupCounts, measured[b]!.groupCounts];
    let sum = 0;
    for (const [i, count] of real.entries()) {
      const expected = (ofA[Math.floor(i / ofB.length)]! * ofB[i % ofB.length]!) / total;
      sum += Math.abs(count - Math.floor(expected * unit) / unit);
    }
    // What noise alone would make of a table of this size (McKenna et al. 2022), known without the rows.
    sum -= meanOfNoise * Math.sqrt(variance) * real.length;
    return BigInt(Math.floor(sum * unit + 0.5));
  });
  // ε of one choice, in 2^-20, rounded down; a choice weighs e^(ε score / 2).
  const epsilon = BigInt(Math.floor(Math.sqrt((8 * rho) / (columns.length - 1)) * 1_048_576));
  const part = measured.map((_, i) => i);
  const edges: { a: number; b: number }[] = [];
  while (edges.length < columns.length - 1) {
    const open = pairs.flatMap(({ a, b }, i) => (part[a] === part[b] ? [] : [i]));
    const picked =
      open[
        noise.choose(
          open.map((i) => scores[i]!),
          epsilon,
          2n * BigInt(unit) * 1_048_576n,
        )
      ]!;
    const { a, b } = pairs[picked]!;
    edges.push({ a, b });
    const [from, to] = [part[b]!, part[a]!];
    for (const [i, of] of part.entries()) if (of === from) part[i] = to;
  }
  return rooted(columns[0]!, edges);
};

/** Edges from the first column outwards, so that each column comes after the one it depends on. */
const rooted = (first: number, edges: readonly { a: number; b: number }[]): { parent: number; child: number }[] => {
  const reached = [first];
  const out: { parent: number; child: number }[] = [];
  for (const parent of reached) {
    for (const { a, b } of edges) {
      const child = a === parent ? b : b === parent ? a : undefined;
      if (child === undefined || reached.includes(child)) continue;
      reached.push(child);
      out.push({ parent, child });
    }
  }
  return out;
};
