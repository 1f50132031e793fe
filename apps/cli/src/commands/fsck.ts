import { resolve } from 'node:path';
import type { FsckReport } from '@assent/registry/fsck';
import type { Answer } from '../answer.ts';
import { fsck } from '../operations/fsck.ts';
import { terminalReporter } from '../terminal.ts';

const advice = {
  rebuild: 'It follows from signed bytes that are sound. Stop the registry and run: assent fsck --rebuild',
  restore:
    'Nothing else says what belongs there. Stop the registry, restore the database from a backup, and check it again.',
} as const;

const linesOf = (report: FsckReport): string[] => {
  if (report.ok) {
    const { entries, states, lines } = report.checked;
    return [
      `Everything is as it was signed: ${entries} entries, ${lines} lines of lists, ${states} states.`,
      '  Computed again from the stored bytes: hashes, signatures, acceptance, roots, checkpoint, derived rows.',
    ];
  }
  const { table, column, row, what, repair } = report.finding;
  return [`Damaged: ${table}.${column} of ${row}: ${what}.`, `  ${advice[repair]}`];
};

export const fsckCommand = async (options: { readonly data: string; readonly rebuild?: boolean }): Promise<Answer> => {
  const environment = { ...process.env, ASSENT_DATA: resolve(options.data) };
  const report = await fsck({ environment, rebuild: options.rebuild === true }, terminalReporter());
  return { value: report, lines: linesOf(report), yes: report.ok };
};
