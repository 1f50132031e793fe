import { shortIdentity } from '@assent/consent';
import type { Trust } from '@assent/schema';
import { countOf } from '../words/figures.ts';

const listed = (identities: readonly string[]): string => identities.map(shortIdentity).join(', ');

/** What a trust policy says beside its logs, in sentences: each member, since each decides something. */
export const describeTrust = ({ issuers, attesters, arbiters, monitors, witnesses }: Trust): string[] => [
  issuers === 'any'
    ? 'Any team may have signed a dataset: look at who did.'
    : `Only these teams may have signed a dataset: ${listed(issuers)}.`,
  attesters.length === 0
    ? 'Nobody is believed about who somebody is: works for which that was asked do not pass.'
    : `Believed about who somebody is: ${listed(attesters.map(({ identity }) => identity))}.`,
  ...(arbiters.length === 0 ? [] : [`May settle disputes: ${listed(arbiters)}.`]),
  witnesses.quorum === 0
    ? 'No witness is asked for: when something was recorded is the registry’s word.'
    : `At least ${countOf(witnesses.quorum, 'witness', 'witnesses')} of ${witnesses.keys.length} must have seen the log.`,
  monitors.quorum === 0
    ? 'No monitor is asked for: that the registry’s state is right is its own word.'
    : `At least ${countOf(monitors.quorum, 'monitor')} of ${monitors.keys.length} must have recomputed the state.`,
];
