import type { Attest, Grant, Kind, Release, State, Synthetic, SyntheticPlan, Withdraw } from '@assent/schema';
import type { Signer } from '@assent/signing';
import { sceneLine } from '../../../support/consent-story.ts';
import {
  days,
  hashOf,
  holderLine,
  listOf,
  newYear,
  openUse,
  subjectLine,
} from '../../../support/written-statements.ts';
import { ann, ben, origin, registry, team } from './seal.ts';

const by = <K extends Kind>(kind: K, signer: Signer) =>
  ({ v: 1, kind, aud: origin, iss: signer.did, iat: newYear }) as const;

/** An id of nothing. */
export const nothing = `sha256:${hashOf('nothing')}`;

export const works = listOf([
  holderLine('one', { owners: [ann.did], author: ann.did, attribution: 'Photograph: Ann' }),
  holderLine('two', { owners: [ann.did], author: ann.did, depicts: [{ subject: ben.did, minor: false }] }),
]);
export const seen = listOf([subjectLine('two')]);
export const notice = { sha256: hashOf('notice'), language: 'en', version: 1 } as const;

export const grant: Grant = {
  ...by('grant', ann),
  capacity: 'author',
  uses: { 'train-generative': { ...openUse, duties: ['attribute'] }, 'train-predictive': openUse },
  reserves: ['replicate-likeness'],
  from: newYear,
  until: newYear + 365 * days,
  onWithdraw: 'remove-from-datasets',
  works: works.works,
  replaces: [],
  notice,
};

/** For lists and logs, where the terms are not what matters. */
export const lean: Grant = { ...grant, uses: {}, reserves: [] };

export const withdraw: Withdraw = { ...by('withdraw', ann), statement: nothing };

export const attest: Attest = {
  ...by('attest', registry),
  subject: ann.did,
  how: 'domain',
  claim: 'ann.example',
  checkedAt: newYear,
  until: newYear + 365 * days,
  evidence: hashOf('seen'),
};

const generator = { id: 'scenes', version: '1.0.0', codeDigest: hashOf('code of scenes') };
const parameters = { objects: 3, palette: ['dusk', 'noon'], tilted: true };

export const plan: SyntheticPlan = {
  ...by('synthetic-plan', team),
  dataset: 'pictures',
  version: '1.0.0',
  spec: hashOf('specification'),
  strata: [
    { stratum: 'indoors', generator, parameters, slots: 2 },
    { stratum: 'outdoors', generator, parameters: {}, slots: 1 },
  ],
};

export const scenes = listOf([0, 1].map((slot) => sceneLine(hashOf('nonce'), slot, `scene ${slot}`)));

export const slice: Synthetic = {
  ...by('synthetic', team),
  plan: nothing,
  stratum: 'indoors',
  generator,
  parameters,
  nonce: hashOf('nonce'),
  class: 'formula',
  role: 'content',
  lineage: [],
  works: scenes.works,
  report: hashOf('report'),
};

export const release: Release = {
  ...by('release', team),
  dataset: 'pictures',
  version: '1.0.0',
  manifest: nothing,
  state: 7,
  items: { root: hashOf('items'), count: 2 },
};

export const state: State = {
  ...by('state', registry),
  size: 3,
  at: newYear,
  root: hashOf('lines'),
  count: 5,
};
