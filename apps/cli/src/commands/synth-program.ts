import { Command } from 'commander';
import type { Answer } from '../answer.ts';

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
    .option('--seed <text>', 'what the seeds follow from', 'assent')
    .option('--workers <number>', 'on how many cores; what is made is the same', wholeNumber)
    .addHelpText('after', example('synth generate glyph --set kinds=digit --count 10000 --out digits'))
    .action(
      answering(
        async (id: string, options: { out: string; count: number; set: string[]; seed: string; workers?: number }) =>
          (await import('./synth.ts')).generateCommand(id, options),
      ),
    );
  synth
    .command('report')
    .description('make the items of a folder again and say what they are')
    .argument('<folder>', 'made by assent synth generate')
    .addHelpText('after', example('synth report digits'))
    .action(answering(async (folder: string) => (await import('./synth.ts')).reportCommand(folder)));
  synth
    .command('verify')
    .description('are the files of a folder what its generator makes?')
    .argument('<folder>', 'made by assent synth generate')
    .option('--slots <slots>', 'items to make again: a number, or all', '299')
    .addHelpText('after', example('synth verify digits --slots all'))
    .action(
      answering(async (folder: string, options: { slots: string }) =>
        (await import('./synth.ts')).verifyItemsCommand(
          folder,
          options.slots === 'all' ? 'all' : wholeNumber(options.slots),
        ),
      ),
    );
  return synth;
};
