import { Command } from 'commander';
import type { Answer } from '../answer.ts';
import { registryOption, trustOption } from './options.ts';
import type * as external from './synth-external.ts';
import type * as fitting from './synth-fit.ts';
import type * as commands from './synth.ts';

/** What `main` lends: running a command and printing its answer, reading a number, writing an example. */
interface Lent {
  readonly answering: <T extends unknown[]>(run: (...args: T) => Promise<Answer>) => (...args: T) => Promise<void>;
  readonly wholeNumber: (text: string) => number;
  readonly example: (text: string) => string;
}

/** One of each: `--set size=64 --set kinds=digit,letter`. */
const collect = (value: string, before: readonly string[]): string[] => [...before, value];

/** `assent synth …`; the work is loaded when it is asked for. */
export const synthProgram = ({ answering, wholeNumber, example }: Lent): Command => {
  const synth = new Command('synth').description('make synthetic items, look at them, and check them');
  synth
    .command('list')
    .description('the generators that there are')
    .addHelpText('after', example('synth list'))
    .action(answering(async () => (await import('./synth.ts')).listGenerators()));
  synth
    .command('preview')
    .description('a few items: pictures on one sheet, or texts')
    .argument('<generator>', 'its name (see: assent synth list)')
    .option('--set <name=value>', 'a parameter; once for each', collect, [])
    .option('--count <number>', 'how many', wholeNumber, 12)
    .option('--out <file>', 'the sheet to write; by default NAME.png')
    .addHelpText('after', example('synth preview ifs --set size=128 --out fractals.png'))
    .action(
      answering(async (id: string, options: { set: string[]; count: number; out?: string }) =>
        (await import('./synth.ts')).previewItems(id, options),
      ),
    );
  synth
    .command('generate')
    .description(
      'make items into a folder, on all cores. Seeds are of your choosing: for trying out, not for a dataset',
    )
    .argument('<generator>', 'its name')
    .requiredOption('--out <folder>', 'an empty or new folder')
    .option('--count <number>', 'how many', wholeNumber, 100)
    .option('--set <name=value>', 'a parameter; once for each', collect, [])
    .option('--model <folder>', 'what a fitted generator draws from, as assent synth fit wrote it')
    .option('--seed <text>', 'what the seeds follow from', 'assent')
    .option('--workers <number>', 'on how many cores; what is made is the same', wholeNumber)
    .addHelpText('after', example('synth generate glyph --set kinds=digit --count 10000 --out digits'))
    .action(
      answering(async (...args: Parameters<(typeof commands)['generateCommand']>) =>
        (await import('./synth.ts')).generateCommand(...args),
      ),
    );
  synth
    .command('report')
    .description('make the items of a folder again and say what they are')
    .argument('<folder>', 'made by assent synth generate')
    .option('--model <folder>', 'the model that they were drawn from')
    .addHelpText('after', example('synth report digits'))
    .action(
      answering(async (folder: string, options: { model?: string }) =>
        (await import('./synth.ts')).reportCommand(folder, options),
      ),
    );
  synth
    .command('verify')
    .description('are the files of a folder what its generator makes?')
    .argument('<folder>', 'made by assent synth generate')
    .option('--slots <slots>', 'items to make again: a number, or all', '299')
    .option('--model <folder>', 'the model that they were drawn from')
    .addHelpText('after', example('synth verify digits --slots all'))
    .action(
      answering(async (folder: string, options: { slots: string; model?: string }) =>
        (await import('./synth.ts')).verifyItemsCommand(
          folder,
          options.slots === 'all' ? 'all' : wholeNumber(options.slots),
          options,
        ),
      ),
    );
  synth
    .command('fit')
    .description('fit a model on rows of a released dataset, each agreed to for synthesise')
    .argument('<generator>', 'tabular-cart or tabular-mst')
    .requiredOption('--table <file>', 'the rows, one a line, as they were published')
    .requiredOption('--schema <file>', 'what the columns are')
    .requiredOption('--dataset <folder>', 'the bundle of the dataset; rows that are not in it are left out')
    .requiredOption('--out <folder>', 'where the model appears')
    .option('--set <name=value>', 'a parameter of the fit; once for each', collect, [])
    .option('--budget <file>', 'the ledger of what models may tell of people; needed for tabular-mst')
    .addOption(trustOption())
    .addOption(registryOption())
    .addHelpText(
      'after',
      example(
        'synth fit tabular-cart --table rows.jsonl --schema schema.json --dataset rows --trust trust.json --out model',
      ),
    )
    .action(
      answering(async (...args: Parameters<(typeof fitting)['fitCommand']>) =>
        (await import('./synth-fit.ts')).fitCommand(...args),
      ),
    );
  synth
    .command('external')
    .description('try out somebody else’s generator, by its description: a command, or a service')
    .argument('<description>', 'what it is, how it is asked, what it may take')
    .requiredOption('--out <folder>', 'an empty or new folder')
    .option('--count <number>', 'how many', wholeNumber, 10)
    .option('--set <name=value>', 'a parameter; once for each', collect, [])
    .option('--seed <text>', 'what the seeds follow from', 'assent')
    .option('--allow-host <host>', 'a service that may be asked, as in its address; once for each', collect, [])
    .option('--allow-private', 'it may be on this machine, or in a private network')
    .addHelpText('after', example('synth external docs/examples/external/stripes.json --out stripes'))
    .action(
      answering(async (...args: Parameters<(typeof external)['externalCommand']>) =>
        (await import('./synth-external.ts')).externalCommand(...args),
      ),
    );
  synth
    .command('budget')
    .description('what models may tell of the people of a dataset, and what they have told')
    .argument('<file>', 'the ledger')
    .option('--declare <dataset>', 'give this dataset, in all its versions, a budget: once')
    .option('--epsilon <hundredths>', 'ε of the budget, in hundredths', wholeNumber, 100)
    .option('--delta-exponent <number>', 'δ is 10 to the power of minus this', wholeNumber, 9)
    .addHelpText('after', example('synth budget budget.json --declare rows --epsilon 300'))
    .action(
      answering(async (...args: Parameters<(typeof fitting)['budgetCommand']>) =>
        (await import('./synth-fit.ts')).budgetCommand(...args),
      ),
    );
  return synth;
};
