import { HashBatch, leafHash, MemoryTree, proveMany } from '@assent/log';
import { toUtf8 } from '@assent/schema';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { grantBy, who } from '../testing/told-log.ts';
import { encodeProofs, files, readProofIndex } from './format.ts';
import { ListProofs } from './list-proofs.ts';
import { type Finding, Findings } from './report.ts';
import { memorySource } from './source.ts';
import { BundledStatements } from './statements.ts';

const lists = 3;
/** Of each list every second line is shown: more, together, than are gathered at a time. */
const size = 44_000;
const textOf = (list: number, leaf: number): Uint8Array => toUtf8(`line ${leaf} of list ${list}`);
const trees = Array.from({ length: lists }, (_, list) => {
  const leaves = Array.from({ length: size }, (_each, leaf) => leafHash(textOf(list, leaf)));
  return new MemoryTree(leaves);
});
const shown = Array.from({ length: size / 2 }, (_, i) => 2 * i);

/** What is found where the lines come in turns, one of each list, and `change` is another one than was signed. */
const prove = async (change?: { readonly list: number; readonly leaf: number }): Promise<readonly Finding[]> => {
  const statements = new BundledStatements();
  const sections = trees.map((tree, list) => {
    const statement = grantBy('ana', { root: bytesToHex(tree.root()), count: size, lines: [] });
    statements.add({ index: list, id: `id ${list}`, statement, leafHash: `${list}`, keys: [who('ana')] });
    return { kind: 'works', statement: list, size, hashes: [...proveMany(shown, size, tree.read)] } as const;
  });
  const source = memorySource(new Map([[files.proofs, encodeProofs(sections)]]));
  const index = await readProofIndex(source, files.proofs);
  if (!index.ok) throw new Error(index.refusal.detail);
  const batch = new HashBatch();
  const proofs = await ListProofs.open(source, index.value, batch);
  let fills = 0;
  for (const leaf of shown) {
    for (let list = 0; list < lists; list++) {
      if (proofs.isFull) {
        fills++;
        await proofs.prove();
      }
      const changed = change?.list === list && change.leaf === leaf;
      const hash = (): ReturnType<HashBatch['leaf']> => batch.leaf(changed ? toUtf8('x') : textOf(list, leaf));
      proofs.push(proofs.of(list), { leaf, hash });
    }
  }
  await proofs.prove();
  expect(fills).toBe(1);
  const findings = new Findings();
  proofs.finish(statements, findings);
  return findings.errors;
};

describe('lines of several lists, in turns, more than are gathered at a time', () => {
  test('are in the lists that were signed', async () => {
    expect(await prove()).toEqual([]);
  });

  test.each([0, size - 2])(
    'are not where line %d of one list is another: that list is named, no other',
    async (leaf) => {
      const [found, ...more] = await prove({ list: 1, leaf });
      expect(found).toMatchObject({ code: 'proof_invalid', statement: 'id 1' });
      expect(more).toEqual([]);
    },
  );
});
