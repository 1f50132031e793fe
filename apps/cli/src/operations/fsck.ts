import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FsckMessage, FsckReport } from '@assent/registry/fsck';
import { fail, Failure } from '../failure.ts';
import type { Reporter } from '../terminal.ts';

const main = fileURLToPath(new URL('../../../registry/src/fsck/main.ts', import.meta.url));

const steps = { rebuild: 'Writing again what follows from signed bytes', check: 'Checking entries' } as const;

/** Check a registry's database here, by its configuration; rebuild what can be, where that is asked for. */
export const fsck = async (
  options: { readonly environment: NodeJS.ProcessEnv; readonly rebuild: boolean },
  reporter: Reporter,
): Promise<FsckReport> => {
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=8192', main, ...(options.rebuild ? ['--rebuild'] : [])],
    {
      env: options.environment,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  let last: FsckMessage | undefined;
  child.on('message', (sent) => {
    last = sent as FsckMessage;
    if ('step' in last) reporter.progress(steps[last.step], last.done, last.total);
  });
  await new Promise((resolve) => child.on('close', resolve));
  if (last === undefined || 'step' in last) return fail('internal', 'the check ended early; what it said stands above');
  if ('refusal' in last) throw new Failure(last.refusal);
  return last.report;
};
