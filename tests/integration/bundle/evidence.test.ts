import { type Code, toUtf8 } from '@assent/schema';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ProofSection } from '../../../packages/consent/src/bundle/format.ts';
import { codesOf, makeBundle, verifyCheated, verifyFiles } from '../../support/bundles.ts';
import { type Cheat, findsEach } from '../../support/cheating.ts';
import { people, portrait, poster, type Story, tellStory } from '../../support/consent-story.ts';
import { editLines, editProofs, editStatements, type StatementRecord } from '../../support/evidence-files.ts';
import { hashOf, keyOf } from '../../support/written-statements.ts';

// The team shows other evidence than the registry gave it, and signs its hashes.
let story: Story;
beforeAll(async () => {
  story = await tellStory();
});

const replaceAt = <T>(values: readonly T[], i: number, change: (value: T) => T): T[] =>
  values.map((value, at) => (at === i ? change(value) : value));

const statements = (
  what: string,
  edit: (records: StatementRecord[], story: Story) => readonly StatementRecord[],
  ...codes: Code[]
): Cheat => ({ what, cheats: (told) => ({ evidence: editStatements((records) => edit(records, told)) }), codes });

describe('statements of which', () => {
  const entryOf = (records: StatementRecord[], index: number): Uint8Array =>
    records.find((record) => record.index === index)!.entry;
  findsEach(
    () => story,
    [
      statements('none is changed verify', (records) => records),
      statements('one is left out are found', (records) => records.slice(1), 'proof_invalid'),
      statements('one is shown twice are found', (records) => [records[0]!, ...records], 'bundle_unreadable'),
      statements('two change places are found', (records) => records.toReversed(), 'bundle_unreadable'),
      statements(
        'one is another of the same log are found',
        (records, { grants }) => {
          const entry = entryOf(records, grants.glasshouse.index);
          return records.map((record) => (record.index === grants.lantern.index ? { ...record, entry } : record));
        },
        'proof_invalid',
      ),
      statements(
        'one more of the same log is shown are found',
        (records, { registry, grants }) =>
          [...records, { index: grants.research.index, entry: registry.entry(grants.research.index) }].toSorted(
            (a, b) => a.index - b.index,
          ),
        'proof_invalid',
      ),
      statements(
        'one stands at another place are found',
        (records) => replaceAt(records, records.length - 1, ({ index, entry }) => ({ index: index + 1, entry })),
        'proof_invalid',
      ),
      statements(
        'one has a place beyond counting are found',
        (records) => replaceAt(records, records.length - 1, ({ entry }) => ({ index: Number.MAX_SAFE_INTEGER, entry })),
        'proof_invalid',
      ),
      statements(
        'one lost its last byte are found',
        (records) => replaceAt(records, 0, ({ index, entry }) => ({ index, entry: entry.subarray(0, -1) })),
        'malformed',
        'proof_invalid',
      ),
      statements('none is shown are found', () => [], 'proof_invalid'),
    ],
  );
});

const proofs = (
  what: string,
  edit: (sections: ProofSection[]) => readonly ProofSection[],
  ...codes: Code[]
): Cheat => ({
  what,
  cheats: { evidence: editProofs(edit) },
  codes,
});

const log = 0;
/** Of the log, of four works lists and a slice, of the state. */
const ofKind =
  (kind: ProofSection['kind']) =>
  (section: ProofSection): boolean =>
    section.kind === kind;
const change =
  (which: (section: ProofSection, i: number) => boolean, edit: (section: ProofSection) => Partial<ProofSection>) =>
  (sections: ProofSection[]): ProofSection[] =>
    sections.map((section, i) => (which(section, i) ? { ...section, ...edit(section) } : section));

