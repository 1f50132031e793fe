import { makeAcceptance } from './acceptance.ts';
import { manifestTwins } from './bundle-twins.ts';
import { makeBundles } from './bundles.ts';
import { makeCheckpoints } from './checkpoints.ts';
import { makeEncoding } from './encoding.ts';
import { makeEntries } from './entries.ts';
import { makeErasedOffers, makeErasedStates } from './erasures.ts';
import { makeLists } from './lists.ts';
import { logTwins } from './log-twins.ts';
import { makeMerkle } from './merkle.ts';
import { makeStatements } from './objects.ts';
import { honestlyMonitored, monitoredTwins } from './monitored.ts';
import { makePeopleAcceptance } from './people-acceptance.ts';
import { makeSignatures } from './signatures.ts';
import { makeSignedStatements } from './signed-statements.ts';
import { makeStates } from './states.ts';
import type { Vector } from './vector.ts';

/** Every published file of cases by its name. */
export const makeVectorFiles = async (): Promise<ReadonlyMap<string, readonly Vector[]>> =>
  new Map([
    ['signatures.jsonl', [...(await makeSignatures()), ...(await makeSignedStatements())]],
    ['encoding.jsonl', await makeEncoding()],
    ['statements.jsonl', await makeStatements()],
    ['entries.jsonl', await makeEntries()],
    ['lists.jsonl', makeLists()],
    ['acceptance.jsonl', [...makeAcceptance(), ...makePeopleAcceptance(), ...makeErasedOffers()]],
    ['merkle.jsonl', makeMerkle()],
    ['checkpoints.jsonl', await makeCheckpoints()],
    ['states.jsonl', [...makeStates(), ...makeErasedStates()]],
    ['bundles.jsonl', await makeBundles([...manifestTwins, ...logTwins, ...monitoredTwins], honestlyMonitored)],
  ]);
