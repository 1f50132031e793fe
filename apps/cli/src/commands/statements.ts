import type { Attest, SignedFor } from '@assent/schema';
import type { Answer } from '../answer.ts';
import { fail } from '../failure.ts';
import { now, readTermsFile } from '../files.ts';
import { openKeys } from '../keys.ts';
import { attest } from '../operations/attest.ts';
import { publish } from '../operations/publish.ts';
import { withdraw } from '../operations/withdraw.ts';
import { connectTo } from '../registry-client.ts';
import { terminalReporter } from '../terminal.ts';
import { hashOfFile } from '../work-files.ts';
import type { SigningOptions } from './options.ts';
import { speakerOf } from './signing.ts';

const counted = (works: number): string => (works === 1 ? '1 work' : `${works} works`);

const publishedHeads = {
  en: (works: number, already: boolean) =>
    already
      ? `Already recorded, and nothing new was signed: ${counted(works)}.`
      : `Signed and published: ${counted(works)}.`,
  es: (works: number, already: boolean) => {
    const of = works === 1 ? '1 obra' : `${works} obras`;
    return already ? `Ya estaba registrado; no se ha firmado nada nuevo: ${of}.` : `Firmado y publicado: ${of}.`;
  },
} as const;

/** `--for` and `--under` go together. */
export const signedForOf = (options: { readonly for?: string; readonly under?: string }): SignedFor | undefined => {
  const { for: principal, under: delegation } = options;
  if (principal === undefined && delegation === undefined) return undefined;
  if (principal === undefined || delegation === undefined)
    return fail('delegation_mismatch', '--for and --under go together: in whose name, and which delegation lets you');
  return { principal, delegation };
};

export const publishCommand = async (
  places: readonly string[],
  options: SigningOptions & {
    readonly terms: string;
    readonly replaces: readonly string[];
    readonly list?: string;
    readonly for?: string;
    readonly under?: string;
  },
): Promise<Answer> => {
  const terms = await readTermsFile(options.terms);
  const { keys, client, language, confirm } = await speakerOf(options);
  const { receipt, works, words, already } = await publish(
    {
      places,
      terms,
      key: keys,
      client,
      language,
      confirm,
      signedFor: signedForOf(options),
      list: options.list,
      replaces: options.replaces,
      now: now(),
    },
    terminalReporter(),
  );
  return {
    value: { ok: true, id: receipt.id, index: receipt.index, works, already, receipt },
    lines: [
      publishedHeads[language](works, already),
      ...words.map((sentence) => `  ${sentence}`),
      `  ${receipt.id}`,
      language === 'en'
        ? `  Entry ${receipt.index} of the log; its receipt was checked.`
        : `  Entrada ${receipt.index} del registro; se ha comprobado su recibo.`,
    ],
    yes: true,
  };
};

const withdrawnHeads = {
  en: (works: number, of: number) => (of === 0 ? 'Taken back.' : `Withdrawn: ${works} of ${of} works.`),
  es: (works: number, of: number) => (of === 0 ? 'Retirado.' : `Retiradas: ${works} de ${of} obras.`),
} as const;

export const withdrawCommand = async (
  statement: string,
  options: SigningOptions & { readonly works: readonly string[] },
): Promise<Answer> => {
  const { keys, ...place } = await speakerOf(options);
  const { receipt, words, works, of } = await withdraw({ ...place, statement, works: options.works, key: keys });
  return {
    value: { ok: true, id: receipt.id, index: receipt.index, works, receipt },
    lines: [
      withdrawnHeads[options.language](works, of),
      ...words.map((sentence) => `  ${sentence}`),
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
    readonly key: readonly string[];
    readonly passphraseFile?: string;
    readonly registry: string;
  },
): Promise<Answer> => {
  const { sha256 } = await hashOfFile(options.evidence);
  const key = await openKeys(options.key, options.passphraseFile);
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
