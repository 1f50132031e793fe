import { Command, CommanderError, Option } from 'commander';
import { type Answer, exit, printAnswer, printFailure } from './answer.ts';
import type * as datasets from './commands/datasets.ts';
import { identityProgram } from './commands/identity-program.ts';
import type * as lineage from './commands/lineage.ts';
import {
  example,
  forOption,
  keyOption,
  languageOption,
  listOption,
  passphraseOption,
  registryOption,
  trustOption,
  underOption,
  wholeNumber,
  yesOption,
} from './commands/options.ts';
import { monitorProgram } from './commands/monitor.ts';
import { addPeopleCommands } from './commands/people-program.ts';
import type * as statements from './commands/statements.ts';
import { synthProgram } from './commands/synth-program.ts';
import { witnessProgram } from './commands/witness.ts';
import { Failure } from './failure.ts';

const program = new Command('assent')
  .description('A consent registry for AI training data: who said yes to what, and the proof.')
  .option('--json', 'answer with one JSON object')
  .exitOverride()
  .showHelpAfterError('(assent --help, or assent COMMAND --help)')
  .configureHelp({ sortSubcommands: false });

/** Run a command, print its answer, and leave with its exit code. */
const answering =
  <T extends unknown[]>(run: (...args: T) => Promise<Answer>) =>
  async (...args: T): Promise<void> => {
    const answer = await run(...args);
    printAnswer(answer, program.opts<{ json?: boolean }>().json === true);
    process.exitCode = answer.yes ? exit.yes : exit.no;
  };

program
  .command('start')
  .description('start a registry with its dashboard here, and play the sample story the first time')
  .option('--empty', 'without the sample story')
  .option('--port <number>', 'where to listen', wholeNumber, 4680)
  .option('--data <folder>', 'where the registry keeps its data', '.assent')
  .addHelpText('after', example('start --empty --port 8080'))
  .action(async (options: { empty?: boolean; port: number; data: string }) => {
    process.exitCode = await (await import('./commands/start.ts')).start({ ...options, empty: options.empty === true });
  });

program
  .command('serve')
  .description('start a registry by configuration (ASSENT_DATA, ASSENT_HOST, ASSENT_PORT, ASSENT_ORIGIN, DATABASE_URL)')
  .addHelpText('after', example('serve'))
  .action(async () => {
    process.exitCode = await (await import('./commands/start.ts')).serve();
  });

program
  .command('fsck')
  .description('check a registry here: compute everything again from its stored bytes')
  .option('--data <folder>', 'where the registry keeps its data', process.env['ASSENT_DATA'] ?? '.assent')
  .option('--rebuild', 'first write again whatever follows from signed bytes; the registry has to be stopped')
  .addHelpText('after', example('fsck --data .assent'))
  .action(
    answering(async (options: { data: string; rebuild?: boolean }) =>
      (await import('./commands/fsck.ts')).fsckCommand(options),
    ),
  );

program
  .command('keygen')
  .description('make a key: an identity that can sign')
  .argument('<file>', 'where to write it; nothing is overwritten')
  .option('--passphrase-file <file>', 'seal the key by the first line of this file')
  .addHelpText('after', example('keygen me.key'))
  .action(
    answering(async (file: string, options: { passphraseFile?: string }) =>
      (await import('./commands/keys.ts')).keygen(file, options),
    ),
  );

program
  .command('trust')
  .description(
    'print a trust file for somebody who trusts this registry for all it can vouch for; read it before you use it',
  )
  .addOption(registryOption())
  .addHelpText('after', example('trust --registry http://localhost:4680 > trust.json'))
  .action(answering(async (options: { registry: string }) => (await import('./commands/keys.ts')).trust(options)));

program
  .command('publish')
  .description('sign what your files may be used for, and publish it; the files stay here')
  .argument('[places...]', 'a folder, or files; who signs as seen or heard in works can name them by SHA-256')
  .requiredOption('--terms <file>', 'what is allowed, and who holds what')
  .addOption(keyOption())
  .addOption(passphraseOption())
  .option('--replaces <id...>', 'grants of yours that this one ends', [])
  .addOption(forOption())
  .addOption(underOption())
  .addOption(listOption())
  .addOption(languageOption())
  .addOption(yesOption())
  .addOption(registryOption())
  .addHelpText('after', example('publish photos --terms docs/examples/terms.json --key me.key'))
  .action(
    answering(async (...args: Parameters<(typeof statements)['publishCommand']>) =>
      (await import('./commands/statements.ts')).publishCommand(...args),
    ),
  );

program
  .command('withdraw')
  .description('end a grant of yours, for all of its works or for some; or take back another statement')
  .argument('<statement>', 'its id')
  .option('--works <sha256...>', 'only these works', [])
  .addOption(keyOption())
  .addOption(passphraseOption())
  .addOption(languageOption())
  .addOption(yesOption())
  .addOption(registryOption())
  .addHelpText('after', example('withdraw sha256:… --key me.key'))
  .action(
    answering(async (...args: Parameters<(typeof statements)['withdrawCommand']>) =>
      (await import('./commands/statements.ts')).withdrawCommand(...args),
    ),
  );

addPeopleCommands(program, answering);
program.addCommand(identityProgram(answering));

