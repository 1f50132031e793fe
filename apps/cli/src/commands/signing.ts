import type { Language } from '@assent/consent';
import type { Answer } from '../answer.ts';
import { now } from '../files.ts';
import { askAtTerminal, openKeys } from '../keys.ts';
import type { Said, Speaker } from '../operations/say.ts';
import { connectTo } from '../registry-client.ts';
import type { SigningOptions } from './options.ts';

const questions: Readonly<Record<Language, string>> = {
  en: 'Sign and publish this? [y/N] ',
  es: '¿Firmar y publicar esto? [s/N] ',
};

/** A person reads what they sign before they sign it; a script has said yes by running. */
export const confirmation =
  ({ language, yes }: Pick<SigningOptions, 'language' | 'yes'>): Speaker['confirm'] =>
  async (words) => {
    if (yes === true || !process.stdin.isTTY) return true;
    process.stderr.write(`\n${words.map((sentence) => `  ${sentence}\n`).join('')}\n`);
    return /^(?:y|yes|s|si|sí)$/iu.test((await askAtTerminal(questions[language], 'shown')).trim());
  };

/** Who speaks, to which registry, and how they are asked. */
export const speakerOf = async (options: SigningOptions): Promise<Speaker> => ({
  keys: await openKeys(options.key, options.passphraseFile),
  client: connectTo(options.registry),
  language: options.language,
  confirm: confirmation(options),
  now: now(),
});

const heads: Readonly<Record<Language, Readonly<Record<'already' | 'said', string>>>> = {
  en: { already: 'Already recorded, and nothing new was signed.', said: 'Signed and published.' },
  es: { already: 'Ya estaba registrado; no se ha firmado nada nuevo.', said: 'Firmado y publicado.' },
};

const places: Readonly<Record<Language, (index: number) => string>> = {
  en: (index) => `Entry ${index} of the log; its receipt was checked.`,
  es: (index) => `Entrada ${index} del registro; se ha comprobado su recibo.`,
};

/** What was signed, and where it stands. */
export const answerOf = (
  { language }: Pick<SigningOptions, 'language'>,
  { receipt, words, already }: Said,
  more: { readonly value?: object; readonly lines?: readonly string[] } = {},
): Answer => ({
  value: { ok: true, id: receipt.id, index: receipt.index, already, ...more.value, receipt },
  lines: [
    heads[language][already ? 'already' : 'said'],
    ...words.map((sentence) => `  ${sentence}`),
    ...(more.lines ?? []).map((line) => `  ${line}`),
    `  ${receipt.id}`,
    `  ${places[language](receipt.index)}`,
  ],
  yes: true,
});
