import type { SliceSource } from '@assent/synth';
import { fail } from '../failure.ts';
import type { AllowedHosts } from './addresses.ts';
import { runCommand } from './command.ts';
import type { OpenExternal } from './description.ts';
import { askFor, type ExternalItem } from './exchange.ts';
import { askService } from './http.ts';

/** Its items are held in memory; more of them are another program's matter. */
const mostItems = 10_000;

/** Have an external generator make the first slots of a slice, in order; whatever is not right ends it. */
export const makeExternally = (
  { external, folder }: OpenExternal,
  source: SliceSource,
  slots: number,
  allowed: AllowedHosts,
): AsyncGenerator<ExternalItem> => {
  if (slots < 1 || slots > mostItems) fail('quota_impossible', `from 1 to ${mostItems} items of an external generator`);
  const questions = Array.from({ length: slots }, (_, slot) => askFor(source, slot));
  const { runs } = external;
  if ('command' in runs) return runCommand({ external: { ...external, runs }, folder }, questions);
  return askService({ ...external, runs }, questions, allowed);
};
