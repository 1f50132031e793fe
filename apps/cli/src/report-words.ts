import type { Finding, FreshnessReport, VerificationReport } from '@assent/consent';
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
    ...listErrors(report.errors),
    ...report.warnings.map(({ code }) => `  ! ${codes[code].sentence} (${code})`),
  ];
};

export const freshnessLines = (report: FreshnessReport): string[] => {
  const asOf = `as of entry ${report.asOf.state.index}, ${moment(report.asOf.state.at)}`;
  if (report.ok) return [`✓ Still agreed to, ${asOf}.`];
  const verdict =
    report.withdrawn.length > 0
      ? `✗ ${report.withdrawn.length} of its works are no longer agreed to, ${asOf}.`
      : `✗ Freshness could not be shown, ${asOf}.`;
  return [verdict, ...listErrors(report.errors)];
};
