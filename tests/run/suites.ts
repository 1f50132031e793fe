import { startVitest, type TestModule } from 'vitest/node';
import type { ProjectName } from '../vitest-projects.ts';
import type { Tally } from './tally.ts';

/** Runs the tests of these projects under vitest's own default report, and counts what became of them. */
export async function runSuites(names: readonly ProjectName[], root: string): Promise<Tally> {
  const vitest = await startVitest([], {
    root,
    run: true,
    project: [...names],
    reporters: ['default'],
    allowOnly: false,
    passWithNoTests: true,
  });
  const modules = vitest.state.getTestModules();
  const unhandled = vitest.state.getUnhandledErrors().length;
  await vitest.close();

  const { passed, failed, skipped } = countTests(modules);
  const empty = emptyProjects(names, modules);
  for (const name of empty) console.log(`Failed: no test ran in ${name}. A check that saw nothing has not passed.`);
  if (unhandled > 0) console.log(`Failed: ${unhandled} errors outside of any test, shown above.`);
  return { passed, failed: failed + empty.length + unhandled, skipped };
}

/** What is read of vitest's modules, so that a test can hand in some of its own. */
export type Module = {
  project: Pick<TestModule['project'], 'name'>;
  errors: () => readonly unknown[];
  children: {
    allTests: () => Iterable<{ result: () => { state: 'passed' | 'failed' | 'skipped' | 'pending' } }>;
    allSuites: () => Iterable<{ errors: () => readonly unknown[] }>;
  };
};

/** A file or a `describe` that broke before its tests could run counts as one failure. */
export function countTests(modules: Iterable<Module>): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      // A test that was still pending when the run ended has shown nothing.
      tally[state === 'pending' ? 'failed' : state] += 1;
    }
    for (const suite of [module, ...module.children.allSuites()]) {
      if (suite.errors().length > 0) tally.failed += 1;
    }
  }
  return tally;
}

export function emptyProjects(names: readonly ProjectName[], modules: Iterable<Module>): ProjectName[] {
  const withTests = new Set<string>();
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      if (test.result().state !== 'skipped') withTests.add(module.project.name);
    }
  }
  return names.filter((name) => !withTests.has(name));
}
