import { describeReason, describeShortfall, type Language } from '@assent/consent';
import type { Answer } from '../answer.ts';
import { now, readPurposeFile, readSpecificationFile, readTrustFile } from '../files.ts';
import { openKeys } from '../keys.ts';
import { assembleDataset } from '../operations/assemble.ts';
import { explain } from '../operations/explain.ts';
import { readExternal } from '../external/description.ts';
import { readModels } from '../operations/model-folder.ts';
import { openStep, survey, surveyLines } from '../operations/survey.ts';
import { verify, verifyFresh } from '../operations/verify.ts';
import { connectTo } from '../registry-client.ts';
import { freshnessLines, reportLines, taintedSlices } from '../report-words.ts';
import { terminalReporter } from '../terminal.ts';

export const explainCommand = async (
  work: string,
  options: { readonly purpose: string; readonly trust: string; readonly language: Language; readonly registry: string },
): Promise<Answer> => {
  const purpose = await readPurposeFile(options.purpose);
  const explained = await explain(
    work,
    purpose,
    await readTrustFile(options.trust),
    connectTo(options.registry),
    options.language,
  );
  return {
    value: explained,
    lines: [...explained.words, `  ${explained.sha256}, as of entry ${explained.asOf.index}`],
    yes: explained.decision.verdict === 'allow',
  };
};

export const surveyCommand = async (options: {
  readonly spec: string;
  readonly trust: string;
  readonly open?: string;
  readonly registry: string;
}): Promise<Answer> => {
  const specification = await readSpecificationFile(options.spec, now());
  const surveyed = await survey(specification, await readTrustFile(options.trust), connectTo(options.registry));
  const { eligible, waterfall, strata, left, excluded } = surveyed.assembly;
  const works = options.open === undefined ? undefined : openStep(surveyed.assembly, options.open);
  return {
    value: { eligible, waterfall, strata, left, excluded, whatIf: surveyed.whatIf, ...(works && { works }) },
    lines:
      works === undefined
        ? surveyLines(surveyed)
        : works.flatMap(({ sha256, because }) => [sha256, ...because.map((reason) => `  ${reason}`)]),
    yes: eligible > 0,
  };
};

export const assembleCommand = async (options: {
  readonly spec: string;
  readonly out: string;
  readonly files: readonly string[];
  readonly model: readonly string[];
  readonly external: readonly string[];
  readonly allowHost: readonly string[];
  readonly allowPrivate?: boolean;
  readonly key: readonly string[];
  readonly passphraseFile?: string;
  readonly trust: string;
  readonly registry: string;
}): Promise<Answer> => {
  const { assembly, manifestId, release, report, synthetic } = await assembleDataset(
    {
      specificationAt: (at) => readSpecificationFile(options.spec, at),
      trust: await readTrustFile(options.trust),
      key: await openKeys(options.key, options.passphraseFile),
      client: connectTo(options.registry),
      out: options.out,
      sources: options.files,
      models: await readModels(options.model),
      externals: await Promise.all(options.external.map(readExternal)),
      allowed: { hosts: options.allowHost, isPrivateAllowed: options.allowPrivate === true },
      now,
    },
    terminalReporter(),
  );
  const { excluded, left, waterfall, strata } = assembly;
  return {
    value: {
      ok: true,
      manifest: manifestId,
      release,
      out: options.out,
      eligible: assembly.eligible,
      strata: report.manifest!.counts.strata,
      waterfall,
      excluded,
      left,
    },
    lines: [
      `${assembly.eligible + excluded.reduce((sum, { count }) => sum + count, 0)} works; ${assembly.eligible} qualify.`,
      ...waterfall.map(({ code, works }) => `  ${works} out: ${describeReason('en', { code })} (${code})`),
      ...report.manifest!.counts.strata.map((counts) => `  ${describeShortfall('en', counts)}`),
      `Signed, released as entry ${release}, verified: ${assembly.chosen.length} works and ${synthetic} synthetic items in ${options.out}`,
      `  ${manifestId}`,
      ...(strata.some(({ shortfall }) => shortfall > 0) ? ['  What is short is declared in the manifest.'] : []),
    ],
    yes: true,
  };
};

export const verifyCommand = async (
  folder: string,
  options: {
    readonly trust: string;
    readonly fresh?: string;
    readonly model: readonly string[];
    readonly slots: number | 'all';
  },
): Promise<Answer> => {
  const trust = await readTrustFile(options.trust);
  const reporter = terminalReporter();
  const report = await verify(folder, trust, options.slots, reporter, await readModels(options.model));
  const { ok, asOf, issuer, manifestId, counts, synthetic, errors, warnings } = report;
  const value = { ok, manifest: manifestId, issuer, asOf, counts, synthetic, errors, warnings };
  if (options.fresh === undefined || !ok || report.manifest === undefined)
    return { value, lines: reportLines(report), yes: ok };
  const freshness = await verifyFresh(folder, report.manifest, trust, connectTo(options.fresh), reporter);
  return {
    value: {
      ...value,
      fresh: { ...freshness, slices: taintedSlices(freshness, synthetic.slices).map(({ id }) => id) },
    },
    lines: [...reportLines(report), ...freshnessLines(freshness, synthetic)],
    yes: freshness.ok,
  };
};
