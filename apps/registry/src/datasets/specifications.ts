import { specificationHash } from '@assent/consent';
import { accepted, canonicalize, refused, type Result, type Specification } from '@assent/schema';
import type { Registry } from '../registry.ts';
import { readReleases } from './read.ts';

/**
 * Make public what a release was made by, so that anybody can choose for its next version as for this one. A manifest signs
 * the specification's hash, so nobody but who has it can, and nothing else can be put in its place.
 */
export const keepSpecification = async (
  registry: Registry,
  release: number,
  specification: Specification,
): Promise<Result<void>> => {
  const [one] = await readReleases(registry, [release]);
  if (one === undefined) return refused('not_found', `release ${release}`);
  const hash = specificationHash(specification);
  if (hash !== one.manifest.spec) return refused('release_mismatch', one.manifest.spec);
  await registry.db
    .insertInto('specification')
    .values({ hash: Buffer.from(hash, 'hex'), text: canonicalize(specification) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return accepted(undefined);
};

/** What a release was made by; `null` where its team has not made it public. */
export const readSpecification = async (
  registry: Registry,
  release: number,
): Promise<{ specification: Specification | null } | undefined> => {
  const [one] = await readReleases(registry, [release]);
  if (one === undefined) return undefined;
  const row = await registry.db
    .selectFrom('specification')
    .select('text')
    .where('hash', '=', Buffer.from(one.manifest.spec, 'hex'))
    .executeTakeFirst();
  return { specification: row === undefined ? null : (JSON.parse(row.text) as Specification) };
};
