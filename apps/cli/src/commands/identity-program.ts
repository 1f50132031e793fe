import { Command, Option } from 'commander';
import {
  type Answering,
  collect,
  example,
  keyOption,
  languageOption,
  passphraseOption,
  registryOption,
  wholeNumber,
  yesOption,
} from './options.ts';
import type * as commands from './identity.ts';

type Args<Name extends keyof typeof commands> = Parameters<(typeof commands)[Name]>;

const passphrase = (): Option => new Option('--passphrase-file <file>', 'its first line seals the keys that are made');

const outOption = (): Option =>
  new Option('--out <folder>', 'where the new key files go; nothing is overwritten').makeOptionMandatory();

const asked = (command: Command): Command =>
  command.addOption(languageOption()).addOption(yesOption()).addOption(registryOption());

/** `assent identity …`: identities whose keys can change. */
export const identityProgram = (answering: Answering): Command => {
  const identity = new Command('identity').description(
    'an identity whose keys can change: a lost key is not a lost identity',
  );
  asked(
    identity
      .command('new')
      .description('make an identity: keys that sign, keys that come next, and a recovery key to keep elsewhere')
      .argument('<folder>', 'where the key files go; nothing is overwritten')
      .option('--keys <number>', 'how many keys sign', wholeNumber, 1)
      .option('--threshold <number>', 'how many of them it takes', wholeNumber, 1)
      .addOption(passphrase()),
  )
    .addHelpText('after', example('identity new me'))
    .action(answering(async (...args: Args<'newCommand'>) => (await import('./identity.ts')).newCommand(...args)));
  asked(
    identity
      .command('rotate')
      .description('change to the keys that come next, and announce the ones after them')
      .addOption(keyOption())
      .addOption(passphraseOption())
      .addOption(outOption())
      .option('--threshold <number>', 'how many keys it takes; as before, where it is not given', wholeNumber),
  )
    .addHelpText('after', example('identity rotate --key me/next.key --out me/2027'))
    .action(
      answering(async (...args: Args<'rotateCommand'>) => (await import('./identity.ts')).rotateCommand(...args)),
    );
  asked(
    identity
      .command('revoke')
      .description('take keys away, by the keys that sign now; without --drop all of them')
      .addOption(keyOption())
      .addOption(passphraseOption())
      .option('--drop <key>', 'only this one, did:key:…; once for each', collect),
  )
    .addHelpText('after', example('identity revoke --key me/signing.key'))
    .action(
      answering(async (...args: Args<'revokeCommand'>) => (await import('./identity.ts')).revokeCommand(...args)),
    );
  asked(
    identity
      .command('recover')
      .description('begin again with new keys, by the recovery key')
      .addOption(new Option('--recovery <file>', 'the recovery key').makeOptionMandatory())
      .addOption(passphraseOption())
      .addOption(outOption())
      .option('--keys <number>', 'how many keys sign from now on', wholeNumber, 1)
      .option('--threshold <number>', 'how many of them it takes', wholeNumber, 1)
      .option(
        '--stolen-since <entry>',
        'what was allowed from this entry of the log on was a thief’s doing',
        wholeNumber,
      ),
  )
    .addHelpText('after', example('identity recover --recovery recovery.key --out me/again --stolen-since 120'))
    .action(
      answering(async (...args: Args<'recoverCommand'>) => (await import('./identity.ts')).recoverCommand(...args)),
    );
  identity
    .command('show')
    .description('which keys sign for an identity, and how that came about; checked from its first statement on')
    .argument('<identity>', 'act:…')
    .addOption(languageOption())
    .addOption(registryOption())
    .addHelpText('after', example('identity show act:…'))
    .action(answering(async (...args: Args<'showCommand'>) => (await import('./identity.ts')).showCommand(...args)));
  return identity;
};
