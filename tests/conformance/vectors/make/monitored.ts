import { monitorsFile } from '@assent/consent';
import { cosignState, formatNote, formatStateNote, formatStateText, type PlacedState } from '@assent/log';
import { toUtf8, type Trust } from '@assent/schema';
import type { Signer } from '@assent/signing';
import { hashOf } from '../../../support/written-statements.ts';
import { elsewhere, type Made, type Twin } from './bundles.ts';
import { ben, crowd, witness } from './seal.ts';

/** Monitors, ascending by name. */
const [one, two] = crowd.slice(0, 2).toSorted((a, b) => (a.did < b.did ? -1 : 1)) as [Signer, Signer];

const askingMonitors =
  (quorum: number, keys: readonly Signer[] = [one, two]): NonNullable<Made['trust']> =>
  (honest: Trust) => ({ ...honest, monitors: { quorum, keys: keys.map(({ did }) => did).toSorted() } });

const later = 60;
const signatures = (state: PlacedState, monitors: readonly Signer[]) =>
  Promise.all(monitors.map((monitor) => cosignState(state, monitor.did, state.statement.at + later, monitor)));

/** The bundle's state as monitors cosigned it. */
const monitored =
  (monitors: readonly Signer[] = [one, two], change = (state: PlacedState): PlacedState => state): Made['edit'] =>
  async (all, { state }) => {
    const cosigned = change(state);
    all.set(monitorsFile, toUtf8(formatStateNote(cosigned, await signatures(cosigned, monitors))));
  };

const stated = (change: Partial<PlacedState['statement']>) =>
  monitored([one, two], ({ index, statement }) => ({ index, statement: { ...statement, ...change } }));

/** The signatures of a good note in another order or number, or the note with something replaced in it. */
const rearranged =
  (change: (all: Awaited<ReturnType<typeof signatures>>) => typeof all): Made['edit'] =>
  async (all, { state }) =>
    void all.set(
      monitorsFile,
      toUtf8(formatNote({ text: formatStateText(state), signatures: change(await signatures(state, [one, two])) })),
    );

type Row = Omit<Twin, 'section' | 'story' | 'neighbour'>;

// oxfmt-ignore
const rows: readonly Row[] = [
  { name: 'monitored-of-another-log', attack: 'monitors of another log', edit: stated({ aud: elsewhere }), codes: ['state_mismatch'] },
  { name: 'monitored-another-root', attack: 'a state of another root that monitors cosigned', edit: stated({ root: hashOf('other') }), codes: ['state_mismatch'] },
  { name: 'monitored-another-count', attack: 'a state of another count that monitors cosigned', edit: monitored([one, two], ({ index, statement }) => ({ index, statement: { ...statement, count: statement.count + 1 } })), codes: ['state_mismatch'] },
  { name: 'monitored-earlier', attack: 'monitors who cosigned the state before', edit: monitored([one, two], ({ index, statement }) => ({ index: index - 1, statement: { ...statement, size: statement.size - 1, at: statement.at - 60 } })), codes: ['state_mismatch'] },
  { name: 'monitored-twice', attack: 'a monitor counted twice', edit: rearranged(([first]) => [first!, first!]), codes: ['signature_duplicate'] },
  { name: 'monitored-out-of-order', attack: 'monitors out of order', edit: rearranged((all) => all.toReversed()), codes: ['checkpoint_malformed'] },
  { name: 'monitored-by-another-name', attack: 'a monitor under another’s name', edit: rearranged(([first, second]) => [first!, { ...first!, name: second!.name }]), codes: ['signature_invalid'] },
  { name: 'monitored-forged', attack: 'a cosignature that does not verify, of a monitor that nobody asks for', trust: askingMonitors(1, [one]), edit: rearranged(([first, second]) => [first!, { ...second!, signature: second!.signature.with(20, second!.signature[20]! ^ 1) }]), codes: ['signature_invalid'] },
  { name: 'monitored-at-another-time', attack: 'another time than the monitor signed', edit: rearranged(([first, second]) => [first!, { ...second!, signature: second!.signature.with(7, second!.signature[7]! ^ 1) }]), codes: ['signature_invalid'] },
  { name: 'monitored-by-a-witness', attack: 'a witness’s name where a monitor’s did belongs', edit: rearranged(([first]) => [first!, { ...first!, name: 'witness.example' }]), codes: ['key_malformed'] },
  { name: 'monitored-by-strangers', attack: 'monitors whom nobody named', trust: askingMonitors(1, [witness]), edit: monitored(), codes: ['monitor_quorum_missing'] },
  { name: 'monitored-too-few', attack: 'fewer monitors than are asked for', edit: monitored([one]), codes: ['monitor_quorum_missing'] },
  { name: 'monitored-nobody', attack: 'a note of no monitor', edit: async (all, { state }) => void all.set(monitorsFile, toUtf8(`${formatStateText(state)}\n`)), codes: ['checkpoint_malformed'] },
];

/** What is wrong with monitors' cosignatures, beside two that are asked for and are there. */
export const monitoredTwins: readonly Twin[] = rows.map((row): Twin => ({
  section: 'State',
  story: 'plain',
  neighbour: 'bundle/monitored',
  trust: askingMonitors(2),
  ...row,
}));

/** Two of two, one of whom is asked for, and a monitor more than anybody asks for. */
export const honestlyMonitored: readonly (readonly [name: string, made: Made])[] = [
  ['bundle/monitored', { story: 'plain', trust: askingMonitors(2), edit: monitored() }],
  ['bundle/monitored-by-more', { story: 'plain', trust: askingMonitors(1, [one]), edit: monitored([one, two, ben]) }],
  ['bundle/monitored-unasked', { story: 'plain', edit: monitored() }],
];
