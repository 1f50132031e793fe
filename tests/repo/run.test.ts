import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findChromium } from '../run/chromium.ts';
import { countTests, emptyProjects, type Module } from '../run/suites.ts';
import { closingLine, exitCode, sum } from '../run/tally.ts';

type State = 'passed' | 'failed' | 'skipped' | 'pending';

const module = (name: string, states: State[], broken: { file?: boolean; describe?: boolean } = {}): Module => ({
  project: { name },
  errors: () => (broken.file ? [new Error('does not load')] : []),
  children: {
    allTests: () => states.map((state) => ({ result: () => ({ state }) })),
    allSuites: () => [{ errors: () => (broken.describe ? [new Error('beforeAll threw')] : []) }],
  },
});

test('the closing line names skipped tests only where there are some', () => {
  expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(closingLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
});

test('a run fails when something failed, and when nothing passed', () => {
  expect(exitCode({ passed: 12, failed: 0, skipped: 3 })).toBe(0);
  expect(exitCode({ passed: 12, failed: 1, skipped: 0 })).toBe(1);
  expect(exitCode(sum([]))).toBe(1);
  expect(exitCode({ passed: 0, failed: 0, skipped: 3 })).toBe(1);
});

describe('tests', () => {
  test('are counted by what became of them', () => {
    const modules = [module('unit', ['passed', 'failed', 'skipped']), module('repo', ['passed'])];
    expect(countTests(modules)).toEqual({ passed: 2, failed: 1, skipped: 1 });
  });

  test('that were still pending at the end have failed', () => {
    expect(countTests([module('unit', ['pending'])])).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('a file that does not load and a describe that breaks are failures', () => {
    expect(countTests([module('unit', [], { file: true })])).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countTests([module('unit', ['skipped'], { describe: true })])).toEqual({ passed: 0, failed: 1, skipped: 1 });
  });

  test('a project in which none ran is named', () => {
    const modules = [module('unit', ['passed']), module('repo', ['skipped'])];
    expect(emptyProjects(['unit', 'repo', 'e2e'], modules)).toEqual(['repo', 'e2e']);
  });
});

describe('the browser', () => {
  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), 'assent-browser-'));
    onTestFinished(() => rmSync(made, { recursive: true }));
    return made;
  };
  const program = (path: string, mode = 0o755): string => {
    writeFileSync(path, '');
    chmodSync(path, mode);
    return path;
  };

  test('is the one that CHROMIUM_PATH names', () => {
    const [own, onPath] = [folder(), folder()];
    program(join(onPath, 'chromium'));
    const chromium = program(join(own, 'mine'));
    expect(findChromium({ CHROMIUM_PATH: chromium, PATH: onPath })).toBe(chromium);
    expect(findChromium({ CHROMIUM_PATH: join(own, 'missing'), PATH: onPath })).toBeUndefined();
  });

  test.each(['chromium', 'chromium-browser', 'google-chrome'])('else %s on the path', (name) => {
    const [empty, full] = [folder(), folder()];
    const chromium = program(join(full, name));
    expect(findChromium({ PATH: `${empty}:${full}` })).toBe(chromium);
  });

  test('is none where no program is found', () => {
    const here = folder();
    program(join(here, 'chromium'), 0o644);
    expect(findChromium({ PATH: here })).toBeUndefined();
    expect(findChromium({})).toBeUndefined();
  });
});
