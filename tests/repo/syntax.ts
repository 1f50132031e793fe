import { parseAst } from 'vitest/node';

/** One node of the ESTree that vite's parser makes of TypeScript. */
export type Node = { type: string; start: number; end: number; [field: string]: unknown };

export type Import = { specifier: string; typeOnly: boolean; names: string[] };

export function parse(path: string, text: string): Node {
  const lang = path.endsWith('x') ? 'tsx' : 'ts';
  return parseAst(text, { lang }, path) as unknown as Node;
}

/** Each node under this one with its ancestors, nearest first. */
export function* walk(node: Node, ancestors: readonly Node[] = []): Generator<[Node, readonly Node[]]> {
  yield [node, ancestors];
  const within = [node, ...ancestors];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child, within);
  }
}

/**
 * Whatever makes this file depend on another: static imports, re-exports, `import()`, `require()` and `import('…')`
 * types. `import { type X }` counts as a value import, since under `verbatimModuleSyntax` it still loads the module.
 */
export function imports(program: Node): Import[] {
  const found: Import[] = [];
  for (const [node] of walk(program)) {
    const specifier = literal(node.source) ?? required(node);
    if (specifier === undefined) continue;
    const typeOnly = node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type';
    found.push({ specifier, typeOnly, names: importedNames(node) });
  }
  return found;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function isNamed(value: unknown, name: string): boolean {
  return isNode(value) && value.type === 'Identifier' && value.name === name;
}

/** The string that a literal, or a template without holes, stands for. */
export function literal(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === 'Literal') return typeof value.value === 'string' ? value.value : undefined;
  if (value.type !== 'TemplateLiteral' || (value.expressions as Node[]).length > 0) return undefined;
  return (value.quasis as { value: { cooked: string } }[])[0]?.value.cooked;
}

/** `require('x')`, and `import x = require('x')`. */
function required(node: Node): string | undefined {
  if (node.type === 'TSExternalModuleReference') return literal(node.expression);
  if (node.type === 'CallExpression' && isNamed(node.callee, 'require')) return literal((node.arguments as Node[])[0]);
  return undefined;
}

function importedNames(node: Node): string[] {
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return specifiers.flatMap(({ imported }) =>
    isNode(imported) && typeof imported.name === 'string' ? imported.name : [],
  );
}
