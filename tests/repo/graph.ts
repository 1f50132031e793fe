export type Graph = ReadonlyMap<string, readonly string[]>;

/** One cycle for each knot of files that import one another, as the way round: first and last are the same file. */
export function importCycles(graph: Graph): [string, ...string[]][] {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: [string, ...string[]][] = [];

  function visit(file: string, path: readonly string[]): void {
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) {
      if (state.get(next) === 'open')
        cycles.push([next, ...[...path, file].slice([...path, file].indexOf(next) + 1), next]);
      else if (!state.has(next)) visit(next, [...path, file]);
    }
    state.set(file, 'done');
  }

  for (const file of graph.keys()) if (!state.has(file)) visit(file, []);
  return cycles;
}

/** Every file that this one imports, and those that they import. */
export function reachedFrom(graph: Graph, start: string): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const next of graph.get(file) ?? []) {
      if (!reached.has(next)) open.push(next);
      reached.add(next);
    }
  }
  return reached;
}
