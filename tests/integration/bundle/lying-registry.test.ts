import { Ledger } from '@assent/consent';
import type { Claim, Code, Grant, WorkStateLine } from '@assent/schema';
import { describe, expect, test } from 'vitest';
import { type Cheats, codesOf, verifyCheated } from '../../support/bundles.ts';
import {
  people,
  plates,
  portrait,
  poster,
  type Story,
  type StoryOptions,
  tellStory,
} from '../../support/consent-story.ts';
import { days, grantOf, hashOf, holderLine, listOf, newYear, openTerms } from '../../support/written-statements.ts';

/**
 * A registry that states what is not so. Whoever recomputes the state finds every lie; here is what a bundle alone
 * shows, and what it does not.
 */
class Liar extends Ledger {
  readonly #lieOf: (line: WorkStateLine, at: number) => WorkStateLine;

  constructor(lieOf: (line: WorkStateLine, at: number) => WorkStateLine) {
    super();
    this.#lieOf = lieOf;
  }

  override workLine(work: string, at: number): WorkStateLine | undefined {
    const line = super.workLine(work, at);
    return line === undefined ? undefined : this.#lieOf(line, at);
  }

  override liveOn(work: Work, at: number): [number, number][] {
    const told = { holders: [...work.standing.claims], live: super.liveOn(work, at), work: work.sha256 };
    return this.#lieOf(told, at).live;
  }
}

type Work = Parameters<Ledger['liveOn']>[0];

const codesFrom = async (options: StoryOptions): Promise<Code[]> =>
  codesOf(await verifyCheated(await tellStory(options), { bare: true }));
const lying = (
  lieOf: (line: WorkStateLine, at: number) => WorkStateLine,
  before?: StoryOptions['before'],
): StoryOptions => ({
  fold: () => new Liar(lieOf),
  ...(before && { before }),
});
const of =
  (name: string, change: (line: WorkStateLine) => Partial<WorkStateLine>) =>
  (line: WorkStateLine): WorkStateLine =>
    line.work === hashOf(name) ? { ...line, ...change(line) } : line;

describe('a registry that takes what no rule takes', () => {
  const takes = async (change: (grant: Grant) => Grant): Promise<Code[]> => {
    return codesFrom({
      asksTheRule: false,
      before: async (signing) => {
        const line = holderLine('extra', { owners: [people.client.did] });
        const { statement } = await signing.grant(people.client, openTerms, [line]);
        // The same work again, so that both grants bear on it.
        await signing.grant(people.client, openTerms, [line], change(statement));
      },
    });
  };

  test('a grant that the rule takes is taken', async () => {
    expect(await takes((grant) => ({ ...grant, iat: grant.iat - 1 }))).toEqual([]);
  });

  test('a grant in a capacity that its lines do not give is found', async () => {
    const codes = await takes((grant) => ({ ...grant, capacity: 'author', iat: grant.iat - 1 }));
    expect(codes).toContain('capacity_not_held');
  });

  test('a grant that ends before it begins is found', async () => {
    const from = newYear + 100 * days;
    expect(await takes((grant) => ({ ...grant, from, until: from }))).toContain('dates_impossible');
  });

  test('a grant by a plain key for longer than two years is found', async () => {
    expect(await takes((grant) => ({ ...grant, until: newYear + 3000 * days }))).toContain('term_too_long');
    expect(await takes((grant) => ({ ...grant, until: null }))).toContain('term_too_long');
  });

  test('a grant in the name of somebody whom its lines do not name is found', async () => {
    const delegation = `sha256:${hashOf('delegation')}`;
    const given = { principal: people.stranger.did, delegation };
    expect(await takes((grant) => ({ ...grant, for: given }))).toContain('capacity_not_held');
  });

  test('a subject’s line from an owner, and an owner’s from a subject, are found', async () => {
    const wrong = async (capacity: 'owner' | 'subject') =>
      codesFrom({
        asksTheRule: false,
        before: async (signing) => {
          const line = holderLine(poster, { owners: [people.client.did], author: people.illustrator.did });
          await signing.grant(people.client, { ...openTerms, capacity }, [line]);
        },
      });
    expect(await wrong('owner')).toEqual([]);
    // Such a list does not even open, so the state says nothing of it.
    expect(await wrong('subject')).toEqual([]);
  });

  test('a grant in somebody’s name by another’s key, or for another registry, is found', async () => {
    const forged = (change: Partial<Grant>, signer = people.client): Promise<Code[]> =>
      codesFrom({
        asksTheRule: false,
        before: async ({ registry }) => {
          const lines = [holderLine(poster, { owners: [people.client.did], author: people.illustrator.did })];
          const grant = grantOf(
            { aud: registry.origin, iss: people.client.did, iat: 1 + registry.now },
            openTerms,
            lines,
          );
          await registry.publish({ ...grant, ...change }, signer, listOf(lines).texts);
        },
      });
    expect(await forged({})).toEqual([]);
    expect(await forged({}, people.stranger)).toContain('key_not_authorised');
    expect(await forged({ aud: 'other.example/log' })).toContain('wrong_audience');
  });

  test('a check of oneself is found', async () => {
    expect(
      await codesFrom({
        asksTheRule: false,
        before: async (signing) => {
          await signing.attest(people.glasshouse, people.glasshouse.did);
        },
      }),
    ).toContain('signer_not_entitled');
  });

  test('a state that somebody else signed is found', async () => {
    const story = await tellStory({ asksTheRule: false });
    const signed = { ...story.state.statement, iss: people.team.did, iat: newYear + 1 };
    const state = (await story.registry.publish(signed, people.team)) as Story['state'];
    const consented: Cheats = { items: (items) => items.filter(({ source }) => source === 'consented') };
    expect(codesOf(await verifyCheated(story, consented))).toEqual([]);
    expect(codesOf(await verifyCheated(Object.assign(story, { state }), consented))).toEqual([
      'registry_only',
      'state_mismatch',
    ]);
  });
});

