import type { Capacity, Delegate, Grant, OnWithdraw, Use } from '@assent/schema';
import { chainOf } from './delegation.ts';
import type { Logged } from './history.ts';
import { type HolderCapacity, speaksFor } from './holders.ts';
import { type Axes, meetAxes, meetWithdrawal } from './meet.ts';
import type { Parties } from './parties.ts';

/** One live grant as it counts: for whom it speaks, and how far, after every delegation it rests on. */
export interface Voice {
  readonly holder: string;
  readonly capacity: Capacity;
  readonly statement: string;
  readonly uses: Readonly<Partial<Record<Use, Axes>>>;
  readonly reserves: readonly Use[];
  readonly until: number | null;
  readonly from: number;
  readonly onWithdraw: OnWithdraw;
}

const holdsAt = ({ from, until }: { from: number; until: number | null }, at: number): boolean =>
  from <= at && (until === null || at < until);

/** The grant narrowed to what was delegated: a use has to be in both, each axis is the narrower. */
const narrowed = (voice: Voice, { uses, from, until, onWithdraw }: Delegate): Voice => {
  const met: Partial<Record<Use, Axes>> = {};
  for (const [use, axes] of Object.entries(voice.uses) as [Use, Axes][]) {
    const delegated = uses[use];
    if (delegated !== undefined) met[use] = meetAxes(axes, delegated);
  }
  return {
    ...voice,
    uses: met,
    from: Math.max(voice.from, from),
    until: voice.until === null ? until : Math.min(voice.until, until),
    onWithdraw: meetWithdrawal(voice.onWithdraw, onWithdraw),
  };
};

const voiceOf = (
  { id, statement: grant }: Logged<Grant>,
  live: readonly Logged[],
  parties: Parties,
  at: number,
): Voice | undefined => {
  const { iss, for: signedFor, capacity, uses, reserves, from, until, onWithdraw } = grant;
  const own: Voice = { holder: iss, capacity, statement: id, uses, reserves, from, until, onWithdraw };
  if (signedFor === undefined) return own;
  const find = (delegation: string): Logged<Delegate> | undefined => {
    const onThisWork = live.find((logged) => logged.id === delegation);
    const found = onThisWork?.statement.kind === 'delegate' ? (onThisWork as Logged<Delegate>) : undefined;
    const delegated = found ?? parties.delegation(delegation);
    return delegated !== undefined && holdsAt(delegated.statement, at) ? delegated : undefined;
  };
  const chain = chainOf(iss, signedFor, [capacity], find);
  if (!chain.ok) return undefined;
  return chain.value.reduce((voice, { statement }) => narrowed(voice, statement), {
    ...own,
    holder: signedFor.principal,
  });
};

/** Every live grant on a work that counts at time `at`. One whose delegation has ended counts for nobody. */
export const voicesOf = (live: readonly Logged[], parties: Parties, at: number): Voice[] =>
  live.flatMap((logged) => {
    if (logged.statement.kind !== 'grant' || !holdsAt(logged.statement, at)) return [];
    return voiceOf(logged as Logged<Grant>, live, parties, at) ?? [];
  });

/** The grants by which a holder agrees in a capacity: the decision and the scope rest on the same. */
export const speakingFor = (voices: readonly Voice[], capacity: HolderCapacity, holder: string): Voice[] =>
  voices.filter((voice) => voice.holder === holder && speaksFor[capacity].includes(voice.capacity));
