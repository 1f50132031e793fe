import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Outside, tellRound } from '../support/crash/append-story.ts';
import { checkAfterCrash, doorAt } from '../support/crash/reopened.ts';
import { assentJson, registryFor, startRegistry, temporaryFolder } from '../support/programs.ts';

const copy = (from: string, to: string): Promise<void> => cp(from, to, { recursive: true, preserveTimestamps: true });

it('a data folder that was copied while the registry was stopped is the registry, elsewhere', async () => {
  const folder = await temporaryFolder();
  const [data, backup, elsewhere] = ['data', 'backup', 'elsewhere'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const outside = new Outside();
  const first = await registryFor({ data });
  await tellRound(await doorAt(first.address), outside, 'one');
  await first.stop();
  await copy(data, backup);

  await copy(backup, elsewhere);
  const restored = await registryFor({ data: elsewhere });
  await checkAfterCrash(restored.address, elsewhere, outside);
  await restored.stop();
  expect(await assentJson(['fsck', '--data', elsewhere])).toMatchObject({ code: 0, answer: { ok: true } });

  // The original goes on. Its newest checkpoint beside the older database shows what the backup lacks.
  const second = await registryFor({ data });
  await tellRound(await doorAt(second.address), outside, 'two');
  await second.stop();
  await copy(join(data, 'last-checkpoint'), join(backup, 'last-checkpoint'));
  expect(await startRegistry({ data: backup })).toMatchObject({ refusal: { code: 'rollback_detected' } });
  expect(await assentJson(['fsck', '--data', backup])).toMatchObject({
    code: 1,
    answer: { ok: false, finding: { table: 'log_entry', repair: 'restore' } },
  });
}, 300_000);
