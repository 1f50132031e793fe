/** A command of a document's sample, with what the document says of it. */
export interface SampleCommand {
  /** Words of the command, without `pnpm assent`; quotes are not known. */
  readonly args: readonly string[];
  /** File that standard output goes to, after `>`. */
  readonly into: string | undefined;
  /** Lines that it answers, in this order; `…` stands for any text within a line. */
  readonly answers: readonly string[];
  readonly exitCode: number;
}

const prefix = 'pnpm assent ';

/** The `sh` blocks of a Markdown text that run the terminal program, in order; a line that is no command of it is an error. */
export const samplesOf = (markdown: string): SampleCommand[] =>
  [...markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .map(([, block = '']) => block)
    .filter((block) => block.startsWith(prefix))
    .flatMap(commandsOf);

const commandsOf = (block: string): SampleCommand[] => {
  const commands: { line: string; answers: string[] }[] = [];
  for (const line of block
    .replaceAll(/ \\\n\s*/g, ' ')
    .trimEnd()
    .split('\n')) {
    if (line.startsWith('# ')) {
      const answers = commands.at(-1)?.answers;
      if (answers === undefined) throw new Error(`an answer before any command: ${line}`);
      answers.push(line.slice(2));
    } else if (line.startsWith(prefix)) commands.push({ line, answers: [] });
    else throw new Error(`not a command of this program: ${line}`);
  }
  return commands.map(({ line, answers }) => {
    const [command = '', into] = line.slice(prefix.length).split(' > ');
    const code = answers.map((answer) => /^\(exit code (\d)\)$/.exec(answer)?.[1]).find((found) => found !== undefined);
    return {
      args: command.split(' '),
      into,
      answers: answers.filter((answer) => !answer.startsWith('(exit code ')),
      exitCode: Number(code ?? 0),
    };
  });
};

/** Which of a sample's answers the output does not give, or gives in another order. */
export const unanswered = (answers: readonly string[], output: string): string[] => {
  const lines = output.split('\n');
  let from = 0;
  return answers.filter((answer) => {
    const pattern = new RegExp(`^${answer.split('…').map(escape).join('.*')}$`);
    const found = lines.findIndex((line, i) => i >= from && pattern.test(line));
    if (found < 0) return true;
    from = found + 1;
    return false;
  });
};

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
