/**
 * Loaded before a registry (`node --import`): ends its process with SIGKILL at one step of writing a file in the data
 * folder, named by ASSENT_TEST_KILL: `step:nth`, where nth counts from 0.
 */
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const [step = '', nth = '0'] = (process.env['ASSENT_TEST_KILL'] ?? '').split(':');
let seen = 0;

const dieAt = (reached: string): void => {
  if (reached === step && seen++ === Number(nth)) process.kill(process.pid, 'SIGKILL');
};

const { open, rename } = promises;
promises.open = async (path, flags, mode) => {
  const isCheckpoint = String(path).endsWith('last-checkpoint.new');
  if (isCheckpoint) dieAt('before open');
  const handle = await open(path, flags, mode);
  if (!isCheckpoint) return handle;
  dieAt('before write');
  const { writeFile, sync } = handle;
  handle.writeFile = async (data, options) => {
    if (step === 'half written' && seen === Number(nth))
      await writeFile.call(handle, (data as Uint8Array).subarray(0, 40), options);
    dieAt('half written');
    await writeFile.call(handle, data, options);
    dieAt('written');
  };
  handle.sync = async () => {
    await sync.call(handle);
    dieAt('synced');
  };
  return handle;
};
promises.rename = async (from, to) => {
  const isCheckpoint = String(to).endsWith('last-checkpoint');
  if (isCheckpoint) dieAt('before rename');
  await rename(from, to);
  if (isCheckpoint) dieAt('renamed');
};
syncBuiltinESMExports();
