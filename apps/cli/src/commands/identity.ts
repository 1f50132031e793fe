import { describeStatement, type Language, shortIdentity } from '@assent/consent';
import type { Answer } from '../answer.ts';
import { now } from '../files.ts';
import { fail } from '../failure.ts';
import { readPassphrase } from '../keys.ts';
import { type Changed, newIdentity, recoverIdentity, revokeKeys, rotateIdentity } from '../operations/identity.ts';
import { readIdentityHistory } from '../operations/identity-history.ts';
import type { Place } from '../operations/say.ts';
import { connectTo } from '../registry-client.ts';
import type { SigningOptions } from './options.ts';
import { answerOf, confirmation, speakerOf } from './signing.ts';

type Shown = Pick<SigningOptions, 'language' | 'registry' | 'yes'>;

const placeOf = (options: Shown): Place => ({
  client: connectTo(options.registry),
  language: options.language,
  confirm: confirmation(options),
  now: now(),
});

const passphraseOf = async (file: string | undefined): Promise<string | undefined> => {
  const passphrase = file === undefined ? undefined : await readPassphrase(file);
  return passphrase === '' ? fail('passphrase_needed', 'the passphrase file is empty') : passphrase;
};

const advice: Readonly<Record<Language, readonly [string, string, string]>> = {
  en: [
    'The keys are in:',
    'Print the recovery key or put it on a stick, keep it elsewhere, and delete the file here: whoever has it is you.',
    'Keep the key that comes next apart from the one that signs: it is what a thief lacks.',
  ],
  es: [
    'Las claves están en:',
    'Imprime la clave de recuperación o guárdala en una memoria, llévala a otro lugar y borra el archivo de aquí: quien la tenga eres tú.',
    'Guarda la clave que viene después aparte de la que firma: es lo que le falta a un ladrón.',
  ],
};

const changed = ({ language }: Pick<Shown, 'language'>, { said, identity, made }: Changed): Answer => {
  const [where, recovery, next] = advice[language];
  const isNew = said.statement.prev === undefined;
  return answerOf({ language }, said, {
    value: { identity, keys: said.statement.keys, threshold: said.statement.threshold, files: made },
    lines: [
      identity,
      ...(made.length === 0 ? [] : [where, ...made.map((file) => `  ${file}`), ...(isNew ? [recovery] : []), next]),
    ],
  });
};

export const newCommand = async (
  folder: string,
  options: Shown & { readonly keys: number; readonly threshold: number; readonly passphraseFile?: string },
): Promise<Answer> => {
  const { keys, threshold } = options;
  const wanted = { folder, keys, threshold, passphrase: await passphraseOf(options.passphraseFile) };
  return changed(options, await newIdentity(placeOf(options), wanted));
};

export const rotateCommand = async (
  options: SigningOptions & { readonly out: string; readonly threshold?: number },
): Promise<Answer> => {
  const { out, threshold } = options;
  const passphrase = await passphraseOf(options.passphraseFile);
  return changed(options, await rotateIdentity(await speakerOf(options), { out, threshold, passphrase }));
};

export const revokeCommand = async (options: SigningOptions & { readonly drop?: readonly string[] }): Promise<Answer> =>
  changed(options, await revokeKeys(await speakerOf(options), options.drop ?? []));

export const recoverCommand = async (
  options: Omit<SigningOptions, 'key'> & {
    readonly recovery: string;
    readonly out: string;
    readonly keys: number;
    readonly threshold: number;
    readonly stolenSince?: number;
  },
): Promise<Answer> => {
  const speaker = await speakerOf({ ...options, key: [options.recovery] });
  const { out: folder, keys, threshold, stolenSince } = options;
  const passphrase = await passphraseOf(options.passphraseFile);
  return changed(options, await recoverIdentity(speaker, { folder, keys, threshold, passphrase, stolenSince }));
};

export const showCommand = async (
  identity: string,
  { language, registry }: Pick<Shown, 'language' | 'registry'>,
): Promise<Answer> => {
  if (!identity.startsWith('act:')) return fail('not_found', `${identity}: only act: identities have a history`);
  const steps = await readIdentityHistory(connectTo(registry), identity);
  const { keys, threshold, nextKeyHashes, recovery } = steps.at(-1)!.statement;
  return {
    value: { ok: true, identity, keys, threshold, nextKeyHashes, recovery, steps },
    lines: [
      identity,
      ...steps.flatMap(({ index, statement }) => [
        `  ${index}. ${describeStatement(language, statement).join(' ')}`,
        ...statement.keys.map((key) => `     ${shortIdentity(key)}  ${key}`),
      ]),
    ],
    yes: keys.length > 0,
  };
};
