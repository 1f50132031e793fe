import type { VerificationReport } from '@assent/consent';
import { type Code, codes, type Trust } from '@assent/schema';
import { countOf, writeTime } from '../words/figures.ts';
import type { Verdict } from './judge.ts';

/** A report stops counting here. */
export const mostFindings = 1000;

export const verdictWords: Record<Verdict, string> = {
  true: 'True',
  false: 'Not true',
  unjudged: 'Cannot be judged',
};

/** What it counts, in the words of a report. */
const describeCounts = ({ counts }: VerificationReport): string =>
  counts.synthetic === 0
    ? `each of its ${countOf(counts.total, 'item')} is agreed to by everybody who has to`
    : `${countOf(counts.consented, 'item')} agreed to by everybody who has to, and ${countOf(counts.synthetic, 'synthetic item')}`;

/** The verdict in a sentence or two: what was found, as of when, and what to do. */
export const describeVerdict = (verdict: Verdict, report: VerificationReport, trust: Trust): string[] => {
  const { errors, asOf } = report;
  if (verdict === 'true') {
    return [
      `It holds what it says: ${describeCounts(report)}.`,
      `This was so on ${writeTime(asOf!.state.at)}, when the registry stated what was in force. What was withdrawn since is another question, below.`,
    ];
  }
  if (verdict === 'false') {
    return [
      `${errors.length >= mostFindings ? 'More than ' : ''}${countOf(errors.length, 'thing')} ${errors.length === 1 ? 'is' : 'are'} wrong with it. Do not rely on it: get it again from whoever gave it to you, and if it comes out the same, ask them.`,
    ];
  }
  return [...new Set(errors.map(({ code }) => describeLack(code, report, trust)))];
};

const describeLack = (code: Code, { asOf }: VerificationReport, trust: Trust): string => {
  if (code !== 'checkpoint_untrusted' || asOf === undefined) return codes[code].sentence;
  return trust.logs.some(({ origin }) => origin === asOf.origin)
    ? `You trust a key for the log ${asOf.origin}, and this bundle’s checkpoint is not signed with it. Either the log has another key by now, or somebody else uses its name. Ask who runs it.`
    : `It is of the log ${asOf.origin}, whose key you do not trust. If you get that key from somebody you believe, add it below.`;
};
