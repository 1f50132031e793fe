import { join } from 'node:path';
import { files as bundleFiles, parentsFile } from '@assent/consent';
import { concatBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { type Decision, fromUtf8, type Manifest, type Reason, toUtf8 } from '@assent/schema';
import { answerOffers, offers, offersAsCase } from '../independent/acceptance.ts';
import { offersOfPeople } from '../independent/acceptance-of-people.ts';
import { cheats, flip, liberties } from '../independent/cheats.ts';
import { cheatsOfPeople, falsePeople, issuer } from '../independent/cheats-of-people.ts';
import { compare, disagreements, firstCodes, namesOf, type Question } from '../independent/compare.ts';
import { editsOf } from '../independent/edits.ts';
import { fillPage, makeExamples, readPages } from '../independent/examples.ts';
import { stories } from '../independent/false-stories.ts';
import { type Extent, tellLargeStory } from '../independent/large-story.ts';
import { askPython, hasPython, runPython, verifyOnceInPython } from '../independent/python.ts';
import { Draw, randomCase } from '../independent/random-cases.ts';
import { randomHistory } from '../independent/random-histories.ts';
import { randomlyEdited } from '../independent/random-edits.ts';
import { tellStoryOfPeople, workNames } from '../independent/story-of-people.ts';
import { cosigned, trusts, withWitness } from '../independent/trusts.ts';
import { type Bundle, makeBundle } from '../support/bundles.ts';
import { type Story, tellStory } from '../support/consent-story.ts';
import { hashOf, newYear } from '../support/written-statements.ts';
import { answer } from './answer.ts';
import { judge } from './decisions/judge.ts';
import { groups } from './decisions/situation.ts';

describe('the specification', () => {
  test('shows examples that the code makes, each once', async () => {
    const examples = await makeExamples();
    const used: string[] = [];
    for (const [name, page] of await readPages()) {
      expect({ name, page }).toEqual({ name, page: fillPage(page, examples, (example) => used.push(example)) });
    }
    expect(used.toSorted()).toEqual(Object.keys(examples).toSorted());
  });
});

describe('the rules of acceptance', () => {
  test.each([
    ['each offer', offers],
    ['each offer of people', offersOfPeople],
  ])('answer to %s with the code that the specification gives', (_, offered) => {
    const answers = answerOffers(offered, newYear);
    expect(offered.map(({ name }, i) => [name, answers[i]])).toEqual(offered.map(({ name, code }) => [name, code]));
  });
});

const why = hasPython ? '' : ' (skipped: no Python 3.11 here)';

// The second verifier is written in Python, which not every machine has.
describe.skipIf(!hasPython)(`two verifiers that share no code${why}`, { timeout: 240_000 }, () => {
  test('say yes to the same bundles', async () => {
    const story = await tellStory();
    const questions: Question[] = [];
    for (const [name, cheat] of liberties) questions.push({ name, files: (await makeBundle(story, cheat)).files });
    const compared = await compare(story, questions);
    expect(disagreements(compared)).toEqual([]);
    expect(namesOf(compared, false)).toEqual([]);
  });

  test.each<Extent>([
    { photographers: 1, works: 1, slots: 1 },
    { photographers: 5, works: 13, slots: 2 },
    { photographers: 24, works: 20, slots: 40 },
  ])('say yes to $photographers photographers with $works works each and $slots synthetic items', async (extent) => {
    const story = await tellLargeStory(extent);
    const { files, items } = await makeBundle(story, { bare: true });
    const compared = await compare(story, [{ name: 'large', files }]);
    expect(compared).toEqual([{ name: 'large', ok: true, first: undefined, differ: undefined }]);
    expect(items.length).toBeGreaterThan(extent.photographers * extent.works * 0.6);
  });

  test('answer at a terminal: a report, and 0 or 1', async () => {
    const story = await tellStory();
    const { files } = await makeBundle(story);
    const verified = await verifyOnceInPython(files, story.registry.trust);
    expect(verified).toMatchObject({
      status: 0,
      report: { ok: true, errors: [], counts: { total: 9, synthetic: 2 } },
    });
    const damaged = await verifyOnceInPython(new Map([...files].slice(1)), story.registry.trust);
    expect(damaged).toMatchObject({
      status: 1,
      report: { ok: false, errors: [{ code: 'file_missing' }], asOf: null },
    });
  });

  test('say the same no to every change after signing', async () => {
    const story = await tellStory();
    const { files } = await makeBundle(story);
    const compared = await compare(
      story,
      editsOf(files).map(([name, edited]) => ({ name, files: edited })),
    );
    expect(disagreements(compared)).toEqual([]);
    expect(namesOf(compared, true)).toEqual([]);
    expect(compared.length).toBeGreaterThan(150);
    expect(firstCodes(compared).length).toBeGreaterThan(15);
  });

  test('say the same no to every cheat that was signed', async () => {
    const story = await tellStory();
    const questions: Question[] = [];
    for (const [name, cheat] of cheats) questions.push({ name, files: (await makeBundle(story, cheat)).files });
    const compared = await compare(story, questions);
    expect(disagreements(compared)).toEqual([]);
    expect(namesOf(compared, true)).toEqual([]);
    expect(firstCodes(compared).length).toBeGreaterThan(25);
  });

  test('say the same no to evidence that was edited at random, and signed', async () => {
    const story = await tellStory();
    const questions: Question[] = [];
    for (let seed = 1; questions.length < 150; seed++) {
      const edited = await randomBundle(story, new Draw(seed));
      if (edited !== undefined) questions.push({ name: `seed ${seed}`, files: edited.files });
    }
    const compared = await compare(story, questions);
    expect(disagreements(compared)).toEqual([]);
    expect(namesOf(compared, true)).toEqual([]);
  });

  test.each(stories)('say the same no to %s', async (name, options) => {
    const story = await tellStory(options);
    const compared = await compare(story, [{ name, files: (await makeBundle(story)).files }]);
    expect(disagreements(compared)).toEqual([]);
    expect(namesOf(compared, true)).toEqual([]);
  });

  test('say the same of datasets that were made from others', async () => {
    const story = await tellStory();
    const parent = await makeBundle(story);
    const modest = await makeBundle(story, { manifest: (manifest) => ({ ...manifest, scope: {} }) });
    const lineOf = (one: Bundle): Uint8Array => concatBytes(one.files.get(bundleFiles.manifest)!, toUtf8('\n'));
    const idOf = ({ release: { statement } }: Bundle): string =>
      statement.kind === 'release' ? statement.manifest : '';
    const child = async (name: string, parents: readonly Bundle[], shown: Uint8Array | undefined) => {
      const change = (manifest: Manifest): Manifest => ({ ...manifest, parents: parents.map(idOf).toSorted() });
      const made = await makeBundle(story, { manifest: change });
      if (shown !== undefined) made.files.set(parentsFile, shown);
      return { name, files: made.files };
    };
    const line = lineOf(parent);
    const compared = await compare(story, [
      await child('in order', [parent], line),
      await child('beyond its parent', [modest], lineOf(modest)),
      await child('another parent than it names', [parent], lineOf(modest)),
      await child('a parent more', [parent], concatBytes(line, lineOf(modest))),
      await child('without their manifests', [parent], undefined),
      await child('with manifests of none', [], line),
      await child('without a last line feed', [parent], line.subarray(0, -1)),
      await child('of very many lines', [parent], toUtf8('\n'.repeat(65))),
      await child('of no text', [parent], Uint8Array.of(0xff, 0x0a)),
      await child('signed by nobody', [parent], flip(line, -20)),
      await child('spelt otherwise', [parent], concatBytes(toUtf8(' '), line)),
    ]);
    expect(disagreements(compared)).toEqual([]);
    expect(namesOf(compared, true)).toEqual(['in order']);
    expect(firstCodes(compared)).toContain('laundering');
  });

  test('say yes to a dataset of delegates, guardians, disputes and keys that changed', async () => {
    const story = await tellStoryOfPeople();
    const { files, items } = await makeBundle(story, issuer);
    const compared = await compare(story, [{ name: 'people', files }]);
    expect(compared).toEqual([{ name: 'people', ok: true, first: undefined, differ: undefined }]);
    expect(items.map(({ sha256 }) => sha256)).toEqual(workNames.map((name) => hashOf(name)).toSorted());
  });

  test('say the same no to whatever is left out of such a dataset', async () => {
    const story = await tellStoryOfPeople({ asksTheRule: false });
    const questions: Question[] = [];
    for (const [name, cheat] of cheatsOfPeople(story))
      questions.push({ name, files: (await makeBundle(story, { ...issuer, ...cheat })).files });
    const compared = await compare(story, questions);
    expect(disagreements(compared)).toEqual([]);
    expect(namesOf(compared, true)).toEqual([]);
  });

  test.each(falsePeople)('say the same no to %s', async (name, options) => {
    const story = await tellStoryOfPeople(options);
    const compared = await compare(story, [{ name, files: (await makeBundle(story, issuer)).files }]);
    expect(disagreements(compared)).toEqual([]);
    expect(namesOf(compared, true)).toEqual([]);
  });

  test('say the same no where another log, issuer, attester, witness or monitor is trusted', async () => {
    const story = await tellStory();
    const { files } = await makeBundle(story);
    for (const [name, trust] of trusts(story.registry.trust)) {
      const compared = await compare(story, [{ name, files }], trust);
      expect(disagreements(compared)).toEqual([]);
      expect(namesOf(compared, false)).toEqual([name]);
    }
  });

  test.each([
    ['at that time', newYear + 5, 1, true],
    ['an hour later', newYear + 3600, 1, true],
    ['more than an hour later', newYear + 3601, 1, false],
    ['too few', newYear, 2, false],
  ])('agree on witnesses: %s', async (name, time, quorum, ok) => {
    const story = await tellStory();
    const { files } = await makeBundle(story, cosigned(time));
    const compared = await compare(story, [{ name, files }], withWitness(story.registry.trust, quorum));
    const first = ok ? undefined : 'witness_quorum_missing';
    expect(compared).toEqual([{ name, ok, first, differ: undefined }]);
  });

  test('check every worked example of the specification', async () => {
    const { status, lines } = runPython(['--pages', join(import.meta.dirname, '..', '..', 'docs', 'spec')], []);
    const checked = JSON.parse(lines[0]!) as Record<string, boolean>;
    expect(status).toBe(0);
    expect(checked).toEqual(Object.fromEntries(Object.keys(await makeExamples()).map((name) => [name, true])));
  });

  test('accept and refuse the same statements, by the same codes', () => {
    const both = [offers, offersOfPeople];
    const theirs = askPython(both.map((offered) => offersAsCase(offered, newYear))) as { codes: unknown[] }[];
    for (const [i, offered] of both.entries()) {
      const answers = theirs[i]!.codes;
      expect(offered.map(({ name }, j) => [name, answers[j]])).toEqual(offered.map(({ name, code }) => [name, code]));
    }
  });

  test('decide 800 random cases alike: verdict and every reason', async () => {
    const cases = Array.from({ length: 800 }, (_, seed) => randomCase(seed));
    const theirs = askPython(cases) as Decision[];
    const ours = await Promise.all(cases.map((one) => answer(toUtf8(JSON.stringify(one)))));
    for (const [seed, said] of ours.entries()) {
      expect({ seed, ...readable(said) }).toEqual({ seed, ...readable(theirs[seed]!) });
    }
    const verdicts = theirs.map(({ verdict }) => verdict);
    for (const verdict of ['allow', 'deny', 'review']) {
      expect(verdicts.filter((one) => one === verdict).length).toBeGreaterThan(20);
    }
    const codes = new Set(theirs.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
    expect([...codes].toSorted()).toEqual(decisionCodes);
  });

  test('decide every situation that is told for lawyers alike', () => {
    const judged = groups.flatMap(({ situations }) => situations.map(judge));
    const theirs = askPython(judged.map(({ asCase }) => asCase)) as Said[];
    for (const [i, { decision }] of judged.entries()) expect(readable(theirs[i]!)).toEqual(readable(decision));
  });

  test('take in 300 random histories of all kinds alike, entry by entry, and decide on them alike', async () => {
    const asked = Array.from({ length: 300 }, (_, seed) => randomHistory(seed)).flatMap((decided) => {
      const { entries, at } = decided;
      return [decided, { op: 'accept', entries, at }];
    });
    const theirs = askPython(asked) as (Said & { readonly codes?: readonly (string | null)[] })[];
    const codes = new Set<string | null>();
    for (const [i, one] of asked.entries()) {
      const said = theirs[i]!;
      const ours = (await answer(toUtf8(JSON.stringify(one)))) as typeof said;
      expect({ i, codes: ours.codes, ...readable(ours) }).toEqual({ i, codes: said.codes, ...readable(said) });
      for (const code of said.codes ?? [said.verdict!, ...said.reasons!.map((reason) => reason.code)]) codes.add(code);
    }
    const met = `allow deny review disclaimed disputed guardianship_lapsed guardian_grant_missing delegation_mismatch
      guardianship_too_late identity_superseded next_key_mismatch recovery_only`.split(/\s+/);
    expect(met.filter((code) => !codes.has(code))).toEqual([]);
  });
});

interface Said {
  readonly verdict?: string;
  readonly reasons?: readonly Reason[];
}

const readable = (said: Said): object => ({
  verdict: said.verdict,
  reasons: said.reasons?.map(({ code, use, axis, holder, statement }) =>
    [code, use, axis, holder, statement].map((member) => member ?? '').join(' '),
  ),
});

/** Every code that a decision on grants and attestations alone gives. */
const decisionCodes = [
  'assurance_too_low',
  'author_grant_missing',
  'author_unknown',
  'commerce_not_granted',
  'competing_claims',
  'downstream_not_granted',
  'duties_not_granted',
  'expires_early',
  'guardian_grant_missing',
  'minor_protected',
  'no_holder',
  'on_withdraw_not_granted',
  'operators_not_granted',
  'owner_grant_missing',
  'people_uncleared',
  'reserved',
  'subject_grant_missing',
  'territory_not_granted',
  'use_not_granted',
];

/** A bundle of which one file was edited before it was signed; `undefined` where the edits changed nothing. */
const randomBundle = async (story: Story, draw: Draw): Promise<Bundle | undefined> => {
  const name = draw.pick(['checkpoint', 'items', 'proofs', 'state', 'state', 'statements', 'works', 'works'] as const);
  let changed = false;
  const edit = (bytes: Uint8Array): Uint8Array => {
    const edited = randomlyEdited(bytes, draw);
    changed = edited.length !== bytes.length || edited.some((byte, i) => byte !== bytes[i]);
    return edited;
  };
  const bundle = await makeBundle(story, {
    ...(name !== 'items' && {
      evidence: (all) => {
        all[name] = edit(all[name]);
      },
    }),
    ...(name === 'items' && {
      itemLines: (lines) => {
        const edited = fromUtf8(edit(toUtf8(lines.join('\n'))));
        return edited.ok ? edited.value.split('\n') : [];
      },
    }),
  });
  return changed ? bundle : undefined;
};
