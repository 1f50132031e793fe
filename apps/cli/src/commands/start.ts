import { resolve } from 'node:path';
import { buildDashboard } from '../dashboard-build.ts';
import { type RegistryProcess, startRegistry } from '../registry-process.ts';
import { storyIsTold } from '../story/told.ts';
import { terminalReporter } from '../terminal.ts';

/** Run until the registry ends or somebody asks it to: Ctrl-C, or a signal. */
const stayUp = async (registry: RegistryProcess): Promise<number> => {
  const stop = (): void => void registry.stop();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return registry.ended;
};

/** A registry here, with its dashboard and, the first time, the sample story. */
export const start = async (options: {
  readonly empty: boolean;
  readonly port: number;
  readonly data: string;
}): Promise<number> => {
  const reporter = terminalReporter(process.stdout);
  const data = resolve(options.data);
  const dashboard = await buildDashboard(reporter);
  const registry = await startRegistry({
    ...process.env,
    ASSENT_DATA: data,
    ASSENT_PORT: String(options.port),
    ASSENT_DASHBOARD: dashboard,
    // Somebody watches this terminal: a line a request would bury what is said to them.
    ASSENT_LOG_LEVEL: process.env['ASSENT_LOG_LEVEL'] ?? 'warn',
  });
  const up = stayUp(registry);
  try {
    if (!options.empty && !(await storyIsTold(data))) {
      // Loaded when it is needed: a warm start has no use for it.
      const { playStory } = await import('../story/story.ts');
      await playStory(registry.address, data, reporter);
    }
  } catch (cause) {
    await registry.stop();
    throw cause;
  }
  process.stdout.write(
    `\n  Assent is up: ${registry.address}\n  Its data is in ${options.data}. Stop it with Ctrl-C.\n\n`,
  );
  return up;
};

/** A registry by configuration alone. */
export const serve = async (): Promise<number> => {
  const registry = await startRegistry(process.env);
  process.stdout.write(`The registry listens on ${registry.address}\n`);
  return stayUp(registry);
};
