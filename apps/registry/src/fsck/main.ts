import { configOfProcess } from '../config.ts';
import type { FsckMessage } from './messages.ts';
import { fsck } from './run.ts';

const tell = (message: FsckMessage): Promise<void> =>
  new Promise((resolve) => {
    if (process.send === undefined) resolve(void process.stdout.write(`${JSON.stringify(message)}\n`));
    else process.send(message, () => resolve());
  });

const run = async (): Promise<FsckMessage> => {
  const config = configOfProcess();
  if (!config.ok) return config;
  const result = await fsck({
    config: config.value,
    rebuild: process.argv.includes('--rebuild'),
    now: Math.floor(Date.now() / 1000),
    onProgress: (step, done, total) => void tell({ step, done, total }),
  });
  return result.ok ? { report: result.value } : result;
};

await tell(await run());
process.exit(0);
