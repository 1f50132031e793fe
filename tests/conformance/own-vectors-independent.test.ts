import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerInPython, hasPython } from '../independent/python.ts';

const folder = join(import.meta.dirname, 'vectors');
const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl') && name !== 'keys.jsonl');

/** The largest state takes it many seconds. */
const slow = ['state/65537'];

const linesOf = (name: string): string[] => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1);

const why = hasPython ? '' : ' (skipped: no Python 3.11 here)';

// The second verifier is written in Python, which not every machine has.
describe.skipIf(!hasPython)(`a verifier that shares no code answers the published vectors${why}`, () => {
  test.each(names)('%s as they say', { timeout: 120_000 }, (name) => {
    const lines = linesOf(name).filter((line) => !slow.some((one) => line.includes(`"name":"${one}"`)));
    const answers = answerInPython(lines);
    for (const [i, line] of lines.entries()) {
      const asked = JSON.parse(line) as { name: string; expect: object };
      expect({ name: asked.name, answer: answers[i] }).toEqual({ name: asked.name, answer: asked.expect });
    }
    expect(lines.length).toBeGreaterThan(20);
  });
});
