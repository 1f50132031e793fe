import { acceptPayload, limits } from '@assent/schema';
import oracle from 'canonicalize';
import { expect, test } from 'vitest';
import { describeVectors, type VectorFolder } from '../support/vectors.ts';

/** Beyond the longest file, so that none is refused for its length alone. */
const roomy = 1024 * 1024;

const filesOf = async (folder: VectorFolder, prefix: string): Promise<string[]> =>
  (await folder.names('test_parsing')).filter((name) => name.startsWith(prefix)).map((name) => `test_parsing/${name}`);

/** Whether these bytes are the canonical form of what they say, by an implementation that is not ours. */
const isCanonical = (bytes: Uint8Array): boolean => {
  try {
    const text = Buffer.from(bytes).toString('utf8');
    return Buffer.from(oracle(JSON.parse(text)) ?? '', 'utf8').equals(bytes);
  } catch {
    return false;
  }
};

describeVectors('json-parsing', 'JSONTestSuite', (folder) => {
  test.each([limits.payload, roomy])('188 of 188 malformed documents are refused (limit %i)', async (limit) => {
    const names = await filesOf(folder, 'n_');
    expect(names).toHaveLength(188);
    const accepted: string[] = [];
    for (const name of names) if (acceptPayload(await folder.bytes(name), limit).ok) accepted.push(name);
    expect(accepted).toEqual([]);
  });

  test('of 95 valid documents, those that are canonical already are accepted, and no others', async () => {
    const names = await filesOf(folder, 'y_');
    expect(names).toHaveLength(95);
    const [accepted, canonical]: [string[], string[]] = [[], []];
    for (const name of names) {
      const bytes = await folder.bytes(name);
      if (acceptPayload(bytes, roomy).ok) accepted.push(name);
      if (isCanonical(bytes)) canonical.push(name);
    }
    expect(accepted).toEqual(canonical);
    // Both kinds are there, or the comparison would show little.
    expect(accepted.length).toBeGreaterThan(10);
    expect(accepted.length).toBeLessThan(names.length - 10);
  });

  test('of 35 documents that parsers read differently, those that are canonical are accepted', async () => {
    const names = await filesOf(folder, 'i_');
    expect(names).toHaveLength(35);
    const disagreements: string[] = [];
    for (const name of names) {
      const bytes = await folder.bytes(name);
      const { ok } = acceptPayload(bytes, roomy);
      // 500 nested arrays are canonical JSON; nothing here needs more than 32.
      if (ok !== (isCanonical(bytes) && !name.endsWith('500_nested_arrays.json'))) disagreements.push(name);
    }
    expect(disagreements).toEqual([]);
  });
});