describe('proofs', () => {
  findsEach(
    () => story,
    [
      proofs('as they are verify', (sections) => sections),
      ...(['log', 'state'] as const).flatMap((kind): Cheat[] => {
        const codes = ['proof_invalid'] as const;
        return [
          proofs(
            `of the ${kind} without a hash are found`,
            change(ofKind(kind), ({ hashes }) => ({ hashes: hashes.slice(1) })),
            ...codes,
          ),
          proofs(
            `of the ${kind} with a hash more are found`,
            change(ofKind(kind), ({ hashes }) => ({ hashes: [...hashes, hashes[0]!] })),
            ...codes,
          ),
          proofs(
            `of the ${kind} in another order are found`,
            change(ofKind(kind), ({ hashes }) => ({ hashes: hashes.toReversed() })),
            ...codes,
          ),
          proofs(
            `of the ${kind} with no hash are found`,
            change(ofKind(kind), () => ({ hashes: [] })),
            ...codes,
          ),
          proofs(
            `of the ${kind} of a larger tree are found`,
            change(ofKind(kind), ({ size }) => ({ size: size + 1 })),
            ...codes,
          ),
          proofs(
            `of the ${kind} of a smaller tree are found`,
            change(ofKind(kind), ({ size }) => ({ size: size - 1 })),
            ...codes,
          ),
          proofs(
            `of the ${kind} of no tree are found`,
            change(ofKind(kind), () => ({ size: 0 })),
            ...codes,
          ),
          proofs(
            `without that of the ${kind} are found`,
            (sections) => sections.filter((section) => !ofKind(kind)(section)),
            ...codes,
          ),
        ];
      }),
      proofs('without that of a list are found', (sections) => sections.toSpliced(1, 1), 'proof_invalid'),
      proofs(
        'of a list with a hash more are found',
        change(
          (_, i) => i === 1,
          () => ({ hashes: [new Uint8Array(32)] }),
        ),
        'proof_invalid',
      ),
      proofs(
        'of a longer list are found',
        change(
          (_, i) => i === 1,
          ({ size }) => ({ size: size + 1 }),
        ),
        'proof_invalid',
      ),
      proofs(
        'of the list of another statement are found',
        change(
          (_, i) => i === 1,
          ({ statement }) => ({ statement: statement - 1 }),
        ),
        'proof_invalid',
      ),
      proofs(
        'of a list that no line is of are found',
        (sections) => sections.toSpliced(1, 0, { kind: 'works', statement: 1, size: 1, hashes: [] }),
        'evidence_surplus',
      ),
      proofs('in another order are found', (sections) => sections.toReversed(), 'bundle_unreadable'),
      proofs('of the log twice are found', (sections) => [sections[log]!, ...sections], 'bundle_unreadable'),
      proofs('of nothing are found', () => [], 'proof_invalid'),
    ],
  );
});

const lines = (
  what: string,
  file: 'state' | 'works',
  edit: (lines: string[]) => readonly string[],
  ...codes: Code[]
): Cheat => ({
  what,
  cheats: { evidence: editLines(file, edit) },
  codes,
});

describe('works lines', () => {
  const dropped =
    (name: string) =>
    (all: string[]): string[] =>
      all.filter((line) => !line.includes(hashOf(name)));
  findsEach(
    () => story,
    [
      lines('as they are verify', 'works', (all) => all),
      lines('of which one is left out are found', 'works', dropped(poster), 'evidence_missing', 'evidence_surplus'),
      lines(
        'without that of the person depicted are found',
        'works',
        (all) => all.filter((line) => !line.includes(hashOf(portrait)) || line.includes('"owners"')),
        'evidence_missing',
        'evidence_surplus',
      ),
      lines(
        'of which one is shown twice are found',
        'works',
        (all) => [all[0]!, ...all],
        'evidence_surplus',
        'proof_invalid',
      ),
      lines(
        'in another order are found',
        'works',
        (all) => all.toReversed(),
        'evidence_missing',
        'evidence_surplus',
        'proof_invalid',
        'synthetic_mismatch',
      ),
      lines(
        'with another name in them are found',
        'works',
        (all) => all.map((line) => line.replace('Photograph: acanthus', 'Photograph: a canthus')),
        'duties_mismatch',
        'proof_invalid',
      ),
      lines(
        'that say of nobody that they are depicted are found',
        'works',
        (all) => all.map((line) => line.replace(/"depicts":\[\{[^\]]*\]/, '"depicts":[]')),
        'evidence_surplus',
        'proof_invalid',
        'state_mismatch',
      ),
      lines(
        'at another place of their list are found',
        'works',
        (all) => all.map((line) => line.replace('{"leaf":0', '{"leaf":1')),
        'evidence_surplus',
        'proof_invalid',
      ),
      lines(
        'of another list are found',
        'works',
        (all) => all.map((line) => line.replace(/"statement":[0-9]+\}$/, '"statement":0}')),
        'proof_invalid',
      ),
      lines(
        'not in their one spelling are found',
        'works',
        (all) => all.map((line) => ` ${line}`),
        'bundle_unreadable',
      ),
      lines('of none at all are found', 'works', () => [], 'evidence_missing', 'evidence_surplus'),
    ],
  );
});

