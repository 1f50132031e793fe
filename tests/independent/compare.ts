import type { Trust } from '@assent/schema';
import { expect } from 'vitest';
import { verifyFiles } from '../support/bundles.ts';
import type { Story } from '../support/consent-story.ts';
import { type BundleFiles, type PythonReport, verifyInPython } from './python.ts';

export interface Question {
  readonly name: string;
  readonly files: BundleFiles;
}

export interface Compared {
  readonly name: string;
  readonly ok: boolean;
  readonly first: string | undefined;
  /** What the two say, where it differs. */
  readonly differ: { readonly typescript: string; readonly python: string } | undefined;
}

/** Codes, items and statements of errors, in order: what both have to say alike. */
const told = (errors: PythonReport['errors']): string =>
  errors.map(({ code, item, statement }) => [code, item, statement].filter(Boolean).join(' ')).join('\n');

/** Ask both verifiers; neither makes synthetic items again. */
export const compare = async (
  story: Pick<Story, 'registry'>,
  questions: readonly Question[],
  trust: Trust = story.registry.trust,
): Promise<Compared[]> => {
  const reports = await verifyInPython(
    questions.map(({ files }) => files),
    trust,
  );
  const compared: Compared[] = [];
  for (const [i, { name, files }] of questions.entries()) {
    const { ok, errors, counts, asOf } = await verifyFiles(story, files, { trust, regenerate: undefined });
    const { total, consented, synthetic } = counts;
    const python = reports[i]!;
    const [ours, theirs] = [told(errors), told(python.errors)];
    const alike =
      ok === python.ok &&
      ours === theirs &&
      (!ok || JSON.stringify({ total, consented, synthetic }) === JSON.stringify(python.counts));
    expect(python.asOf).toEqual(asOf ?? null);
    compared.push({
      name,
      ok,
      first: errors[0]?.code,
      differ: alike ? undefined : { typescript: ours, python: theirs },
    });
  }
  return compared;
};

export const disagreements = (compared: readonly Compared[]): Compared[] =>
  compared.filter(({ differ }) => differ !== undefined);
export const namesOf = (compared: readonly Compared[], ok: boolean): string[] =>
  compared.flatMap((one) => (one.ok === ok ? [one.name] : []));
export const firstCodes = (compared: readonly Compared[]): string[] =>
  [...new Set(compared.flatMap(({ first }) => first ?? []))].toSorted();
