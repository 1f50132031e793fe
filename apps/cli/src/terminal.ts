import { SingleBar } from 'cli-progress';

/** Where an operation says how it goes. */
export interface Reporter {
  /** A step in plain words. */
  say(text: string): void;
  /** Progress of something that may take more than a second. */
  progress(what: string, done: number, total: number): void;
}

/** For people. By default on standard error, so that what is asked for stands alone on standard output. */
export const terminalReporter = (stream: NodeJS.WriteStream = process.stderr): Reporter => {
  let bar: SingleBar | undefined;
  const end = (): void => {
    bar?.stop();
    bar = undefined;
  };
  return {
    say: (text) => {
      end();
      stream.write(`${text}\n`);
    },
    progress: (what, done, total) => {
      if (!stream.isTTY) return;
      if (bar === undefined) {
        bar = new SingleBar({
          format: `  ${what} {bar} {value}/{total}`,
          stream,
          clearOnComplete: true,
          hideCursor: true,
        });
        bar.start(total, done);
      } else bar.update(done);
      if (done >= total) end();
    },
  };
};