describe('state lines', () => {
  findsEach(
    () => story,
    [
      lines('as they are verify', 'state', (all) => all),
      lines(
        'without that of a work are found',
        'state',
        (all) => all.filter((line) => !line.includes(`"work":"${hashOf(poster)}"`)),
        'evidence_missing',
        'evidence_surplus',
        'proof_invalid',
      ),
      lines(
        'without that of an identity are found',
        'state',
        (all) => all.filter((line) => !line.includes(`"identity":"${people.sitter.did}"`)),
        'evidence_missing',
        'proof_invalid',
      ),
      lines('of which one is shown twice are found', 'state', (all) => [all[0]!, ...all], 'bundle_unreadable'),
      lines(
        'with works before identities are found',
        'state',
        (all) => [...all.filter((line) => line.includes('"work"')), ...all.filter((line) => !line.includes('"work"'))],
        'bundle_unreadable',
        'evidence_missing',
      ),
      lines(
        'that forget a person are found',
        'state',
        (all) => all.map((line) => line.replace(/"depicts":\[\{[^\]]*\]/, '"depicts":[]')),
        'proof_invalid',
        'state_mismatch',
        'evidence_surplus',
      ),
      lines(
        'at another place are found',
        'state',
        (all) => all.map((line) => line.replace('{"leaf":0', '{"leaf":1')),
        'proof_invalid',
      ),
      lines('of none at all are found', 'state', () => [], 'evidence_missing', 'evidence_surplus', 'proof_invalid'),
    ],
  );

  test('of an identity after those of works are found, though no work needs it', async () => {
    const name = keyOf('nobody').did;
    const report = await verifyCheated(story, {
      evidence: editLines('state', (all) => [...all, `{"leaf":99,"line":{"identity":"${name}","live":[]}}`]),
    });
    expect(codesOf(report)).toEqual(['bundle_unreadable']);
  });

  test('cannot hide a withdrawal: the team shows the line of before, and the state has another', async () => {
    const withdrawn = await tellStory({
      before: async (signing) => {
        await signing.withdraw(people.client, signing.lastOf(people.client).id);
      },
    });
    const { index } = withdrawn.grants.client;
    const work = hashOf(poster);
    const honest = await verifyCheated(withdrawn, {});
    expect(honest.errors).toEqual([]);
    const shown = await makeBundle(withdrawn, {
      items: (items) =>
        [
          ...items,
          { sha256: work, ext: 'png', source: 'consented', split: 'train', stratum: 'pictures' } as const,
        ].toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
      manifest: (manifest) => ({ ...manifest, scope: {}, duties: ['attribute'] }),
      evidence: editLines('state', (all) =>
        all.map((line) =>
          line.includes(`"work":"${work}"`) ? line.replace('"live":[]', `"live":[[${index},0]]`) : line,
        ),
      ),
    });
    const report = await verifyFiles(withdrawn, shown.files);
    expect(codesOf(report)).toEqual(['evidence_missing', 'evidence_surplus', 'proof_invalid']);
    expect(report.errors.map(({ item }) => item)).toContain(work);
  });
});

describe('a checkpoint', () => {
  test('that is later than the manifest’s is found', async () => {
    const { registry } = story;
    await makeBundle(story);
    const { note } = await registry.checkpoint();
    const report = await verifyCheated(story, {
      checkpointSize: registry.size - 1,
      evidence: (evidence) => {
        evidence.checkpoint = toUtf8(note);
      },
    });
    expect(codesOf(report)).toEqual(['checkpoint_mismatch']);
  });

  test('under which the statements are proved for another size is found', async () => {
    const { registry } = story;
    const earlier = await registry.checkpoint(registry.size - 1);
    const report = await verifyCheated(story, {
      evidence: (evidence) => {
        evidence.checkpoint = toUtf8(earlier.note);
      },
      manifest: (manifest) => ({
        ...manifest,
        asOf: { ...manifest.asOf, checkpoint: { size: earlier.size, root: earlier.root } },
      }),
    });
    expect(codesOf(report)).toEqual(['proof_invalid']);
  });

  test('that covers what its evidence needs, and no more, is enough', async () => {
    const report = await verifyCheated(story, { checkpointSize: story.slice.index + 1 });
    expect(codesOf(report)).toEqual([]);
  });
});
