import type { Finding, FreshnessReport, SliceSummary, SyntheticSummary, VerificationReport } from '@assent/consent';
import { shortIdentity } from '@assent/consent';
import { codes } from '@assent/schema';

const moment = (time: number): string => `${new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

const findingLine = ({ code, item, statement, detail }: Finding): string => {
  const where = [item && `item ${item}`, statement && `statement ${statement}`, detail].filter(
    (part) => part !== undefined && part !== '',
  );
  return `  ✗ ${codes[code].sentence}\n      ${code}${where.length === 0 ? '' : `: ${where.join(', ')}`}`;
};

const shownErrors = 20;
const listErrors = (errors: readonly Finding[]): string[] => [
  ...errors.slice(0, shownErrors).map(findingLine),
  ...(errors.length > shownErrors ? [`  … and ${errors.length - shownErrors} more (--json lists them)`] : []),
];

const how: Record<SliceSummary['checked'], string> = {
  V0: 'signed and recorded, files not at hand (V0)',
  V1: 'each file is the one signed for, none made again (V1)',
  V2: 'some drawn by chance and made again (V2)',
  V3: 'all made again (V3)',
};

/** A slice in a line: what it is, what its model learnt from, how far it was checked. */
const sliceLine = ({ stratum, generator, class: made, lineage, unknown, items, checked }: SliceSummary): string => {
  const from = unknown ? ', of unknown lineage' : lineage.length === 0 ? '' : `, learnt from ${lineage.join(', ')}`;
  return `  ${stratum}: ${items} of ${generator.id} ${generator.version}, ${made}${from}: ${how[checked]}.`;
};

/** A verification report as a person reads it: the verdict first, then why. */
export const reportLines = (report: VerificationReport): string[] => {
  const { manifest, counts, asOf } = report;
  const name = manifest === undefined ? 'This bundle' : `“${manifest.title}” ${manifest.version}`;
  const verdict = report.ok ? `✓ True. ${name} holds what it says.` : `✗ Not true. ${name} does not verify.`;
  return [
    verdict,
    ...(manifest === undefined
      ? []
      : [
          `  Issued by ${shortIdentity(manifest.iss)}: ${counts.total} items, ${counts.consented} consented, ${counts.synthetic} synthetic (${counts.regenerated} made again and equal).`,
        ]),
    ...(asOf === undefined
      ? []
      : [`  As of entry ${asOf.state.index} of the log ${asOf.origin}, ${moment(asOf.state.at)}.`]),
    ...report.synthetic.slices.map(sliceLine),
    ...(report.synthetic.tainted ? ['  Tainted: nobody says what the model behind some items was trained on.'] : []),
    ...listErrors(report.errors),
    ...report.warnings.map(({ code }) => `  ! ${codes[code].sentence} (${code})`),
  ];
};

export const freshnessLines = (report: FreshnessReport, { slices }: SyntheticSummary): string[] => {
  const asOf = `as of entry ${report.asOf.state.index}, ${moment(report.asOf.state.at)}`;
  if (report.ok) return [`✓ Still agreed to, ${asOf}.`];
  const verdict =
    report.withdrawn.length > 0
      ? `✗ ${report.withdrawn.length} of its works are no longer agreed to, ${asOf}.`
      : report.tainted.length > 0
        ? `✗ Works that its synthetic items were learnt from are no longer agreed to, ${asOf}.`
        : `✗ Freshness could not be shown, ${asOf}.`;
  return [verdict, ...taintedSlices(report, slices).map(taintLine), ...listErrors(report.errors)];
};

/** The slices out of models that learnt from what is no longer agreed to. */
export const taintedSlices = (
  { tainted }: Pick<FreshnessReport, 'tainted'>,
  slices: readonly SliceSummary[],
): SliceSummary[] => slices.filter(({ lineage }) => lineage.some((source) => tainted.includes(source)));

const taintLine = ({ stratum, items, generator, parameters, id }: SliceSummary): string => {
  const model = typeof parameters['model'] === 'string' ? ` (model ${parameters['model']})` : '';
  return `  Tainted: ${stratum}, ${items} items of ${generator.id}${model}, slice ${id}. Fit the model again, and assemble the next version.`;
};
