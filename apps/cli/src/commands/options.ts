import type { Language } from '@assent/consent';
import { InvalidArgumentError, Option } from 'commander';
import type { Answer } from '../answer.ts';

/** Run a command, print its answer, and leave with its exit code: lent by `main`. */
export type Answering = <T extends unknown[]>(run: (...args: T) => Promise<Answer>) => (...args: T) => Promise<void>;

/** One value each time the option is given. */
export const collect = (value: string, before: readonly string[] | undefined): string[] => [...(before ?? []), value];

export const registryOption = (): Option =>
  new Option('--registry <url>', 'the registry to ask').env('ASSENT_REGISTRY').default('http://localhost:4680');

export const keyOption = (): Option =>
  new Option('--key <file>', 'the key to sign with; once for each, where it takes several')
    .argParser(collect)
    .makeOptionMandatory();

export const passphraseOption = (): Option =>
  new Option('--passphrase-file <file>', 'its first line opens a sealed key');

export const trustOption = (): Option =>
  new Option('--trust <file>', 'whom you trust (see: assent trust)').makeOptionMandatory();

export const languageOption = (): Option =>
  new Option('--language <language>', 'of what you are shown').choices(['en', 'es']).default('en');

export const yesOption = (): Option =>
  new Option('--yes', 'sign without asking; at a terminal you are shown what you sign, and asked');

export const listOption = (): Option =>
  new Option('--list <file>', 'works by their SHA-256, one a line, instead of their files');

export const forOption = (): Option => new Option('--for <identity>', 'sign in the name of somebody who lets you');

export const underOption = (): Option => new Option('--under <delegation>', 'the id of the delegation that lets you');

/** What every command that signs is given. */
export interface SigningOptions {
  readonly key: readonly string[];
  readonly passphraseFile?: string;
  readonly language: Language;
  readonly yes?: boolean;
  readonly registry: string;
}

export const wholeNumber = (text: string): number => {
  if (!/^[0-9]{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number is expected');
  return Number(text);
};

export const example = (text: string): string => `\nExample:\n  $ assent ${text}\n`;
