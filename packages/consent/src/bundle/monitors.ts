import { openStateNote, type PlacedState } from '@assent/log';
import type { Trusting } from './checkpoint.ts';
import { monitorsFile } from './format.ts';
import type { Findings } from './report.ts';
import { type BundleSource, readSmall } from './source.ts';

const longest = 16_384;

/** The state is the registry's word until a quorum of monitors, whom the verifier names, recomputed it. */
export const checkMonitors = async (
  source: BundleSource,
  state: PlacedState,
  { trust: { monitors }, ed25519 }: Trusting,
  findings: Findings,
): Promise<void> => {
  let named = 0;
  if ((await source.size(monitorsFile)) !== undefined) {
    const bytes = await readSmall(source, monitorsFile, longest);
    if (bytes === undefined) return findings.error('too_large', { detail: monitorsFile });
    const opened = await openStateNote(bytes, state, ed25519);
    if (!opened.ok) return findings.error(opened.refusal.code, { detail: `${monitorsFile}: ${opened.refusal.detail}` });
    named = opened.value.filter(({ identity }) => monitors.keys.includes(identity)).length;
  }
  if (monitors.quorum === 0) findings.warn('state_unmonitored');
  else if (named < monitors.quorum)
    findings.error('monitor_quorum_missing', { detail: `${named} of ${monitors.quorum}` });
};
