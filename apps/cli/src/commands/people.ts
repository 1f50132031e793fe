import { type Capacity, Claim, Identity, openJson, type Receipt, resolveTime, WrittenTime } from '@assent/schema';
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Answer } from '../answer.ts';
import { fail, Failure, unwrap } from '../failure.ts';
import { now, readTermsFile } from '../files.ts';
import { openKeys } from '../keys.ts';
import { namedWorks } from '../operations/named-works.ts';
import { delegate, disclaim, dispute, erase, giveReceipt, guard, resolveDispute } from '../operations/people.ts';
import type { SigningOptions } from './options.ts';
import { answerOf, speakerOf } from './signing.ts';
import { signedForOf } from './statements.ts';

interface Works {
  readonly list?: string;
}

export const disclaimCommand = async (
  places: readonly string[],
  options: SigningOptions & Works & { readonly about: 'author' | 'depicted' | 'owner' },
): Promise<Answer> => {
  const works = await namedWorks(places, options.list);
  return answerOf(options, await disclaim(await speakerOf(options), works, options.about));
};

export const disputeCommand = async (
  places: readonly string[],
  options: SigningOptions & Works & { readonly about: 'depicted' | 'forged' | 'guardian' | 'owner' },
): Promise<Answer> => {
  const works = await namedWorks(places, options.list);
  return answerOf(options, await dispute(await speakerOf(options), works, options.about));
};

export const resolveCommand = async (
  places: readonly string[],
  options: SigningOptions &
    Works & {
      readonly dispute?: readonly string[];
      readonly strike?: string;
      readonly outcome: 'rejected' | 'upheld';
      readonly reason: string;
    },
): Promise<Answer> => {
  const works = await namedWorks(places, options.list);
  const strikes = options.strike === undefined ? [] : await readClaims(options.strike);
  const { outcome, reason } = options;
  const resolution = { disputes: options.dispute ?? [], outcome, strikes, reason };
  return answerOf(options, await resolveDispute(await speakerOf(options), works, resolution));
};

const largestClaims = 1024 * 1024;

/** A JSON array of claims, as `assent explain --json` and the pages show them. */
const readClaims = async (path: string): Promise<Claim[]> => {
  try {
    if ((await stat(path)).size > largestClaims) return fail('too_large', path);
    return unwrap(openJson(z.array(Claim).max(16), await readFile(path), largestClaims));
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    return fail('file_unreadable', `${path}: ${(cause as Error).message}`);
  }
};

const identity = (text: string): string => (Identity.safeParse(text).success ? text : fail('key_malformed', text));

export const delegateCommand = async (
  to: string,
  places: readonly string[],
  options: SigningOptions &
    Works & {
      readonly terms: string;
      readonly capacity?: readonly Capacity[];
      readonly for?: string;
      readonly under?: string;
    },
): Promise<Answer> => {
  const { terms, written } = await readTermsFile(options.terms);
  const all = places.length === 0 && options.list === undefined;
  const delegation = {
    to: identity(to),
    capacities: options.capacity ?? [],
    terms,
    written: written.terms,
    signedFor: signedForOf(options),
    works: all ? [] : await namedWorks(places, options.list),
  };
  return answerOf(options, await delegate(await speakerOf(options), delegation));
};

/** A written time (a day, a span from now) in seconds. */
const timeOf = (name: string, written: string): number => {
  const parsed = WrittenTime.safeParse(written);
  const time = parsed.success ? resolveTime(parsed.data, now()) : undefined;
  return time ?? fail('malformed', `${name} ${written}: a day (2027-03-31) or a span from now (P18M) is expected`);
};

export const guardianCommand = async (
  options: SigningOptions & { readonly minorKey: readonly string[]; readonly lapsesOn: string },
): Promise<Answer> => {
  const minor = await openKeys(options.minorKey, options.passphraseFile);
  const lapsesOn = timeOf('--lapses-on', options.lapsesOn);
  const said = await guard(await speakerOf(options), minor, options.lapsesOn, lapsesOn);
  return answerOf(options, said, { value: { minor: minor.identity } });
};

export const eraseCommand = async (
  statement: string,
  options: SigningOptions & { readonly works?: readonly string[]; readonly reason?: string },
): Promise<Answer> =>
  answerOf(options, await erase(await speakerOf(options), statement, options.works ?? [], options.reason));

const modelOf = (written: string, sha256: string | undefined): NonNullable<Receipt['model']> => {
  const at = written.lastIndexOf('@');
  if (at < 1) return fail('malformed', `--model ${written}: name@version is expected`);
  return { name: written.slice(0, at), version: written.slice(at + 1), ...(sha256 !== undefined && { sha256 }) };
};

export const receiptCommand = async (
  manifest: string,
  options: SigningOptions & {
    readonly did: Receipt['did'];
    readonly model?: string;
    readonly modelHash?: string;
    readonly base?: readonly string[];
    readonly withdrawal?: readonly string[];
    readonly from: string;
    readonly until: string;
  },
): Promise<Answer> => {
  const { did, model } = options;
  const said = await giveReceipt(
    await speakerOf(options),
    {
      manifest,
      did,
      ...(model !== undefined && { model: modelOf(model, options.modelHash) }),
      bases: [...(options.base ?? [])],
      withdrawals: [...(options.withdrawal ?? [])],
      from: timeOf('--from', options.from),
      until: timeOf('--until', options.until),
    },
    [options.from, options.until],
  );
  return answerOf(options, said);
};
