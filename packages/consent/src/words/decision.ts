import type { Code, Decision, Purpose, Reason, StratumCounts } from '@assent/schema';
import type { Language } from './language.ts';
import { shortIdentity } from './short-identity.ts';
import { wordingOf } from './wordings.ts';

/** A purpose in plain words: who wants what, until when, what is passed on, what is given in return and after a withdrawal. */
export const describePurpose = (language: Language, purpose: Purpose): string[] => {
  const wording = wordingOf(language);
  const wanted = purpose.uses.map((use) => wording.uses[use]);
  const owed = purpose.duties.map((duty) => wording.duties.reader[duty]);
  return [
    wording.purpose.wants(wording.phrases(wanted, 'and'), purpose),
    wording.purpose.lasts(purpose.from, purpose.until),
    wording.downstream[purpose.downstream],
    ...(owed.length === 0 ? [] : [wording.purpose.duties(wording.list(owed, 'and'))]),
    wording.onWithdraw.reader[purpose.onWithdraw],
  ];
};

/** A code in plain words: what is wrong, and what to do. */
export const describeCode = (language: Language, code: Code): string => wordingOf(language).code(code);

const lastStop = /\.$/u;

/** A reason as a sentence: the rule, the use it fails on, whose word it is. */
export const describeReason = (language: Language, { code, use, holder }: Reason): string => {
  const wording = wordingOf(language);
  const onUse = use === undefined ? '' : ` (${wording.uses[use]})`;
  return `${wording.code(code).replace(lastStop, '')}${onUse}${holder === undefined ? '' : ` — ${shortIdentity(holder)}`}.`;
};

/** A decision in plain words: the verdict, then every reason. */
export const describeDecision = (language: Language, { verdict, reasons }: Decision): string[] => [
  wordingOf(language).verdicts[verdict],
  ...reasons.map((reason) => describeReason(language, reason)),
];

/** How far consent and synthetic items fill a stratum, and what is missing. */
export const describeShortfall = (language: Language, counts: StratumCounts): string =>
  wordingOf(language).shortfall(counts);
