import { type Command, Option } from 'commander';
import {
  type Answering,
  collect,
  example,
  forOption,
  keyOption,
  languageOption,
  listOption,
  passphraseOption,
  registryOption,
  underOption,
  yesOption,
} from './options.ts';
import type * as commands from './people.ts';

type Args<Name extends keyof typeof commands> = Parameters<(typeof commands)[Name]>;

/** What every command that signs takes. */
const signing = (command: Command): Command =>
  command
    .addOption(keyOption())
    .addOption(passphraseOption())
    .addOption(languageOption())
    .addOption(yesOption())
    .addOption(registryOption());

const about = (choices: readonly string[]): Option =>
  new Option('--about <what>', 'what it is about').choices(choices).makeOptionMandatory();

const works = ['[works...]', 'files, folders, or SHA-256'] as const;

/** What people say of themselves, of each other, and of what was said: `assent delegate`, `assent dispute`, … */
export const addPeopleCommands = (program: Command, answering: Answering): void => {
  signing(
    program
      .command('delegate')
      .description('let another identity give permissions in your name, up to these terms')
      .argument('<identity>', 'who may')
      .argument('[works...]', 'for these works only: files, folders, or SHA-256; without them for all')
      .requiredOption('--terms <file>', 'the most that they may allow, as whom, and until when')
      .option('--capacity <capacity>', 'as whom else they may sign; once for each', collect)
      .addOption(forOption())
      .addOption(underOption())
      .addOption(listOption()),
  )
    .addHelpText('after', example('delegate did:key:z6Mk… --terms docs/examples/terms.json --key me.key'))
    .action(
      answering(async (...args: Args<'delegateCommand'>) => (await import('./people.ts')).delegateCommand(...args)),
    );
  signing(
    program
      .command('guardian')
      .description('sign for a minor from now on; the minor’s own identity signs too, before anything else')
      .requiredOption('--minor-key <file>', 'the minor’s key; once for each, where it takes several', collect)
      .requiredOption('--lapses-on <day>', 'before majority, within 24 months: 2027-03-31, or P18M'),
  )
    .addHelpText('after', example('guardian --key me.key --minor-key child.key --lapses-on P18M'))
    .action(
      answering(async (...args: Args<'guardianCommand'>) => (await import('./people.ts')).guardianCommand(...args)),
    );
  signing(
    program
      .command('disclaim')
      .description('say that you hold no rights in works, did not make them, or are not who is in them')
      .argument(...works)
      .addOption(about(['author', 'depicted', 'owner']))
      .addOption(listOption()),
  )
    .addHelpText('after', example('disclaim photo.jpg --about depicted --key me.key'))
    .action(
      answering(async (...args: Args<'disclaimCommand'>) => (await import('./people.ts')).disclaimCommand(...args)),
    );
  signing(
    program
      .command('dispute')
      .description('say that what was said of works is wrong; they are not used until this is settled, or lapses')
      .argument(...works)
      .addOption(about(['depicted', 'forged', 'guardian', 'owner']))
      .addOption(listOption()),
  )
    .addHelpText('after', example('dispute photo.jpg --about owner --key me.key'))
    .action(
      answering(async (...args: Args<'disputeCommand'>) => (await import('./people.ts')).disputeCommand(...args)),
    );
  signing(
    program
      .command('resolve')
      .description('settle disputes or competing claims on works, for those who trust you as an arbiter')
      .argument(...works)
      .option('--dispute <statement>', 'a dispute that this settles; once for each', collect)
      .option('--strike <file>', 'claims that are untrue: a JSON list of {author, depicts, owners}')
      .addOption(
        new Option('--outcome <outcome>', 'was the dispute right?')
          .choices(['rejected', 'upheld'])
          .makeOptionMandatory(),
      )
      .requiredOption('--reason <text>', 'why, for everybody to read')
      .addOption(listOption()),
  )
    .addHelpText(
      'after',
      example(
        'resolve photo.jpg --dispute sha256:… --outcome rejected --reason "The contract was shown." --key arbiter.key',
      ),
    )
    .action(
      answering(async (...args: Args<'resolveCommand'>) => (await import('./people.ts')).resolveCommand(...args)),
    );
  signing(
    program
      .command('erase')
      .description('erase what a grant of yours says of its works, or of some; that it was said stays provable')
      .argument('<statement>', 'the grant’s id')
      .option('--works <sha256...>', 'only these works')
      .option('--reason <text>', 'why; the registry has to give one'),
  )
    .addHelpText('after', example('erase sha256:… --key me.key'))
    .action(answering(async (...args: Args<'eraseCommand'>) => (await import('./people.ts')).eraseCommand(...args)));
  signing(
    program
      .command('receipt')
      .description('say what you did with a dataset: trained or deleted a model, took items out')
      .argument('<manifest>', 'the id of a released manifest')
      .addOption(
        new Option('--did <what>', 'what you did')
          .choices(['deleted-model', 'removed-items', 'trained'])
          .makeOptionMandatory(),
      )
      .option('--model <name@version>', 'the model it is about')
      .option('--model-hash <sha256>', 'of the model’s file')
      .option('--base <receipt>', 'of a model that this one was trained from; once for each', collect)
      .option('--withdrawal <statement>', 'a withdrawal that this answers; once for each', collect)
      .requiredOption('--from <day>', 'when it began')
      .requiredOption('--until <day>', 'when it ended'),
  )
    .addHelpText(
      'after',
      example(
        'receipt sha256:… --did trained --model counter@1.0.0 --from 2027-01-10 --until 2027-01-12 --key team.key',
      ),
    )
    .action(
      answering(async (...args: Args<'receiptCommand'>) => (await import('./people.ts')).receiptCommand(...args)),
    );
};
