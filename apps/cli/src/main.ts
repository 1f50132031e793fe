import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Language } from '@assent/consent';
import { type Answer, exit, printAnswer, printFailure } from './answer.ts';
import { synthProgram } from './commands/synth-program.ts';
import { Failure } from './failure.ts';

const defaultAddress = 'http://localhost:4680';

const registryOption = (): Option =>
  new Option('--registry <url>', 'the registry to ask').env('ASSENT_REGISTRY').default(defaultAddress);
const keyOption = (): Option => new Option('--key <file>', 'the key to sign with').makeOptionMandatory();
const passphraseOption = (): Option => new Option('--passphrase-file <file>', 'its first line opens a sealed key');
const trustOption = (): Option =>
  new Option('--trust <file>', 'whom you trust (see: assent trust)').makeOptionMandatory();

const languageOption = (): Option =>
  new Option('--language <language>', 'of what you are shown').choices(['en', 'es']).default('en');

const wholeNumber = (text: string): number => {
  if (!/^[0-9]{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number is expected');
  return Number(text);
};

const example = (text: string): string => `\nExample:\n  $ assent ${text}\n`;

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
  .argument('<places...>', 'a folder, or files')
  .requiredOption('--terms <file>', 'what is allowed, and who holds what')
  .addOption(keyOption())
  .addOption(passphraseOption())
  .option('--replaces <id...>', 'grants of yours that this one ends', [])
  .addOption(languageOption())
  .option('--yes', 'sign without asking; at a terminal you are shown what you sign, and asked')
  .addOption(registryOption())
  .addHelpText('after', example('publish photos --terms docs/examples/terms.json --key me.key'))
  .action(
    answering(
      async (
        places: string[],
        options: {
          terms: string;
          key: string;
          passphraseFile?: string;
          replaces: string[];
          language: Language;
          yes?: boolean;
          registry: string;
        },
      ) => (await import('./commands/statements.ts')).publishCommand(places, options),
    ),
  );

program
  .command('withdraw')
  .description('end a grant of yours, for all of its works or for some')
  .argument('<statement>', 'its id')
  .option('--works <sha256...>', 'only these works', [])
  .addOption(keyOption())
  .addOption(passphraseOption())
  .addOption(registryOption())
  .addHelpText('after', example('withdraw sha256:… --key me.key'))
  .action(
    answering(
      async (statement: string, options: { works: string[]; key: string; passphraseFile?: string; registry: string }) =>
        (await import('./commands/statements.ts')).withdrawCommand(statement, options),
    ),
  );

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
    answering(
      async (
        identity: string,
        options: {
          how: 'document' | 'domain' | 'email' | 'organisation';
          evidence: string;
          claim?: string;
          key: string;
          passphraseFile?: string;
          registry: string;
        },
      ) => (await import('./commands/statements.ts')).attestCommand(identity, options),
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
    answering(async (work: string, options: { purpose: string; trust: string; language: Language; registry: string }) =>
      (await import('./commands/datasets.ts')).explainCommand(work, options),
    ),
  );

program
  .command('assemble')
  .description('assemble a dataset of works to which every holder said yes; sign, release and verify it')
  .requiredOption('--spec <file>', 'purpose, strata, quotas, fill')
  .requiredOption('--out <folder>', 'where the bundle appears')
  .option('--files <places...>', 'where the works’ files are; without it the bundle carries no files', [])
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
    answering(
      async (options: {
        spec: string;
        out: string;
        files: string[];
        key: string;
        passphraseFile?: string;
        trust: string;
        registry: string;
      }) => (await import('./commands/datasets.ts')).assembleCommand(options),
    ),
  );

program
  .command('verify')
  .description('is this bundle true? Offline; with --fresh also: is it still agreed to?')
  .argument('<folder>', 'the bundle')
  .addOption(trustOption())
  .option('--fresh <url>', 'ask this registry what was withdrawn since')
  .option('--regenerate <slots>', 'synthetic items to make again: a number, or all', '59')
  .addHelpText('after', example('verify bundle --trust trust.json --fresh http://localhost:4680'))
  .action(
    answering(async (folder: string, options: { trust: string; fresh?: string; regenerate: string }) => {
      const slots = options.regenerate === 'all' ? 'all' : wholeNumber(options.regenerate);
      return (await import('./commands/datasets.ts')).verifyCommand(folder, { ...options, slots });
    }),
  );

program.addCommand(synthProgram({ answering, wholeNumber, example }));

try {
  await program.parseAsync();
} catch (cause) {
  if (cause instanceof CommanderError) process.exitCode = cause.exitCode === 0 ? exit.yes : exit.wrongUse;
  else if (cause instanceof Failure) {
    printFailure(cause, program.opts<{ json?: boolean }>().json === true);
    process.exitCode = exit.no;
  } else throw cause;
}