program
  .command('attest')
  .description('state that you checked who an identity is')
  .argument('<identity>', 'did:key:…')
  .addOption(
    new Option('--how <how>', 'what you checked')
      .choices(['document', 'domain', 'email', 'organisation'])
      .makeOptionMandatory(),
  )
  .requiredOption('--evidence <file>', 'what you looked at; only its hash is published')
  .option('--claim <text>', 'what was checked, as it may be shown')
  .addOption(keyOption())
  .addOption(passphraseOption())
  .addOption(registryOption())
  .addHelpText(
    'after',
    example('attest did:key:z6Mk… --how organisation --claim "City Archive" --evidence letter.pdf --key registry.key'),
  )
  .action(
    answering(async (...args: Parameters<(typeof statements)['attestCommand']>) =>
      (await import('./commands/statements.ts')).attestCommand(...args),
    ),
  );

program
  .command('explain')
  .description('may this work be used for this purpose, and why not?')
  .argument('<work>', 'a SHA-256, or a file (only its hash leaves this machine)')
  .requiredOption('--purpose <file>', 'what you want to do')
  .addOption(trustOption())
  .addOption(languageOption())
  .addOption(registryOption())
  .addHelpText('after', example('explain photo.jpg --purpose docs/examples/purpose.json --trust trust.json'))
  .action(
    answering(async (...args: Parameters<(typeof datasets)['explainCommand']>) =>
      (await import('./commands/datasets.ts')).explainCommand(...args),
    ),
  );

program
  .command('survey')
  .description('what would a specification give, why is the rest out, and what would one change do? Nothing is signed')
  .requiredOption('--spec <file>', 'purpose, strata, quotas, fill')
  .option('--open <step>', 'list the works behind one step: a code such as use_not_granted, or quota_full')
  .addOption(trustOption())
  .addOption(registryOption())
  .addHelpText('after', example('survey --spec docs/examples/specification.json --trust trust.json'))
  .action(
    answering(async (...args: Parameters<(typeof datasets)['surveyCommand']>) =>
      (await import('./commands/datasets.ts')).surveyCommand(...args),
    ),
  );

program
  .command('assemble')
  .description(
    'assemble a dataset of works to which every holder said yes; sign, release and verify it. Interrupted, run it again: it goes on',
  )
  .requiredOption('--spec <file>', 'purpose, strata, quotas, fill')
  .requiredOption('--out <folder>', 'where the bundle appears')
  .option('--files <places...>', 'where the works’ files are; without it the bundle carries no files', [])
  .option('--model <folders...>', 'models that fill strata, as assent synth fit wrote them', [])
  .option('--external <files...>', 'descriptions of external generators that fill strata', [])
  .option('--allow-host <hosts...>', 'services of such generators that may be asked, as in their addresses', [])
  .option('--allow-private', 'such a service may be on this machine, or in a private network')
  .addOption(keyOption())
  .addOption(passphraseOption())
  .addOption(trustOption())
  .addOption(registryOption())
  .addHelpText(
    'after',
    example(
      'assemble --spec docs/examples/specification.json --out bundle --files photos --key team.key --trust trust.json',
    ),
  )
  .action(
    answering(async (...args: Parameters<(typeof datasets)['assembleCommand']>) =>
      (await import('./commands/datasets.ts')).assembleCommand(...args),
    ),
  );

program
  .command('verify')
  .description('is this bundle true? Offline; with --fresh also: is it still agreed to?')
  .argument('<folder>', 'the bundle')
  .addOption(trustOption())
  .option('--fresh <url>', 'ask this registry what was withdrawn since')
  .option('--model <folders...>', 'models at hand, to make again what came out of them', [])
  .option('--regenerate <slots>', 'synthetic items to make again: a number, or all', '59')
  .addHelpText('after', example('verify bundle --trust trust.json --fresh http://localhost:4680'))
  .action(
    answering(
      async (folder: string, options: { trust: string; fresh?: string; model: string[]; regenerate: string }) => {
        const slots = options.regenerate === 'all' ? 'all' : wholeNumber(options.regenerate);
        return (await import('./commands/datasets.ts')).verifyCommand(folder, { ...options, slots });
      },
    ),
  );

program
  .command('lineage')
  .description('what was made of works, and of what a dataset or a model was made; is anything left to do?')
  .argument('<id>', 'of a grant, a withdrawal, a manifest or a receipt; or a work’s SHA-256')
  .addOption(languageOption())
  .addOption(registryOption())
  .addHelpText('after', example('lineage sha256:…'))
  .action(
    answering(async (...args: Parameters<(typeof lineage)['lineageCommand']>) =>
      (await import('./commands/lineage.ts')).lineageCommand(...args),
    ),
  );

program.addCommand(synthProgram({ answering, wholeNumber, example }));
program.addCommand(witnessProgram());
program.addCommand(monitorProgram(answering));

try {
  await program.parseAsync();
} catch (cause) {
  if (cause instanceof CommanderError) process.exitCode = cause.exitCode === 0 ? exit.yes : exit.wrongUse;
  else if (cause instanceof Failure) {
    printFailure(cause, program.opts<{ json?: boolean }>().json === true);
    process.exitCode = exit.no;
  } else throw cause;
}
