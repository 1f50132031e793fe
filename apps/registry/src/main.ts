import { codes, type Refusal } from '@assent/schema';
import { configOfProcess } from './config.ts';
import { openRegistry } from './open-registry.ts';
import { serveHttp } from './api/serve.ts';

/** Answered to the parent process once the registry listens, and by a person's terminal as a line. */
interface Ready {
  readonly ready: true;
  readonly address: string;
}

const refuse = ({ code, detail }: Refusal): never => {
  // Whoever started this says it; nobody hears it twice.
  if (process.send === undefined) process.stderr.write(`${codes[code].sentence}\n  ${code}: ${detail}\n`);
  else process.send({ ready: false, code, detail });
  process.exit(1);
};

const run = async (): Promise<void> => {
  const config = configOfProcess();
  if (!config.ok) return refuse(config.refusal);
  const clock = (): number => Math.floor(Date.now() / 1000);
  const opened = await openRegistry(config.value, clock);
  if (!opened.ok) return refuse(opened.refusal);
  const { registry, close } = opened.value;
  const { host, port, dashboardDirectory } = config.value;
  const onError = (error: unknown): void =>
    void process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  let http: Awaited<ReturnType<typeof serveHttp>>;
  try {
    http = await serveHttp({ registry, host, port, dashboardDirectory, onError });
  } catch (cause) {
    await close();
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE')
      return refuse({ code: 'port_in_use', detail: `${host}:${port}` });
    throw cause;
  }

  // While there is something new, states follow one another closely enough to date it.
  const states = setInterval(() => void registry.stateIfNew().catch(onError), 60_000);
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    clearInterval(states);
    stopping ??= http
      .close()
      .then(close)
      .then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Started by the terminal program: when that is gone, however it went, so is this.
  process.on('disconnect', stop);

  const address = `http://localhost:${http.port}`;
  const ready: Ready = { ready: true, address };
  if (process.send === undefined) process.stdout.write(`The registry ${registry.origin} listens on ${address}\n`);
  else process.send(ready);
};

await run();
