import { codes, type Refusal } from '@assent/schema';
import { pino } from 'pino';
import { configOfProcess } from './config.ts';
import { openRegistry } from './open-registry.ts';
import { told } from './api/application.ts';
import { type Listening, serveHttp } from './api/serve.ts';

/** Answered to the parent process once the registry listens. */
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
  const logger = pino({
    level: config.value.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
  });
  const clock = (): number => Math.floor(Date.now() / 1000);
  const opened = await openRegistry(config.value, clock, (witness, what) =>
    logger.warn({ witness, what }, 'no cosignature'),
  );
  if (!opened.ok) return refuse(opened.refusal);
  const { registry, close } = opened.value;
  const { host, port } = config.value;
  let http: Listening;
  try {
    http = await serveHttp(registry, config.value, logger);
  } catch (cause) {
    await close();
    const { code, port: taken } = cause as NodeJS.ErrnoException & { port?: number };
    if (code === 'EADDRINUSE') return refuse({ code: 'port_in_use', detail: `${host}:${taken ?? port}` });
    throw cause;
  }

  // While there is something new, states follow one another closely enough to date it.
  const fault =
    (what: string) =>
    (error: unknown): void =>
      logger.error({ error: told(error) }, what);
  const sweep = (): Promise<void> => registry.erasures.sweep().catch(fault('erased lines are still stored'));
  const states = setInterval(() => void registry.stateIfNew().catch(fault('no state was made')).then(sweep), 60_000);
  void sweep();
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    clearInterval(states);
    stopping ??= (async () => {
      logger.info({}, 'stopping');
      await http.close();
      await close();
      logger.info({}, 'stopped');
      process.exit(0);
    })();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Started by the terminal program: when that is gone, however it went, so is this.
  process.on('disconnect', stop);

  const address = `http://localhost:${http.port}`;
  logger.info({ address, origin: registry.origin, size: registry.checkpoints.last.size }, 'listening');
  const ready: Ready = { ready: true, address };
  process.send?.(ready);
};

await run();
