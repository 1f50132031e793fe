import type { Ledger } from '@assent/consent';
import { describe, expect, it } from 'vitest';
import { SurveyDesk } from '../../apps/registry/src/datasets/survey.ts';
import { ownTrust } from '../../apps/registry/src/datasets/trust.ts';
import { Ledgers } from '../../apps/registry/src/log/ledgers.ts';
import { openRegistry } from '../../apps/registry/src/open-registry.ts';
import { databaseForTest } from '../support/database.ts';
import { temporaryFolder } from '../support/programs.ts';
import { newYear, purpose } from '../support/written-statements.ts';

describe('surveys that are asked for at once', () => {
  it('are counted once, and one that failed is counted again', async () => {
    const { url } = await databaseForTest();
    const place = { dataDirectory: await temporaryFolder(), databaseUrl: url, origin: 'survey.example/log' };
    const opened = await openRegistry(place, () => newYear);
    if (!opened.ok) throw new Error(opened.refusal.code);
    const { registry, close } = opened.value;
    let uses = 0;
    let fails = true;
    class Counted extends Ledgers {
      override async use<T>(size: number, action: (ledger: Ledger) => Promise<T> | T): Promise<T> {
        uses++;
        if (fails) throw new Error('the database is away');
        return super.use(size, action);
      }
    }
    const desk = new SurveyDesk({
      ledgers: new Counted(registry.db),
      size: () => registry.size(),
      now: () => registry.now(),
    });
    const look = { purpose, match: { people: 'any' }, trust: ownTrust(registry) } as const;
    const ask = () => Promise.allSettled(Array.from({ length: 5 }, () => desk.survey(look)));
    expect((await ask()).map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
    [fails, uses] = [false, 0];
    expect((await ask()).map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'));
    expect(uses).toBe(1);
    await Promise.all([1, 2].map(() => desk.list(look, undefined, 0, 10)));
    expect(uses).toBe(2);
    await close();
  });
});
