import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseVerifierKey } from '@assent/log';
import {
  limits,
  openJson,
  openPurposeFile,
  openSpecificationFile,
  openTermsFile,
  type Reason,
  type TermsFile,
  Trust,
} from '@assent/schema';
import { didKeyOf } from '@assent/signing/verify';
import { describe, expect, it } from 'vitest';
import { checkLog } from '../../support/check-log.ts';
import { databaseForTest } from '../../support/database.ts';
import { photograph } from '../../support/photograph.ts';
import { assentJson, registryFor, temporaryFolder } from '../../support/programs.ts';

const examples = fileURLToPath(new URL('../../../docs/examples/', import.meta.url));
const picture = photograph('nagasaki-boats');

const read = (name: string): Promise<Uint8Array> => readFile(join(examples, name));
/** The examples are written for a reader of today: their spans count from now. */
const now = Math.floor(Date.now() / 1000);

describe('the example files', () => {
  it('are what their commands read', async () => {
    for (const [name, open] of [
      ['terms.json', openTermsFile],
      ['subject-terms.json', openTermsFile],
      ['purpose.json', openPurposeFile],
      ['specification.json', openSpecificationFile],
    ] as const) {
      expect({ name, opened: open(await read(name), now) }).toMatchObject({ name, opened: { ok: true } });
    }
  });

  it('ask and grant the same: the purpose is the specification’s', async () => {
    const purpose = openPurposeFile(await read('purpose.json'), now);
    const specification = openSpecificationFile(await read('specification.json'), now);
    expect(specification).toMatchObject({ value: { purpose: purpose.ok ? purpose.value : undefined } });
  });

  it('hold a trust file whose log key is a key of that log, and of the attester', async () => {
    const trust = openJson(Trust, await read('trust.json'), limits.payload);
    if (!trust.ok) throw new Error(trust.refusal.detail);
    const [log] = trust.value.logs;
    const key = parseVerifierKey(log!.key);
    if (!key.ok) throw new Error(key.refusal.code);
    expect(key.value.name).toBe(log!.origin);
    expect(trust.value.attesters).toEqual([{ identity: didKeyOf(key.value.publicKey), upTo: 2 }]);
  });
});

/** What docs/decisions/0005 says, from publishing to the answer that a team gets. */
describe('people in a work', { timeout: 120_000 }, () => {
  const setting = async () => {
    const folder = await temporaryFolder();
    const { url } = await databaseForTest();
    const registry = await registryFor({ data: join(folder, 'data'), databaseUrl: url });
    const at = { registry: registry.address };
    const [photos, key, other, trust] = ['photos', 'me.key', 'other.key', 'trust.json'].map((name) =>
      join(folder, name),
    ) as [string, string, string, string];
    await mkdir(photos);
    const photo = join(photos, 'boats.jpg');
    await cp(picture, photo, { dereference: true });
    await assentJson(['keygen', key]);
    const { answer } = await assentJson<{ identity: string }>(['keygen', other]);
    await writeFile(trust, JSON.stringify((await assentJson(['trust'], at)).answer));
    const publish = async (depicts: NonNullable<TermsFile['works']>['depicts'], ...more: string[]): Promise<string> => {
      const file = JSON.parse((await read('terms.json')).toString()) as TermsFile;
      const terms = join(folder, 'terms.json');
      await writeFile(terms, JSON.stringify({ ...file, works: { ...file.works, depicts } }));
      const published = await assentJson<{ id: string }>(
        ['publish', photos, '--terms', terms, '--key', key, ...more],
        at,
      );
      expect(published.code).toBe(0);
      return published.answer.id;
    };
    const reasons = async (): Promise<readonly Reason[]> => {
      const purpose = join(examples, 'purpose.json');
      type Explained = { decision: { reasons: readonly Reason[] } };
      return (await assentJson<Explained>(['explain', photo, '--purpose', purpose, '--trust', trust], at)).answer
        .decision.reasons;
    };
    return { registry, key, at, sitter: answer.identity, publish, reasons };
  };

  it('who were not asked keep it out, though its author withdraws that and signs again that nobody is in it', async () => {
    const { registry, key, at, publish, reasons } = await setting();
    expect(await reasons()).toEqual([{ code: 'author_grant_missing' }, { code: 'no_holder' }]);
    const first = await publish('uncleared');
    expect(await reasons()).toEqual([{ code: 'people_uncleared' }]);
    await assentJson(['withdraw', first, '--key', key], at);
    await publish([]);
    expect(await reasons()).toEqual([{ code: 'people_uncleared' }]);
    await checkLog(registry.address);
  });

  it('who were named have to agree, though a later grant in place of the first does not name them', async () => {
    const { registry, sitter, publish, reasons } = await setting();
    const missing = [{ code: 'subject_grant_missing', holder: sitter }];
    const first = await publish([{ subject: sitter, minor: false }]);
    expect(await reasons()).toEqual(missing);
    await publish([], '--replaces', first);
    expect(await reasons()).toEqual(missing);
    await checkLog(registry.address);
  });
});
