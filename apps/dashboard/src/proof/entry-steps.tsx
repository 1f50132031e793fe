import type { Refusal, Result } from '@assent/schema';
import { Hash } from '../elements/Hash.tsx';
import { Identity } from '../elements/Identity.tsx';
import { describeRefusal } from '../failure.ts';
import { countOf, writeNumber } from '../words/figures.ts';
import type { LogKey } from './log-key.ts';
import type { Step } from './ProofStrip.tsx';
import type { EntryProof } from './verify-entry.ts';

const failed = (name: string, refusal: Refusal): Step => ({
  name,
  outcome: 'fails',
  sentence: describeRefusal(refusal),
});

/** A step from a result: how it reads where it holds. */
export const stepOf = <T,>(name: string, result: Result<T>, held: (value: T) => Omit<Step, 'name' | 'outcome'>): Step =>
  result.ok ? { name, outcome: 'holds', ...held(result.value) } : failed(name, result.refusal);

const keyWords: Record<LogKey['from'], string> = {
  pinned: 'It was checked against the key that you pinned in this browser.',
  server:
    'The key it was checked against comes from this same server: compare it with one you got elsewhere, and pin it.',
};

/** The list beside a statement, where the page has the whole of it. */
const listStep = ({ list }: EntryProof): Step[] =>
  list === undefined
    ? []
    : [
        stepOf('List', list, ({ count }) => ({
          sentence: `The list of ${countOf(count, 'line')} is the one that was signed.`,
        })),
      ];

/**
 * The chain of one entry: statement, what it signs beside itself, place in the log, checkpoint, cosignatures.
 * `beside` is what a page checked of that by itself, instead of the list.
 */
export const entrySteps = (proof: EntryProof, from: LogKey['from'], beside: readonly Step[]): Step[] => [
  stepOf('Statement', proof.statement, ({ keys, id }) => ({
    sentence: 'The bytes are in their one form, and the signer’s signature covers every one of them.',
    evidence: (
      <>
        {keys.map((key) => (
          <Identity key={key} of={key} />
        ))}
        <Hash value={id} of="the statement’s id" />
      </>
    ),
  })),
  ...(beside.length === 0 ? listStep(proof) : beside),
  stepOf('Place in the log', proof.inclusion, ({ index, leafHash }) => ({
    sentence: `It is entry ${writeNumber(index)}: its hash leads to the root of the checkpoint.`,
    evidence: <Hash value={leafHash} of="the leaf hash" />,
  })),
  stepOf('Checkpoint', proof.checkpoint, ({ size, root }) => ({
    sentence: `The log signed that its first ${countOf(size, 'entry', 'entries')} have this root. ${keyWords[from]}`,
    evidence: <Hash value={root} of="the root" />,
  })),
  cosignatureStep(proof),
];

const cosignatureStep = ({ checkpoint }: EntryProof): Step => {
  const others = checkpoint.ok ? checkpoint.value.signatures - 1 : 0;
  return {
    name: 'Cosignatures',
    outcome: 'open',
    sentence:
      others === 0
        ? 'No witness has cosigned this checkpoint: only this log vouches that it shows everybody the same history.'
        : `${countOf(others, 'more signature')} stand under this checkpoint, by witnesses that this page does not know.`,
  };
};