/** Where the client's grant of the poster stands in every story. */
const clientsGrant = 5;

describe('a registry that states what is not so', () => {
  test('and is honest, verifies', async () => {
    expect(await codesFrom(lying((line) => line))).toEqual([]);
  });

  test('forgets a person whom a shown line names: found', async () => {
    const without = (claim: Claim): Claim => ({ ...claim, depicts: [] });
    const forgets = of(portrait, ({ holders }) => ({ holders: holders.map(without) }));
    expect(await codesFrom(lying(forgets))).toContain('state_mismatch');
  });

  test('forgets every claim on a work: found, and it would have nobody to ask', async () => {
    const story = await tellStory(lying(of(poster, () => ({ holders: [] }))));
    const item = {
      sha256: hashOf(poster),
      ext: 'png',
      source: 'consented',
      split: 'train',
      stratum: 'pictures',
    } as const;
    const report = await verifyCheated(story, {
      items: (items) => [...items, item].toSorted((one, other) => (one.sha256 < other.sha256 ? -1 : 1)),
      manifest: (manifest) => ({ ...manifest, scope: {}, duties: ['attribute'] }),
    });
    expect(report.errors.map(({ code, item: named }) => [code, named])).toContainEqual(['state_mismatch', item.sha256]);
  });

  const replace: StoryOptions['before'] = async (signing) => {
    const old = signing.lastOf(people.client);
    const line = holderLine(poster, { owners: [people.client.did], author: people.illustrator.did });
    await signing.grant(people.client, { ...openTerms, basis: 'commission' }, [line], { replaces: [old.id] });
  };

  test('a replaced grant is not live, and the newer one counts', async () => {
    expect(await codesFrom({ before: replace })).toEqual([]);
  });

  test('says that a replaced grant is live beside the one that replaced it: found', async () => {
    const revive = of(poster, ({ live }) => ({
      live: live[0]?.[0] === clientsGrant ? live : [[clientsGrant, 0], ...live],
    }));
    expect(await codesFrom(lying(revive, replace))).toContain('state_mismatch');
  });

  test('leaves out a withdrawal: not found in a bundle, which is what monitors are for', async () => {
    const withdraws: StoryOptions['before'] = async (signing) => {
      await signing.withdraw(people.client, signing.lastOf(people.client).id);
    };
    const honest = await tellStory({ before: withdraws });
    expect((await verifyCheated(honest, {})).counts.consented).toBe(6);
    const still = of(poster, ({ live }) => ({ live: live.length > 0 ? live : [[clientsGrant, 0]] }));
    const lied = await tellStory(lying(still, withdraws));
    const report = await verifyCheated(lied, {});
    expect(report.counts.consented).toBe(7);
    expect(codesOf(report)).toEqual([]);
    // Recomputed from the log itself, the root is another.
    expect(lied.state.statement.root).not.toBe(honest.state.statement.root);
    expect(report.warnings.map(({ code }) => code)).toContain('state_unmonitored');
  });

  test('leaves out who claimed a work and withdrew: not found in a bundle either', async () => {
    const claims: StoryOptions['before'] = async (signing) => {
      const line = holderLine(plates[0], { owners: [people.stranger.did] });
      const { id } = await signing.grant(people.stranger, openTerms, [line]);
      await signing.withdraw(people.stranger, id);
    };
    expect((await verifyCheated(await tellStory({ before: claims }), {})).counts.consented).toBe(6);
    const forgets = of(plates[0], ({ holders }) => ({
      holders: holders.filter(({ owners }) => !owners.includes(people.stranger.did)),
    }));
    expect(await codesFrom(lying(forgets, claims))).toEqual([]);
  });
});

describe('a registry that orders its state differently', () => {
  class Shuffled extends Ledger {
    readonly #identities: (keys: readonly string[]) => readonly string[];
    constructor(identities: (keys: readonly string[]) => readonly string[]) {
      super();
      this.#identities = identities;
    }
    override stateKeys(): ReturnType<Ledger['stateKeys']> {
      const { identities, works } = super.stateKeys();
      return { identities: this.#identities(identities), works };
    }
  }

  test('and keeps the order verifies', async () => {
    expect(await codesFrom({ fold: () => new Shuffled((keys) => keys) })).toEqual([]);
  });

  test('with two lines of each identity is not found where one is shown: positions alone do not tell', async () => {
    const story = await tellStory({ fold: () => new Shuffled((keys) => keys.flatMap((key) => [key, key])) });
    const { count } = story.state.statement;
    expect(codesOf(await verifyCheated(story, {}))).toEqual([]);
    expect(count).toBe(
      (await tellStory()).state.statement.count + story.registry.ledger.stateKeys().identities.length / 2,
    );
  });
});
