import { posix } from 'node:path';
import { isSource, isTest, type Files, type Violation } from './checkout.ts';
import { isNamed, isNode, parse, walk, type Node } from './syntax.ts';

type Rule = (file: string, text: string) => string[];

const lockfile = 'pnpm-lock.yaml';

/** Names that say nothing about what is inside. */
const emptyNames = ['utils', 'helpers', 'common', 'lib', 'misc', 'types', 'constants'];

/** The tools that load these want a default export. */
const defaultExporters = /(?:^|\/)(?:vite|vitest)\.config\.ts$|^tests\/run\/knip-reporter\.ts$/;

const longestSource = 400;

/** A path from the root folder of the writer's machine. Within an address, or after a variable, it is another thing. */
const machinePath = /(?<![\w.~$})>-])\/(?:work|root|home|Users)\/(?=[\w.-])/;

const packageRegistries =
  /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\.\w+|\bnpmjs\.(?:org|com)\b|\bnpm\.pkg\.github\.com\b|\bnpm\.jsr\.io\b|\bdeb\.debian\.org\b|\bpypi\.org\b/;

const rules: readonly Rule[] = [
  lockfileHoldsNoAddress,
  holdsNoMachinePath,
  holdsNoRegistryAddress,
  saysWhatItIs,
  isShort,
  exportsByName,
  indexOnlyLists,
  testsRun,
  expectationsMatch,
];

export function violations(files: Files): Violation[] {
  const inFiles = [...files].flatMap(([file, text]) =>
    rules.flatMap((rule) => rule(file, text).map((what) => ({ file, what }))),
  );
  return [...inFiles, ...indexViolations(files)];
}

function lockfileHoldsNoAddress(file: string, text: string): string[] {
  return file === lockfile && /https?:/i.test(text) ? ['holds an address'] : [];
}

function holdsNoMachinePath(_file: string, text: string): string[] {
  const lines = text.split('\n').flatMap((line, index) => (machinePath.test(line) ? [index + 1] : []));
  return lines.map((line) => `line ${line} holds an absolute path of one machine`);
}

function holdsNoRegistryAddress(file: string, text: string): string[] {
  const found = packageRegistries.exec(text) ?? (file.endsWith('.npmrc') ? /\bregistry\s*=/.exec(text) : null);
  return found ? [`holds the address of a package registry: ${found[0]}`] : [];
}

function saysWhatItIs(file: string): string[] {
  const parts = file.split('/').map((part) => part.replace(/(?<=.)\..*$/, ''));
  return parts.filter((part) => emptyNames.includes(part.toLowerCase())).map((part) => `is called ${part}`);
}

function isShort(file: string, text: string): string[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return isSource(file) && lines >= longestSource ? [`has ${lines} lines; ${longestSource} is too long`] : [];
}

function exportsByName(file: string, text: string): string[] {
  if (!isSource(file)) return [];
  const statements = parse(file, text).body as Node[];
  const defaults = statements.some(isDefaultExport) && !defaultExporters.test(file);
  const stars = statements.some(({ type }) => type === 'ExportAllDeclaration');
  return [...(defaults ? ['has a default export'] : []), ...(stars ? ['exports * instead of names'] : [])];
}

/** An `index.ts` of a package only passes on names. */
function indexOnlyLists(file: string, text: string): string[] {
  if (!/^packages\/[^/]+\/src\/index\.ts$/.test(file)) return [];
  const statements = parse(file, text).body as Node[];
  const lists = ({ type, source }: Node) => type === 'ExportNamedDeclaration' && isNode(source);
  return statements.every(lists) && statements.length > 0 ? [] : ['does more than list what the package exports'];
}

function testsRun(file: string, text: string): string[] {
  if (!isTest(file)) return [];
  const lines = text.split('\n');
  return [...walk(parse(file, text))].flatMap(([node]) => {
    const how = isNode(node.property) && !node.computed ? String(node.property.name) : '';
    if (node.type !== 'MemberExpression' || !isTestFunction(node.object)) return [];
    const line = text.slice(0, node.start).split('\n').length;
    if (how === 'only') return [`line ${line} leaves out every other test`];
    const reasoned = [lines[line - 1], lines[line - 2]].some((near) => /\/\/ *\S|\*\//.test(near ?? ''));
    return ['skip', 'todo'].includes(how) && !reasoned ? [`line ${line} skips without a reason`] : [];
  });
}

function expectationsMatch(file: string, text: string): string[] {
  if (!isSource(file) || !text.includes('expect')) return [];
  return [...walk(parse(file, text))].flatMap(([node, ancestors]) => {
    if (!isExpectation(node) || hasMatcher(node, ancestors)) return [];
    return [`line ${text.slice(0, node.start).split('\n').length} expects without a matcher`];
  });
}

/** Each package has one `index.ts`, at the top of its sources. */
function indexViolations(files: Files): Violation[] {
  const paths = [...files.keys()];
  const packages = paths.flatMap((path) => /^(packages\/[^/]+)\/package\.json$/.exec(path)?.[1] ?? []);
  return packages.flatMap((name) => {
    const index = `${name}/src/index.ts`;
    const missing = files.has(index) ? [] : [{ file: index, what: 'is missing' }];
    const others = paths.filter(
      (path) => path.startsWith(`${name}/`) && /^index\.tsx?$/.test(posix.basename(path)) && path !== index,
    );
    return [...missing, ...others.map((file) => ({ file, what: `is a second index; ${index} is the one` }))];
  });
}

function isDefaultExport(statement: Node): boolean {
  if (statement.type === 'ExportDefaultDeclaration' || statement.type === 'TSExportAssignment') return true;
  const specifiers = Array.isArray(statement.specifiers) ? statement.specifiers.filter(isNode) : [];
  return specifiers.some(({ exported }) => isNamed(exported, 'default'));
}

/** `test`, and `test.concurrent` and the like. */
function isTestFunction(value: unknown): boolean {
  if (isNode(value) && value.type === 'MemberExpression') return isTestFunction(value.object);
  return ['test', 'it', 'describe', 'suite', 'bench'].some((name) => isNamed(value, name));
}

/** `expect(x)`, `expect.soft(x)` and `expect.poll(x)`. */
function isExpectation({ type, callee }: Node): boolean {
  if (type !== 'CallExpression' || !isNode(callee)) return false;
  if (isNamed(callee, 'expect')) return true;
  if (callee.type !== 'MemberExpression' || !isNamed(callee.object, 'expect') || !isNode(callee.property)) return false;
  return ['soft', 'poll'].includes(String(callee.property.name));
}

/** Whether the chain of members that starts here ends in a call: `.not.toBe(1)` does, `.not` and `.toBe` do not. */
function hasMatcher(expectation: Node, ancestors: readonly Node[]): boolean {
  let inner = expectation;
  for (const outer of ancestors) {
    if (outer.type === 'MemberExpression' && outer.object === inner) inner = outer;
    else return outer.type === 'CallExpression' && outer.callee === inner && inner !== expectation;
  }
  return false;
}
