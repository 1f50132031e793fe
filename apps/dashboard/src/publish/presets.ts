import {
  type Capacity,
  Commerce,
  commerces,
  Downstream,
  duties,
  Duty,
  type GrantedUses,
  OnWithdraw,
  Operator,
  operators,
  type Terms,
  type Territory,
  type Use,
  uses,
} from '@assent/schema';
import { z } from 'zod';

/** How a use stands: allowed, not said (so not allowed either), or refused, which machines are told. */
const Stance = z.enum(['allow', 'refuse', 'unsaid']);
export type Stance = z.infer<typeof Stance>;

const Span = z.enum(['open', 'oneYear', 'twoYears']);
export type Span = z.infer<typeof Span>;

/** Terms as they are chosen on the page; the axes are the same for every use that is allowed. */
export const Choice = z
  .strictObject({
    stances: z.record(z.enum(uses), Stance),
    commerce: z.array(Commerce).max(commerces.length),
    operators: z.array(Operator).max(operators.length),
    downstream: Downstream,
    where: z.enum(['anywhere', 'eu']),
    /** To pay goes with an offer, which this page does not write. */
    duties: z.array(Duty.exclude(['pay'])).max(duties.length),
    span: Span,
    onWithdraw: OnWithdraw,
  })
  .readonly();
export type Choice = z.infer<typeof Choice>;

const stancesOf = (allowed: readonly Use[], refused: readonly Use[]): Choice['stances'] =>
  Object.fromEntries(
    uses.map((use) => [use, allowed.includes(use) ? 'allow' : refused.includes(use) ? 'refuse' : 'unsaid']),
  ) as Record<Use, Stance>;

const allBut = (refused: readonly Use[]): Use[] => uses.filter((use) => !refused.includes(use));

const manner: readonly Use[] = ['imitate-style', 'replicate-likeness', 'train-biometric', 'train-personal'];
const shown: readonly Use[] = ['publish-sample', 'search', 'share-copy'];

const open = {
  commerce: [...commerces],
  operators: [...operators],
  where: 'anywhere',
  duties: ['attribute'],
  span: 'oneYear',
  onWithdraw: 'remove-from-datasets',
} satisfies Partial<Choice>;

/** Four places to begin. Each is a whole choice: nothing that is not said here is allowed. */
export const presets = {
  research: {
    ...open,
    stances: stancesOf(['evaluate', 'mine', 'train-generative', 'train-predictive'], manner),
    commerce: ['research'],
    operators: ['academic', 'nonprofit'],
    downstream: 'none',
  },
  unseen: {
    ...open,
    stances: stancesOf(['evaluate', 'mine', 'train-generative', 'train-predictive'], [...manner, ...shown]),
    downstream: 'same-terms',
  },
  manner: { ...open, stances: stancesOf(allBut(manner), manner), downstream: 'same-terms' },
  nothing: { ...open, stances: stancesOf([], uses), duties: [], downstream: 'none' },
} satisfies Readonly<Record<string, Choice>>;
export type PresetName = keyof typeof presets;

// prettier-ignore
const europeanUnion = [
  'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU',
  'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK',
];

const years: Readonly<Record<Exclude<Span, 'open'>, number>> = { oneYear: 1, twoYears: 2 };

/** From the beginning of today, so that what is read this morning is what is signed this afternoon. In seconds. */
const datesOf = (span: Span, now: number): Pick<Terms, 'from' | 'until'> => {
  const day = new Date(now);
  day.setUTCHours(0, 0, 0, 0);
  const from = day.getTime() / 1000;
  if (span === 'open') return { from, until: null };
  day.setUTCFullYear(day.getUTCFullYear() + years[span]);
  return { from, until: day.getTime() / 1000 };
};

/** What is chosen, as terms that somebody signs in a capacity. `now` in milliseconds. */
export const termsOf = (choice: Choice, now: number, capacity: Capacity = 'author'): Terms => {
  const territory: Territory = choice.where === 'eu' ? { only: europeanUnion } : { except: [] };
  const axes = {
    commerce: choice.commerce.toSorted(),
    operators: choice.operators.toSorted(),
    downstream: choice.downstream,
    territory,
    duties: choice.duties.toSorted(),
  };
  const granted = uses.filter((use) => choice.stances[use] === 'allow');
  return {
    capacity,
    uses: Object.fromEntries(granted.map((use) => [use, axes])) as GrantedUses,
    reserves: uses.filter((use) => choice.stances[use] === 'refuse'),
    ...datesOf(choice.span, now),
    onWithdraw: choice.onWithdraw,
  };
};

/** What keeps a choice from being signed. */
export type Lack = 'nobody' | 'noPurpose' | 'nothing';

export const lackOf = ({ stances, commerce, operators: who }: Choice): Lack | undefined => {
  if (Object.values(stances).every((stance) => stance === 'unsaid')) return 'nothing';
  if (!Object.values(stances).includes('allow')) return undefined;
  if (commerce.length === 0) return 'noPurpose';
  return who.length === 0 ? 'nobody' : undefined;
};
