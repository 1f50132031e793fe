import { defineConfig } from 'vitest/config';
import { longProject, projects } from './tests/vitest-projects.ts';

export default defineConfig({
  test: {
    // Two test files at a time: each integration file drives a PostgreSQL of its own beside the test.
    maxWorkers: 2,
    // For what hangs. A machine that does other things too may take long over what is quick.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [...projects, longProject].map(({ name, include }) => ({
      test: {
        name,
        include: [...include],
        ...((name === 'integration' || name === 'long') && { globalSetup: ['tests/support/database.ts'] }),
        ...(name === 'e2e' && {
          // After everything else, one file at a time: a browser wants both cores.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        }),
      },
    })),
  },
});
