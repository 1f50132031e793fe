import { codes } from '@assent/schema';
import type { Failure } from './failure.ts';

/** What a command answers: a value for scripts, lines for people, and whether it is a yes. */
export interface Answer {
  readonly value: unknown;
  readonly lines: readonly string[];
  /** `false` exits with 1: the question was answered with no. */
  readonly yes: boolean;
}

/** Exit codes: true, refused or false, wrong use. */
export const exit = { yes: 0, no: 1, wrongUse: 2 } as const;

export const printAnswer = ({ value, lines }: Answer, json: boolean): void => {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : lines.map((line) => `${line}\n`).join(''));
};

/** A refusal: what is wrong, that nothing was lost, what to do, and the code for scripts. */
export const printFailure = ({ refusal }: Failure, json: boolean): void => {
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, ...refusal })}\n`);
  else
    process.stderr.write(
      `${codes[refusal.code].sentence}\n  ${refusal.code}${refusal.detail === '' ? '' : `: ${refusal.detail}`}\n`,
    );
};
