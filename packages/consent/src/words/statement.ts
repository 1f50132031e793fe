import type { Statement } from '@assent/schema';
import type { ReachedDataset, ReachedModel, TakenBack } from '../lineage.ts';
import type { Language } from './language.ts';
import { describeDelegated, describeTerms } from './terms.ts';
import { wordingOf } from './wordings.ts';

/**
 * What taking back a statement does, and what it cannot undo: said before it is signed.
 *
 * @param of how many works it covers; 0 for one that is about none.
 */
export const describeWithdrawal = (language: Language, works: number, of: number): string[] => {
  const [ends, ...onWorks] = wordingOf(language).withdrawing(works, of);
  return of === 0 ? [ends] : [ends, ...onWorks];
};

/**
 * What a withdrawal reaches, in sentences: how much, what holders asked for, then each dataset and each model with
 * whether it was dealt with.
 */
export const describeReached = (
  language: Language,
  { onWithdraw, withdrawal }: Pick<TakenBack, 'onWithdraw' | 'withdrawal'>,
  reached: { readonly datasets: readonly ReachedDataset[]; readonly models: readonly ReachedModel[] },
): string[] => {
  const wording = wordingOf(language);
  const { dataset: ofDataset, model: ofModel, all } = wording.reached;
  // What is only thought of has asked nothing of anybody yet.
  const standing = (asked: boolean, answeredBy: string | undefined): string =>
    withdrawal === undefined ? '' : ` ${wording.reached.standing(asked, answeredBy)}`;
  return [
    all(reached.datasets.length, reached.models.length),
    wording.onWithdraw.reader[onWithdraw],
    ...reached.datasets.map(
      ({ dataset: { manifest }, works, asked, answeredBy }) =>
        `${ofDataset(manifest.title, manifest.version, works)}${standing(asked, answeredBy)}`,
    ),
    ...reached.models.map(
      ({ model: { receipt, id }, asked, answeredBy }) =>
        `${ofModel(receipt.model?.name ?? id, receipt.model?.version ?? '')}${standing(asked, answeredBy)}`,
    ),
  ];
};

/** What a statement says, in sentences. A grant speaks in the words of its terms; see `readNotice` for those it was signed in. */
export const describeStatement = (language: Language, statement: Statement): string[] => {
  if (statement.kind === 'grant') return describeTerms(language, statement);
  const said = wordingOf(language).statements[statement.kind] as (said: Statement) => string[];
  const more = statement.kind === 'delegate' ? describeDelegated(language, statement) : [];
  return [...said(statement), ...more];
};
