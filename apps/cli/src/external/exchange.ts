import { canonicalBytes, limits, openCanonical, Parameters, Sha256, type SliceLine, toUtf8 } from '@assent/schema';
import { type SliceSource, slotSeed } from '@assent/synth';
import { z } from 'zod';
import { fail } from '../failure.ts';
import { type External, sha256 } from './description.ts';

/** What an external generator is asked for one item: a line of canonical JSON. */
export interface Asked {
  readonly slot: number;
  readonly seed: Uint8Array;
  /** Without a line feed. */
  readonly bytes: Uint8Array;
}

/** What it answers, beside the file: canonical JSON. */
const Answer = z.strictObject({
  format: z.literal('synth-answer/1'),
  /** SHA-256 of the question: an answer to another does not count. */
  request: Sha256,
  class: z.string().max(40),
  mime: z.string().max(100),
  labels: z.json(),
  /** Of the file. */
  sha256: Sha256,
  /** Of a command: the file's name in the folder. */
  file: z.string().max(255).optional(),
});
type Answer = z.infer<typeof Answer>;

/** An item that an external generator made, and was held to what it says. */
export interface ExternalItem {
  readonly line: SliceLine;
  readonly bytes: Uint8Array;
}

export const askFor = (source: SliceSource, slot: number): Asked => {
  const seed = slotSeed(source, slot);
  const { generator, parameters, stratum } = source;
  const request = {
    format: 'synth-request/1',
    generator: `${generator.id}@${generator.version}`,
    parameters: Parameters.parse(parameters),
    seed: Buffer.from(seed).toString('hex'),
    slot,
    stratum,
  };
  return { slot, seed, bytes: canonicalBytes(request) };
};

/** Bytes of an answer: a line of a slice, and room. */
export const answerMost = 2 * limits.sliceLine;

/** An answer to a question, of the class and kind that the generator is described as. */
export const openAnswer = (bytes: Uint8Array, { bytes: asked, slot }: Asked, external: External): Answer => {
  const opened = openCanonical(Answer, bytes, answerMost);
  if (!opened.ok) return fail('generator_failed', `slot ${slot}: ${opened.refusal.code}: ${opened.refusal.detail}`);
  const answer = opened.value;
  const off = (what: string): never => fail('generator_mismatch', `slot ${slot}: ${what}`);
  if (answer.request !== sha256(asked)) off('an answer to another question');
  // What calls itself less than it is described as would inherit less.
  if (answer.class !== external.class) off(`it says ${answer.class}, it is described as ${external.class}`);
  if (answer.mime !== external.mime) off(`it says ${answer.mime}, it is described as ${external.mime}`);
  return answer;
};

/** The item, hashed here: what an answer says of its file is compared, and not taken. */
export const itemOf = (answer: Answer, bytes: Uint8Array, { seed, slot }: Asked): ExternalItem => {
  const hash = sha256(bytes);
  if (hash !== answer.sha256) fail('generator_mismatch', `slot ${slot}: the file is ${hash}, it says ${answer.sha256}`);
  const { labels, mime } = answer;
  // Nobody here decodes it, so its content is its file.
  return { line: { sha256: hash, content: hash, slot, seed: sha256(seed), mime, labels }, bytes };
};

export const lineOf = ({ bytes }: Asked): Uint8Array => Buffer.concat([bytes, toUtf8('\n')]);
