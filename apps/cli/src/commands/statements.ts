import type { Language } from '@assent/consent';
import type { Attest } from '@assent/schema';
import type { Answer } from '../answer.ts';
import { now, readTermsFile } from '../files.ts';
import { askAtTerminal, openKey } from '../keys.ts';
import { attest } from '../operations/attest.ts';
import { publish } from '../operations/publish.ts';
import { withdraw, withdrawalWords } from '../operations/withdraw.ts';
import { connectTo } from '../registry-client.ts';
import { terminalReporter } from '../terminal.ts';
import { hashOfFile } from '../work-files.ts';

const counted = (works: number): string => (works === 1 ? '1 work' : `${works} works`);

/** A person reads what they sign before they sign it; a script has said yes by running. */
const confirmation =
  (yes: boolean) =>
  async (words: readonly string[], works: number): Promise<boolean> => {
    if (yes || !process.stdin.isTTY) return true;
    process.stderr.write(`\n${words.map((sentence) => `  ${sentence}\n`).join('')}\n`);
    const answer = await askAtTerminal(`Sign and publish ${counted(works)}? [y/N] `, 'shown');
    return /^y(es)?$/iu.test(answer.trim());
  };

export const publishCommand = async (
  places: readonly string[],
  options: {
    readonly terms: string;
    readonly key: string;
    readonly passphraseFile?: string;
    readonly replaces: readonly string[];
    readonly language: Language;
    readonly yes?: boolean;
    readonly registry: string;
  },
): Promise<Answer> => {
  const terms = await readTermsFile(options.terms);
  const key = await openKey(options.key, options.passphraseFile);
  const client = connectTo(options.registry);
  const { receipt, works, words, already } = await publish(
    {
      places,
      terms,
      key,
      client,
      language: options.language,
      replaces: options.replaces,
      confirm: confirmation(options.yes === true),
      now: now(),
    },
    terminalReporter(),
  );
  return {
    value: { ok: true, id: receipt.id, index: receipt.index, works, already, receipt },
    lines: [
      already
        ? `Already recorded, and nothing new was signed: ${counted(works)}.`
        : `Signed and published: ${counted(works)}.`,
      ...words.map((sentence) => `  ${sentence}`),
      `  ${receipt.id}`,
      `  Entry ${receipt.index} of the log; its receipt was checked.`,
    ],
    yes: true,
  };
};

export const withdrawCommand = async (
  statement: string,
  options: {
    readonly works: readonly string[];
    readonly key: string;
    readonly passphraseFile?: string;
    readonly registry: string;
  },
): Promise<Answer> => {
  const key = await openKey(options.key, options.passphraseFile);
  const { receipt, works, of } = await withdraw({
    statement,
    works: options.works,
    key,
    client: connectTo(options.registry),
    now: now(),
  });
  return {
    value: { ok: true, id: receipt.id, index: receipt.index, works, receipt },
    lines: [
      `Withdrawn: ${works} of ${of} works.`,
      ...withdrawalWords(works, of).map((sentence) => `  ${sentence}`),
      `  ${receipt.id}`,
    ],
    yes: true,
  };
};

export const attestCommand = async (
  subject: string,
  options: {
    readonly how: Attest['how'];
    readonly evidence: string;
    readonly claim?: string;
    readonly key: string;
    readonly passphraseFile?: string;
    readonly registry: string;
  },
): Promise<Answer> => {
  const { sha256 } = await hashOfFile(options.evidence);
  const key = await openKey(options.key, options.passphraseFile);
  const client = connectTo(options.registry);
  const receipt = await attest({
    subject,
    how: options.how,
    claim: options.claim,
    evidence: sha256,
    until: null,
    key,
    client,
    now: now(),
  });
  return {
    value: { ok: true, id: receipt.id, index: receipt.index, receipt },
    lines: [
      `Attested: ${subject} (${options.how}).`,
      `  ${receipt.id}`,
      '  This says who somebody is, not what they own.',
    ],
    yes: true,
  };
};
