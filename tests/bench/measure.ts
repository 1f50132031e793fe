import { readdirSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** One line of the table. `ratio`: how many times better than the baseline of the same run. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: number;
  readonly ratio?: number;
  readonly cpuSeconds?: number;
  readonly peakMB?: number;
  readonly machine: string;
  /** What the baseline is, and what else a reader should know. */
  readonly note?: string;
}

export const machine = `${cpus()[0]?.model.trim() ?? 'unknown'} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;

export interface Measured<T> {
  readonly result: T;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The most this process ever held, so measure before the baseline. */
  readonly peakMB: number;
}

/** Run once and say what it cost this process. CPU seconds are what to compare: wall time on a shared machine is noise. */
export const measure = async <T>(work: () => T | Promise<T>): Promise<Measured<T>> => {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    result,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakMB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
};

const rounded = (value: number): number => (value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));

/** A rate where more is better, against a baseline of the same unit. */
export const rateRow = (name: string, unit: string, value: number, baseline: number, rest: Partial<Row> = {}): Row => ({
  name,
  value: rounded(value),
  unit,
  baseline: rounded(baseline),
  ratio: rounded(value / baseline),
  machine,
  ...rest,
});

/** A cost where less is better, against a baseline of the same unit. */
export const costRow = (
  name: string,
  unit: string,
  value: number,
  baseline: number | undefined,
  rest: Partial<Row> = {},
): Row => ({
  name,
  value: rounded(value),
  unit,
  ...(baseline !== undefined && { baseline: rounded(baseline), ratio: rounded(baseline / value) }),
  machine,
  ...rest,
});

/** Seconds of processor time that the embedded PostgreSQL of a data folder has used. */
export const cpuOfPostgres = (data: string): number =>
  cpuOfFamily(Number(readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]));

/** Seconds of processor time of a process and its children, dead ones too. */
const cpuOfFamily = (root: number): number => {
  const ticks = (pid: number | string): number[] => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ').map(Number);
    } catch {
      return [];
    }
  };
  const used = (fields: number[], own: boolean): number =>
    ((fields[11] ?? 0) + (fields[12] ?? 0) + (own ? 0 : (fields[13] ?? 0) + (fields[14] ?? 0))) / 100;
  let seconds = used(ticks(root), false);
  for (const pid of readdirSync('/proc')) if (ticks(pid)[1] === root) seconds += used(ticks(pid), true);
  return seconds;
};
