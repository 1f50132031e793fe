import { Ledger, type Logged } from '@assent/consent';
import type { Terms, WorksLine } from '@assent/schema';
import { people, type Signing, type StoryOptions } from '../support/consent-story.ts';
import { days, hashOf, holderLine, newYear, openTerms } from '../support/written-statements.ts';

const more = [holderLine('more', { owners: [people.stranger.did] })];

const grantMore = async (signing: Signing, terms: Partial<Terms>): Promise<void> => {
  await signing.grant(people.stranger, { ...openTerms, ...terms }, more);
};

const replaceMore = async (signing: Signing): Promise<void> => {
  const { id } = await signing.grant(people.stranger, openTerms, more);
  await signing.grant(people.stranger, { ...openTerms, onWithdraw: 'retrain-or-delete' }, more, { replaces: [id] });
};

const attestThemself = async (signing: Signing): Promise<void> => {
  await signing.attest(people.lantern, people.lantern.did);
};

/** What a team may have published that no verifier should take, though the registry did. */
export const stories: readonly (readonly [name: string, StoryOptions])[] = [
  ['a slice that skips a slot', { slice: (slice, nonce) => ({ slice, lines: skipping(nonce) }), asksTheRule: false }],
  [
    'a slice of a nonce of its own',
    {
      slice: (slice, nonce) => ({ slice: { ...slice, nonce: hashOf('mine') }, lines: skipping(nonce, 0) }),
      asksTheRule: false,
    },
  ],
  [
    'a slice of a model',
    {
      slice: (slice, nonce) => ({ slice: { ...slice, class: 'derived' }, lines: skipping(nonce, 0) }),
      asksTheRule: false,
    },
  ],
  [
    'a slice with a lineage',
    {
      slice: (slice, nonce) => ({ slice: { ...slice, lineage: [slice.plan] }, lines: skipping(nonce, 0) }),
      asksTheRule: false,
    },
  ],
  [
    'a slice that stands in',
    {
      slice: (slice, nonce) => ({ slice: { ...slice, role: 'placeholder' }, lines: skipping(nonce, 0) }),
      asksTheRule: false,
    },
  ],
  [
    'a slice of other parameters',
    {
      slice: (slice, nonce) => ({ slice: { ...slice, parameters: { objects: 4 } }, lines: skipping(nonce, 0) }),
      asksTheRule: false,
    },
  ],
  ['a plan of another dataset', { plan: (plan) => ({ ...plan, dataset: 'other' }), asksTheRule: false }],
  ['a plan of another spec', { plan: (plan) => ({ ...plan, spec: hashOf('other') }), asksTheRule: false }],
  [
    'a grant of ten years',
    { before: (signing) => grantMore(signing, { until: newYear + 3650 * days }), asksTheRule: false },
  ],
  ['an archive that attests itself', { before: attestThemself, asksTheRule: false }],
  ['a state of a grant that was replaced', { before: replaceMore, fold: () => new Forgetful(), asksTheRule: false }],
];

/** A fold that does not know that grants are replaced: the registry states what has ended. */
class Forgetful extends Ledger {
  override apply(logged: Logged, of: readonly WorksLine[]): void {
    const { statement } = logged;
    super.apply(statement.kind === 'grant' ? { ...logged, statement: { ...statement, replaces: [] } } : logged, of);
  }
}

const skipping = (nonce: string, first = 1) =>
  [0, 1].map((i) => ({
    sha256: hashOf(`scene ${i}`),
    content: hashOf(`content ${i} from ${nonce}`),
    slot: i + first,
    seed: hashOf(`seed ${i} from ${nonce}`),
    mime: 'image/png',
    labels: { objects: 3 },
  }));
