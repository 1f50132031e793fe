/**
 * `pnpm conformance`: one JSON case a line on standard input, one JSON answer a line on standard output, in order. So any
 * published suite, in whatever language, can be run against the packages' public functions.
 */
import { once } from 'node:events';
import { answer, longestLine } from './answer.ts';
import { readLines } from './lines.ts';

// Whoever reads may stop reading; there is nobody left to tell.
process.stdout.on('error', () => process.exit());

for await (const line of readLines(process.stdin, longestLine)) {
  // One case at a time: the answers keep their order, and memory holds one line.
  if (!process.stdout.write(`${JSON.stringify(await answer(line))}\n`)) await once(process.stdout, 'drain');
}
