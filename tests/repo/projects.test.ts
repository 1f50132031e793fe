import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import config from '../../vitest.config.ts';
import { longProject, projectNames, projects } from '../vitest-projects.ts';
import { checkout, isTest } from './checkout.ts';

const root = dirname(dirname(import.meta.dirname));

test('every test file belongs to exactly one project', () => {
  const owned = [...projects, longProject].flatMap(({ include }) => globSync([...include], { cwd: root }));
  expect(owned.toSorted()).toEqual([...checkout().keys()].filter(isTest).toSorted());
});

test('vitest runs every project', () => {
  const names = (config.test?.projects ?? []).map((project) =>
    typeof project === 'object' && 'test' in project ? project.test?.name : undefined,
  );
  expect(names).toEqual([...projectNames, longProject.name]);
});
